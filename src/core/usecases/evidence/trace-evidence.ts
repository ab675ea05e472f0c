import { isStaff } from '../../domain/access/actor.ts';
import { mayEver } from '../../domain/access/permissions.ts';
import { openMonth } from '../../domain/billing/billing-state.ts';
import type { Completion } from '../../domain/billing/completion.ts';
import { usageOf } from '../../domain/billing/usage-of.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { type Change, changedEvidence, settledCompletion } from '../../domain/evidence/change-evidence.ts';
import { chargeEffect, type MonthEffect } from '../../domain/evidence/charge-effect.ts';
import { type Evidence, evidenceKey, stands } from '../../domain/evidence/evidence.ts';
import { rate } from '../../domain/rating/rate.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { MinorUnits } from '../../domain/shared/money.ts';
import type { Instant } from '../../domain/shared/time.ts';
import { loadRating, type Rated, type RatingPorts } from '../billing/load-rating.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { type EvidenceView, type ViewPorts, viewEvidence } from './view-evidence.ts';

export type TracePorts = ViewPorts & RatingPorts & Pick<Core, 'evidence'>;

/** A completion that evidence stands for. */
export interface TracedCompletion {
  /** Null to company roles. */
  readonly subject: string | null;
  readonly completedAt: Instant;
  /** The entry by which the learner took the place; null where there is none. */
  readonly entryId: string | null;
  readonly withdrawnAt: Instant | null;
}

/** What the charges would be if the evidence were withdrawn, or came back: the other of what it is now. */
export interface ChargeEffect {
  readonly months: readonly MonthEffect[];
  readonly total: MinorUnits;
  /** The month whose invoice would carry the corrections; null before anything was billed. */
  readonly openMonth: string | null;
}

export interface TracedEvidence extends EvidenceView {
  readonly completions: readonly TracedCompletion[];
  /** Null for those who may not change it, and where nothing is charged by completions. */
  readonly effect: ChargeEffect | null;
}

/** One piece of evidence with everything that rests on it, also once it was detached. Throws NOT_FOUND. */
export async function traceEvidence(
  ports: TracePorts,
  context: RequestContext,
  input: { readonly campaignId: string; readonly evidenceId: string },
): Promise<TracedEvidence> {
  const campaign = await loadCampaign(ports, context, 'evidence.read', input.campaignId);
  const [evidence] = await ports.evidence.byIds([evidenceKey(campaign.id, input.evidenceId)]);
  const [view] = evidence ? await viewEvidence(ports, context.actor, campaign, [evidence]) : [];
  if (!evidence || !view) throw notFound('Evidence');
  const rated = campaign.terms?.model === 'iaas' ? await loadRating(ports, campaign) : null;
  if (!rated) return { ...view, completions: [], effect: null };
  const completions = rated.records.completions.filter(({ id }) => evidence.completions.includes(id));
  const change = { at: ports.clock.now(), actor: context.actor.id };
  return {
    ...view,
    completions: completions.map((completion) => traced(completion, evidence, rated, isStaff(context.actor))),
    effect: mayEver(context.actor, 'evidence.write') ? await effectOf(ports, campaign, rated, evidence, change) : null,
  };
}

function traced(
  completion: Completion,
  { evidenceId }: Evidence,
  { records }: Rated,
  maySee: boolean,
): TracedCompletion {
  const { subject, completedAt } = completion;
  const withdrawnAt = completion.evidence.find((link) => link.evidenceId === evidenceId)?.withdrawnAt ?? null;
  return { subject: maySee ? subject : null, completedAt, entryId: records.ledger.placeOf(subject), withdrawnAt };
}

async function effectOf(
  ports: RatingPorts,
  campaign: Campaign,
  { contract, records, postings }: Rated,
  evidence: Evidence,
  change: Change,
): Promise<ChargeEffect> {
  const other = { detachedAt: null, verification: stands(evidence) ? 'withdrawn' : 'pending' } as const;
  const turned = changedEvidence(evidence, other, change);
  const completions = records.completions.map((each) => settledCompletion(each, turned, change.at));
  const usage = usageOf({ ...records, completions }, contract.versions, campaign.timeZone);
  const state = await ports.billingRecords.findState(campaign.id);
  const wouldBe = rate(contract, usage, records.ledger.capacityOn);
  const months = chargeEffect(postings, wouldBe, campaign.currency, state);
  const total = months.reduce((sum, { difference }) => sum + difference, 0);
  return { months, total, openMonth: state && openMonth(state) };
}
