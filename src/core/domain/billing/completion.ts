import type { Instant } from '../shared/time.ts';

/**
 * Evidence of a completion; attached with the completion it counts from that, attached later from then. One that was withdrawn and comes
 * back counts from when it did before.
 */
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

/** When the completion was first both done and evidenced by what still stands; null while nothing stands. */
export function evidencedAt({ completedAt, evidence }: Completion): Instant | null {
  const standing = evidence.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ attachedAt }) => attachedAt);
  return standing.length === 0 ? null : Math.max(completedAt, Math.min(...standing));
}
