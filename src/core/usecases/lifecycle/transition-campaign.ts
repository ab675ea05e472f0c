import type { Write } from '../../../ports/transactions.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { redactCampaign } from '../../domain/campaign/redact-campaign.ts';
import { decideTransition } from '../../domain/lifecycle/decide-transition.ts';
import type { Trigger } from '../../domain/lifecycle/history.ts';
import type { CampaignStatus } from '../../domain/lifecycle/status.ts';
import { impactItems } from '../../domain/outbox/make-item.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import { outboxWrites, subscriptionWrites } from '../campaigns/writes.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { deliverNow } from '../outbox/deliver-now.ts';
import type { OutboxWorld } from '../outbox/perform-work.ts';
import { auditWrite, untilUndisturbed } from '../write.ts';
import { loadTransitionWorld } from './load-world.ts';
import { periodWrites } from './schedule-writes.ts';

export type TransitionPorts = OutboxWorld & Pick<Core, 'ids' | 'receipts' | 'companies' | 'catalogue' | 'schedule'>;

export interface TransitionInput {
  readonly id: string;
  readonly to: CampaignStatus;
  readonly reason?: string | null | undefined;
  readonly trigger?: Trigger;
}

/**
 * Moves a campaign along one edge of its lifecycle, in one write against the version that was read; what follows is done before the
 * answer where it can be, and by the relay where it cannot.
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION (details `allowed`), REASON_REQUIRED, PERSONAL_DATA, or the failing guards.
 */
export async function transitionCampaign(
  ports: TransitionPorts,
  context: RequestContext,
  input: TransitionInput,
): Promise<Keyed<Campaign>> {
  await loadCampaign(ports, context, 'campaign.transition', input.id);
  let items: readonly OutboxItem[] = [];
  const answer = await idempotent<Campaign>(ports, context, (receiptOf) =>
    untilUndisturbed(async () => {
      const written = await writeTransition(ports, context, input, (after) =>
        receiptOf(redactCampaign(after, context.actor)),
      );
      items = written.items;
      return redactCampaign(written.campaign, context.actor);
    }),
  );
  await deliverNow(ports, answer.replayed ? await leftOver(ports, answer.result) : items);
  return answer;
}

/** What the process that gave the first answer may not have come to do. */
async function leftOver(ports: TransitionPorts, { id, version }: Campaign): Promise<readonly OutboxItem[]> {
  const { items } = await ports.outbox.list({ limit: 20, cursor: null, state: 'pending', campaignId: id });
  return items.filter((item) => item.id.startsWith(`${id}.v${version}.`)).reverse();
}

/**
 * Decides and writes a transition once, together with the schedule that follows from it and what the caller adds.
 * Throws VERSION_MISMATCH where the campaign moved on.
 * @param running the scheduled action that this transition is
 */
export async function writeTransition(
  ports: TransitionPorts,
  context: RequestContext,
  input: TransitionInput,
  alsoWrite: (after: Campaign) => readonly Write[],
  running: string | null = null,
): Promise<{ readonly campaign: Campaign; readonly items: readonly OutboxItem[] }> {
  const before = await loadCampaign(ports, context, 'campaign.transition', input.id);
  const world = await loadTransitionWorld(ports, before);
  const { to, reason = null, trigger = 'manual' } = input;
  const decision = decideTransition(before, { to, reason, trigger, actor: context.actor }, world);
  const { campaign, record, subscription } = decision;
  const { id, companyId } = campaign;
  const reported = (await ports.impacts.find(id))?.sroi;
  const items = [...decision.items, ...impactItems(campaign, before, reported, world.at)];
  await ports.transactions.commit([
    { op: 'replace', collection: 'campaigns', document: campaign, ifVersion: before.version },
    { op: 'insert', collection: 'transitions', document: record },
    ...subscriptionWrites(subscription ? [subscription] : []),
    ...outboxWrites(items),
    ...(await periodWrites(ports, campaign, world.at, running)),
    auditWrite(ports, context, world.at, {
      action: 'campaign.transition',
      resource: `campaigns/${id}`,
      companyId,
      before,
      after: campaign,
    }),
    ...alsoWrite(campaign),
  ]);
  return { campaign, items };
}
