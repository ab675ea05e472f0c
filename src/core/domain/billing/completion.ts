import type { Instant } from '../shared/time.ts';

/** Evidence of a completion; attached with the completion it counts from that, attached later from then. */
export interface EvidenceLink {
  readonly evidenceId: string;
  readonly attachedAt: Instant;
  /** Null while it stands. */
  readonly withdrawnAt: Instant | null;
}

/** A learner of an iaas campaign completed, once. */
export interface Completion {
  /** Fixed by campaign and subject. */
  readonly id: string;
  readonly version: number;
  readonly campaignId: string;
  readonly companyId: string;
  readonly subject: string;
  readonly completedAt: Instant;
  readonly evidence: readonly EvidenceLink[];
  readonly recordedAt: Instant;
  readonly actor: string;
}

/** A milestone of custom terms was reached, once. */
export interface ReachedMilestone {
  /** Fixed by campaign and milestone. */
  readonly id: string;
  readonly version: number;
  readonly campaignId: string;
  readonly companyId: string;
  readonly milestone: string;
  readonly reachedAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
}

export function completionId(campaignId: string, subject: string): string {
  return `${campaignId}/${subject}`;
}

export function milestoneId(campaignId: string, milestone: string): string {
  return `${campaignId}/${milestone}`;
}

/** The completion with further evidence, one version on; itself where there is nothing new. */
export function withEvidence(completion: Completion, evidenceIds: readonly string[], at: Instant): Completion {
  const known = new Set(completion.evidence.map(({ evidenceId }) => evidenceId));
  const added = [...new Set(evidenceIds)].filter((id) => !known.has(id));
  if (added.length === 0) return completion;
  const links = added.map((evidenceId) => ({ evidenceId, attachedAt: at, withdrawnAt: null }));
  return { ...completion, version: completion.version + 1, evidence: [...completion.evidence, ...links] };
}

/** When the completion was first both done and evidenced by what still stands; null while nothing stands. */
export function evidencedAt({ completedAt, evidence }: Completion): Instant | null {
  const standing = evidence.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ attachedAt }) => attachedAt);
  return standing.length === 0 ? null : Math.max(completedAt, Math.min(...standing));
}
