import type { CampaignStatus } from '../lifecycle/status.ts';
import type { CalendarDate } from '../shared/time.ts';
import { dateAt } from '../shared/time.ts';
import type { ActivityContent, Alternative, AssociationDecision } from './activity.ts';
import type { Candidate } from './candidate.ts';
import { ALTERNATIVES_MAX } from './limits.ts';

/** States of a campaign to which activities belong. */
export const TAKING = ['recruiting', 'active', 'paused', 'completed'] as const satisfies readonly CampaignStatus[];

const COMPANY = 30;
const DATE = 30;
const TAGS_EQUAL = 40;
const TAGS_SHARED = 20;
const GROUP_WITHOUT_TAGS = 10;
const STATUS: Partial<Record<CampaignStatus, number>> = { active: 10, recruiting: 5 };
const MOST = 100;
const LINKS_FROM = 80;

/** To which campaign an activity belongs, how sure that is, and why. */
export interface Association {
  readonly decision: AssociationDecision;
  readonly campaignId: string | null;
  readonly instanceId: string | null;
  /** The score, 0 to 100; null where no campaign may take it. */
  readonly confidence: number | null;
  readonly reasons: readonly string[];
  /** The other campaigns that may take it, best first. */
  readonly alternatives: readonly Alternative[];
  /** Whether another campaign had the same score. */
  readonly tied: boolean;
  readonly debits: boolean;
}

/** A campaign that may take an activity, with its score. */
export interface Scored {
  readonly candidate: Candidate;
  readonly score: number;
}

/** The activity's calendar date in a time zone. */
type DayIn = (timeZone: string) => CalendarDate;

/**
 * Finds the campaign of an activity among those of its company. Every campaign that may take it is scored; the best one is linked
 * from 80 on, below that it waits for a review. Of equal ones the active comes first, then the one that starts later, then the lower id.
 */
export function associate(activity: ActivityContent, candidates: readonly Candidate[]): Association {
  const dayIn = daysOf(activity);
  const scored = rank(activity, candidates, dayIn);
  const [best, second] = scored;
  if (!best) return unmatched(activity, candidates);
  const { candidate, score } = best;
  const tied = second?.score === score;
  const reasons = reasonsOf(activity, candidate, dayIn);
  return {
    decision: score >= LINKS_FROM ? 'linked' : 'review',
    campaignId: candidate.campaignId,
    instanceId: cohortOf(activity, candidate, dayIn),
    confidence: score,
    reasons: tied ? [...reasons, tieReason(candidate, second)] : reasons,
    alternatives: alternativesOf(scored.slice(1)),
    tied,
    debits: candidate.debits,
  };
}

/** The other campaigns that may take an activity, best first. */
export function alternativesTo(
  activity: ActivityContent,
  campaignId: string | null,
  candidates: readonly Candidate[],
): Alternative[] {
  const others = candidates.filter((candidate) => candidate.campaignId !== campaignId);
  return alternativesOf(rank(activity, others, daysOf(activity)));
}

/** Every campaign that may take an activity, best first, with its score. */
export function mayTake(activity: ActivityContent, candidates: readonly Candidate[]): readonly Scored[] {
  return rank(activity, candidates, daysOf(activity));
}

/** Why a campaign may not take an activity, in a sentence; null where it may. */
export function whyNot(activity: ActivityContent, candidate: Candidate, dayIn = daysOf(activity)): string | null {
  const { name, status, startDate, endDate } = candidate;
  if (candidate.companyId !== activity.companyId) return `“${name}” belongs to another company`;
  if (!TAKING.some((taking) => taking === status)) return `“${name}” is ${status} and takes no activities`;
  if (startDate === null || endDate === null) return `“${name}” has no period`;
  const day = dayIn(candidate.timeZone);
  if (day < startDate || day > endDate) return `${day} is outside the period of “${name}”, ${startDate} to ${endDate}`;
  return null;
}

