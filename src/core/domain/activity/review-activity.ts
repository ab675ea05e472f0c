import { DomainError, invalid } from '../shared/errors.ts';
import type { Instant } from '../shared/time.ts';
import { type Activity, firstAnswer, type ReviewDecision } from './activity.ts';
import { alternativesTo, cohortOf, whyNot } from './associate.ts';
import type { Candidate } from './candidate.ts';
import { volumeOf } from './debit.ts';

export interface ReviewInput {
  readonly decision: ReviewDecision;
  /** Where to, for a move. */
  readonly campaignId?: string | null | undefined;
}

/** The reviewed activity, one version on, and the link whose debit is to be taken back. */
export interface Review {
  readonly activity: Activity;
  readonly takeBack: { readonly campaignId: string; readonly link: number } | null;
}

interface Made {
  readonly at: Instant;
  readonly actor: string;
}

/**
 * Decides a review on the activity and the campaigns of its company as they were read. `accept` links a proposal, lets a held debit
 * go, or has a refused one tried again; `move` links it to another campaign that may take it; `reject` takes it from every campaign.
 * Throws ACTION_ENDED where nothing waits for that decision, CAMPAIGN_NOT_OPEN where the campaign it stands in is closed, INVALID or
 * UNKNOWN_REFERENCE for a campaign that may not take it.
 */
export function reviewActivity(
  activity: Activity,
  input: ReviewInput,
  candidates: readonly Candidate[],
  made: Made,
): Review {
  if (input.decision === 'move') return move(activity, input.campaignId ?? null, candidates, made);
  if (input.campaignId != null && input.campaignId !== activity.campaignId)
    throw invalid([{ path: 'campaignId', code: 'INVALID', message: 'Only a move names another campaign' }]);
  return input.decision === 'accept' ? accept(activity, candidates, made) : reject(activity, candidates, made);
}

function accept(activity: Activity, candidates: readonly Candidate[], made: Made): Review {
  if (activity.attention === null) throw ended(activity);
  const campaign = candidates.find(({ campaignId }) => campaignId === activity.campaignId);
  if (!campaign) throw closed();
  const why = activity.state === 'review' ? whyNot(activity, campaign) : null;
  if (why !== null) throw new DomainError('conflict', 'CONFLICT', `${why}: move or reject the activity`);
  const linked = activity.state === 'linked' ? activity : link(activity, campaign, candidates);
  const debits = campaign.debits && volumeOf(activity) !== null;
  return { activity: reviewed(activity, { ...linked, debit: debits ? 'due' : null }, made), takeBack: null };
}

function move(activity: Activity, campaignId: string | null, candidates: readonly Candidate[], made: Made): Review {
  if (campaignId === null)
    throw invalid([{ path: 'campaignId', code: 'REQUIRED', message: 'Name the campaign to move the activity to' }]);
  if (campaignId === activity.campaignId && activity.state === 'linked')
    throw new DomainError('conflict', 'CONFLICT', 'The activity stands in that campaign already');
  const target = candidates.find((candidate) => candidate.campaignId === campaignId);
  const why = target ? whyNot(activity, target) : 'The company has no campaign of that id that takes activities';
  if (!target || why !== null) {
    const code = 'UNKNOWN_REFERENCE';
    throw invalid([{ path: 'campaignId', code, message: why ?? '' }], code);
  }
  const takeBack = standing(activity, candidates);
  const debits = target.debits && volumeOf(activity) !== null;
  const linked = { ...link(activity, target, candidates), debit: debits ? ('due' as const) : null };
  return { activity: reviewed(activity, linked, made), takeBack };
}

function reject(activity: Activity, candidates: readonly Candidate[], made: Made): Review {
  if (activity.state !== 'review' && activity.state !== 'linked') throw ended(activity);
  const takeBack = standing(activity, candidates);
  const nowhere = {
    ...activity,
    state: 'rejected' as const,
    campaignId: null,
    instanceId: null,
    confidence: null,
    reasons: ['Rejected in a review'],
    alternatives: alternativesTo(activity, null, candidates),
    link: activity.link + 1,
    debit: null,
  };
  return { activity: reviewed(activity, nowhere, made), takeBack };
}

/**
 * The link that the activity leaves, where it may have been debited: a refusal may be older than a debit that another process has
 * done. Throws CAMPAIGN_NOT_OPEN where the campaign is closed and keeps what it has.
 */
function standing(activity: Activity, candidates: readonly Candidate[]): Review['takeBack'] {
  const { state, campaignId, debit, link: number } = activity;
  if (state !== 'linked' || campaignId === null || debit === 'held') return null;
  const open = candidates.some((candidate) => candidate.campaignId === campaignId);
  if (!open && debit !== 'refused') throw closed();
  return debit === null ? null : { campaignId, link: number };
}

function link(activity: Activity, campaign: Candidate, candidates: readonly Candidate[]): Activity {
  const proposed = campaign.campaignId === activity.campaignId;
  return {
    ...activity,
    state: 'linked',
    campaignId: campaign.campaignId,
    instanceId: cohortOf(activity, campaign),
    confidence: proposed ? activity.confidence : null,
    reasons: proposed ? activity.reasons : ['Moved in a review'],
    alternatives: proposed ? activity.alternatives : alternativesTo(activity, campaign.campaignId, candidates),
    link: activity.link + 1,
  };
}

function reviewed(before: Activity, after: Activity, { at, actor }: Made): Activity {
  return {
    ...after,
    version: before.version + 1,
    first: before.state === 'rejected' || before.first ? before.first : firstAnswer(before),
    refusal: null,
    attention: null,
    reviewedAt: at,
    reviewedBy: actor,
  };
}

function ended({ state }: Activity): DomainError {
  return new DomainError('conflict', 'ACTION_ENDED', `The activity is ${state}, and nothing of it waits for this`);
}

function closed(): DomainError {
  return new DomainError('conflict', 'CAMPAIGN_NOT_OPEN', 'The campaign is closed and keeps what it has');
}
