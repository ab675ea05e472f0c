import { isEqual } from '../shared/equal.ts';
import type { Instant } from '../shared/time.ts';
import { isRunning } from './features.ts';
import {
  endedKeyOf,
  type FeatureCopy,
  isOpen,
  type OpenedBecause,
  type Opportunity,
  openKeyOf,
} from './opportunity.ts';
import { REOPEN_POINTS } from './rules.ts';
import { scoredOf, type UpsellScore } from './upsell-score.ts';

/** The opportunities of a campaign after its score was refreshed: what changed, and what came up. */
export interface QueueChange {
  readonly refreshed: readonly { readonly before: Opportunity; readonly after: Opportunity }[];
  readonly opened: Opportunity | null;
}

/**
 * Open ones take over the score and lose no work. A new one comes up for a running campaign with a type, when its tier, a crossing or
 * people who asked in vain speak for it and none of the type is open; after one that ended only on a newer crossing or 10 points more.
 * What nobody has worked on gives way to one of another type, so that a campaign does not stand in the queue twice for one talk, and ends
 * with a campaign that is closed.
 */
export function followScore(
  score: UpsellScore,
  own: readonly Opportunity[],
  made: { readonly id: string; readonly at: Instant; readonly actor: string },
): QueueChange {
  const scored = scoredOf(score);
  const opened = openFor(score, own, made);
  const refreshed = own.flatMap((before) => {
    const { campaignName } = score;
    const givesWay = before.workVersion === 1 && (opened !== null || score.features.status === 'closed');
    const isSame = isEqual(before.scored, scored) && before.campaignName === campaignName;
    if (!isOpen(before) || (isSame && !givesWay)) return [];
    const after = { ...before, version: before.version + 1, scored, campaignName };
    return [{ before, after: givesWay ? withdrawn(after, made) : after }];
  });
  return { refreshed, opened };
}

function withdrawn(one: Opportunity, { at, actor }: { readonly at: Instant; readonly actor: string }): Opportunity {
  return {
    ...one,
    state: 'dismissed',
    workVersion: one.workVersion + 1,
    openKey: endedKeyOf(one),
    outcome: { kind: 'dismissed', at, by: actor },
    history: [...one.history, { at, actor, what: 'moved', from: one.state, to: 'dismissed', fields: [] }],
    updatedAt: at,
  };
}

function openFor(
  score: UpsellScore,
  own: readonly Opportunity[],
  { id, at, actor }: { readonly id: string; readonly at: Instant; readonly actor: string },
): Opportunity | null {
  const { type } = score;
  if (type === 'none' || !isRunning(score.features.status)) return null;
  const ofType = own.filter((one) => one.type === type);
  const because = reasonFor(score, ofType);
  if (ofType.some(isOpen) || because === null) return null;
  return {
    id,
    version: 1,
    workVersion: 1,
    openKey: openKeyOf(score.id, type),
    campaignId: score.id,
    companyId: score.companyId,
    campaignName: score.campaignName,
    type,
    state: 'new',
    owner: null,
    dueOn: null,
    nextStep: null,
    scored: scoredOf(score),
    because,
    notes: [],
    history: [{ at, actor, what: 'opened', from: null, to: 'new', fields: [] }],
    outcome: null,
    shown: featureCopy(score, at),
    acted: null,
    openedAt: at,
    updatedAt: at,
  };
}

function reasonFor(score: UpsellScore, ofType: readonly Opportunity[]): OpenedBecause | null {
  const { crossing, demand, tier, type } = score;
  const aboutCapacity = type === 'capacity_expansion';
  const last = ofType.toSorted((a, b) => endOf(b) - endOf(a))[0];
  if (aboutCapacity && crossing && (!last || crossing.at > endOf(last))) return 'crossing';
  if (last) return score.score >= last.scored.score + REOPEN_POINTS ? 'score' : null;
  if (aboutCapacity && demand) return 'demand';
  return tier === 'none' ? null : 'score';
}

function endOf({ outcome, openedAt }: Opportunity): Instant {
  return outcome?.at ?? openedAt;
}

/** What the score rests on, as a model may learn from it: nothing that was known only later. */
export function featureCopy(score: UpsellScore, at: Instant): FeatureCopy {
  const { features, version, updatedAt, tier, type, parts, estimate, crossing, fullAt, demand } = score;
  return {
    ...features,
    at,
    scoredAt: updatedAt,
    scoreVersion: version,
    score: score.score,
    tier,
    scoreType: type,
    parts,
    estimate,
    crossing,
    fullAt,
    asked: demand?.asked ?? 0,
  };
}