/** The newest cohort, running or to come, that covers the activity's day; null where none does. */
export function cohortOf(
  activity: ActivityContent,
  { cohorts, timeZone }: Candidate,
  dayIn = daysOf(activity),
): string | null {
  const day = dayIn(timeZone);
  const covering = cohorts.filter(({ startDate, endDate }) => startDate <= day && day <= endDate);
  const newest = covering.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))[0];
  return newest?.id ?? null;
}

/** Works a date out once for each time zone, since a file may hold a million activities. */
function daysOf({ occurredAt }: ActivityContent): DayIn {
  const known = new Map<string, CalendarDate>();
  return (timeZone) => {
    const day = known.get(timeZone) ?? dateAt(occurredAt, timeZone);
    known.set(timeZone, day);
    return day;
  };
}

function rank(activity: ActivityContent, candidates: readonly Candidate[], dayIn: DayIn): Scored[] {
  return candidates
    .filter((candidate) => whyNot(activity, candidate, dayIn) === null)
    .map((candidate) => {
      const { score } = tagScore(activity.tags, candidate.groupTags);
      return { candidate, score: Math.min(MOST, COMPANY + DATE + score + (STATUS[candidate.status] ?? 0)) };
    })
    .sort(inOrder);
}

function reasonsOf(activity: ActivityContent, candidate: Candidate, dayIn: DayIn): string[] {
  const { startDate, endDate, timeZone, status, groupTags } = candidate;
  const tags = tagScore(activity.tags, groupTags);
  return [
    `Same company: ${COMPANY}`,
    `${dayIn(timeZone)} is inside ${startDate} to ${endDate}: ${DATE}`,
    `${tags.reason}: ${tags.score}`,
    `The campaign is ${status}: ${STATUS[status] ?? 0}`,
  ];
}

function tagScore(given: readonly string[], ofGroup: readonly string[]): { score: number; reason: string } {
  const [tags, group] = [new Set(given), new Set(ofGroup)];
  if (group.size === 0) return { score: GROUP_WITHOUT_TAGS, reason: 'The group has no tags' };
  const overlap = tags.intersection(group).size;
  const larger = Math.max(tags.size, group.size);
  if (overlap === larger) return { score: TAGS_EQUAL, reason: 'The tags are the group’s' };
  if (overlap === 0) return { score: 0, reason: 'No tag is shared with the group' };
  const score = Math.floor((2 * TAGS_SHARED * overlap + larger) / (2 * larger));
  return { score, reason: `${overlap} of ${larger} tags shared with the group` };
}

function inOrder(a: Scored, b: Scored): number {
  return b.score - a.score || precedence(a.candidate, b.candidate);
}

function precedence(a: Candidate, b: Candidate): number {
  const active = Number(b.status === 'active') - Number(a.status === 'active');
  if (active !== 0) return active;
  const [aStart, bStart] = [a.startDate ?? '', b.startDate ?? ''];
  if (aStart !== bStart) return aStart < bStart ? 1 : -1;
  return a.campaignId < b.campaignId ? -1 : 1;
}

function tieReason(best: Candidate, { candidate: other, score }: Scored): string {
  const because =
    (best.status === 'active') !== (other.status === 'active')
      ? 'is active'
      : best.startDate !== other.startDate
        ? 'starts later'
        : 'has the lower id';
  return `“${other.name}” has ${score} as well; this one ${because}`;
}

function alternativesOf(scored: readonly Scored[]): Alternative[] {
  return scored
    .slice(0, ALTERNATIVES_MAX)
    .map(({ candidate, score }) => ({ campaignId: candidate.campaignId, confidence: score }));
}

function unmatched(activity: ActivityContent, candidates: readonly Candidate[]): Association {
  const why = candidates.flatMap((candidate) => whyNot(activity, candidate) ?? []).slice(0, ALTERNATIVES_MAX);
  return {
    decision: 'unmatched',
    campaignId: null,
    instanceId: null,
    confidence: null,
    reasons: why.length > 0 ? why : ['The company had no campaign on that day'],
    alternatives: [],
    tied: false,
    debits: false,
  };
}
