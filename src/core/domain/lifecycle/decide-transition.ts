import type { Actor } from '../access/actor.ts';
import { type Campaign, capacityAccountOf } from '../campaign/campaign.ts';
import { REASON_MAX } from '../campaign/limits.ts';
import type { Subscription } from '../company/company.ts';
import { makeItem, noticeItems } from '../outbox/make-item.ts';
import type { OutboxItem } from '../outbox/outbox.ts';
import { DomainError, invalid } from '../shared/errors.ts';
import { refusePersonalData } from '../shared/personal-data.ts';
import { giveBackShare } from '../terms/shares.ts';
import { failingGuards, type TransitionWorld } from './guards.ts';
import type { TransitionRecord, Trigger } from './history.ts';
import { mayTransition } from './roles.ts';
import { type CampaignStatus, EDGES } from './status.ts';

export interface TransitionRequest {
  readonly to: CampaignStatus;
  readonly actor: Actor;
  readonly trigger: Trigger;
  readonly reason: string | null;
}

/** Everything that a transition writes, to be written at once. */
export interface TransitionDecision {
  readonly campaign: Campaign;
  readonly record: TransitionRecord;
  /** The subscription that gets the campaign's share back, one version on; null where none does. */
  readonly subscription: Subscription | null;
  /** What follows: the account is told, the first cohort or the final snapshot is made, the live stream hears of it. */
  readonly items: readonly OutboxItem[];
}

/**
 * Decides one transition on the campaign as it was read.
 * Throws INVALID_TRANSITION (details `allowed`), FORBIDDEN, REASON_REQUIRED, PERSONAL_DATA, or a conflict with the code of the first
 * failing guard and all of them, in order, as issues.
 */
export function decideTransition(
  campaign: Campaign,
  request: TransitionRequest,
  world: TransitionWorld,
): TransitionDecision {
  const { to, actor, trigger } = request;
  const reason = request.reason?.trim() || null;
  refuseTransition(campaign, { ...request, reason }, world);
  const { at } = world;
  const { id, companyId, status: from } = campaign;
  const next: Campaign = {
    ...campaign,
    status: to,
    leftDraft: true,
    version: campaign.version + 1,
    updatedAt: at,
  };
  const { version } = next;
  return {
    campaign: next,
    record: {
      id: `${id}/v${version}`,
      campaignId: id,
      companyId,
      from,
      to,
      at,
      actor: actor.id,
      trigger,
      reason,
      version,
    },
    subscription: to === 'closed' && world.subscription ? giveBackShare(world.subscription, id, at) : null,
    items: itemsOf(next, from, world),
  };
}

function refuseTransition(campaign: Campaign, request: TransitionRequest, world: TransitionWorld): void {
  const { to, actor, reason } = request;
  const from = campaign.status;
  const allowed = EDGES[from];
  if (!allowed.includes(to))
    throw new DomainError('conflict', 'INVALID_TRANSITION', `A campaign that is ${from} cannot become ${to}`, {
      details: { from, to, allowed },
    });
  if (!mayTransition(actor, campaign.companyId, from, to))
    throw new DomainError('forbidden', 'FORBIDDEN', `Your role may not take a campaign from ${from} to ${to}`);
  if (from === 'planned' && to === 'draft' && reason === null)
    throw invalid([{ path: 'reason', code: 'REASON_REQUIRED', message: 'A reason is required' }], 'REASON_REQUIRED');
  if (reason !== null && reason.length > REASON_MAX)
    throw invalid([{ path: 'reason', code: 'TOO_LONG', message: `reason has more than ${REASON_MAX} characters` }]);
  refusePersonalData({ reason });
  const guards = failingGuards(campaign, to, world);
  const first = guards[0];
  if (first)
    throw new DomainError('conflict', first.code, first.message, {
      issues: guards.map((guard) => ({ path: '', ...guard })),
    });
}

function itemsOf(campaign: Campaign, from: CampaignStatus, world: TransitionWorld): OutboxItem[] {
  const { version, status, companyId } = campaign;
  const { at } = world;
  const notices = campaign.terms
    ? [
        {
          accountId: capacityAccountOf(campaign),
          change: { kind: 'status' as const, version, status, companyId },
          dueAt: null,
        },
      ]
    : [];
  const makesInstance = status === 'active' && !world.hasInstance;
  return [
    ...noticeItems(campaign, notices, at),
    ...(makesInstance ? [makeItem(campaign, 'instance.create', { kind: 'instance.create' }, at)] : []),
    ...(status === 'completed' ? [makeItem(campaign, 'snapshot.final', { kind: 'snapshot.final', at }, at)] : []),
    makeItem(campaign, 'campaign.transitioned', { kind: 'campaign.transitioned', from, to: status, at }, at),
  ];
}
