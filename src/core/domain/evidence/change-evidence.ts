import type { Completion, EvidenceLink } from '../billing/completion.ts';
import { isEqual } from '../shared/equal.ts';
import type { Instant } from '../shared/time.ts';
import {
  type Evidence,
  type EvidenceEvent,
  type EvidenceFields,
  evidenceKey,
  type LearnerEvidence,
  stands,
} from './evidence.ts';

/** Changes of state that are kept with the evidence; older ones are in the audit. */
const HISTORY_MAX = 100;

/** Who changes evidence, and when. */
export interface Change {
  readonly at: Instant;
  readonly actor: string;
}

/** What is known of evidence beside its fields. */
export type Keeping = Pick<Evidence, 'excerptId' | 'origin' | 'asOf'>;

/** Evidence that is attached to a campaign for the first time. */
export function newEvidence(
  campaign: { readonly id: string; readonly companyId: string },
  evidenceId: string,
  fields: EvidenceFields,
  keeping: Keeping,
  { at, actor }: Change,
): Evidence {
  const { verification } = fields;
  return {
    ...fields,
    ...keeping,
    id: evidenceKey(campaign.id, evidenceId),
    version: 1,
    campaignId: campaign.id,
    companyId: campaign.companyId,
    evidenceId,
    attachedAt: at,
    detachedAt: null,
    completions: [],
    history: [
      { at, actor, what: 'attached' },
      ...(verification === 'pending' ? [] : [{ at, actor, what: verification }]),
    ],
  };
}

/** The evidence as it is now, one version on, with its change of state in its history; itself where nothing is different. */
export function changedEvidence(before: Evidence, next: Partial<Evidence>, { at, actor }: Change): Evidence {
  const after = { ...before, ...next };
  if (isEqual(after, before)) return before;
  const events: EvidenceEvent['what'][] = [];
  if (before.detachedAt !== null && after.detachedAt === null) events.push('attached');
  if (before.detachedAt === null && after.detachedAt !== null) events.push('detached');
  if (before.verification !== after.verification) events.push(after.verification);
  const history = [...before.history, ...events.map((what) => ({ at, actor, what }))].slice(-HISTORY_MAX);
  return { ...after, version: before.version + 1, history };
}

/**
 * The completion with its link to the evidence as that stands now, one version on; itself where nothing is different. A link that comes
 * back counts from when it was made, so that what it carried is owed as if it had never been withdrawn.
 */
export function settledCompletion(completion: Completion, evidence: Evidence, at: Instant): Completion {
  const { evidenceId } = evidence;
  const link = completion.evidence.find((each) => each.evidenceId === evidenceId);
  const settled = link ? settledLink(link, stands(evidence), at) : null;
  if (!link || !settled || settled === link) return completion;
  return {
    ...completion,
    version: completion.version + 1,
    evidence: completion.evidence.map((each) => (each === link ? settled : each)),
  };
}

function settledLink(link: EvidenceLink, counts: boolean, at: Instant): EvidenceLink {
  if (counts === (link.withdrawnAt === null)) return link;
  if (!counts) return { ...link, withdrawnAt: at };
  const neverCounted = link.withdrawnAt !== null && link.withdrawnAt <= link.attachedAt;
  return { ...link, attachedAt: neverCounted ? at : link.attachedAt, withdrawnAt: null };
}

/**
 * A link to the evidence, made at `at`, that counts from `attachedAt` on. One to evidence that does not stand has never counted: it begins to
 * when that comes back.
 */
export function linkTo(evidence: Evidence, attachedAt: Instant, at: Instant): EvidenceLink {
  const { evidenceId } = evidence;
  return stands(evidence)
    ? { evidenceId, attachedAt, withdrawnAt: null }
    : { evidenceId, attachedAt: at, withdrawnAt: at };
}

/** What is known to be about a learner, with further evidence, one version on. */
export function learnerWith(
  before: LearnerEvidence | null,
  made: { readonly id: string; readonly campaignId: string },
  evidenceIds: readonly string[],
): LearnerEvidence {
  const known = before?.evidenceIds ?? [];
  return {
    ...made,
    version: (before?.version ?? 0) + 1,
    evidenceIds: [...new Set([...known, ...evidenceIds])],
  };
}
