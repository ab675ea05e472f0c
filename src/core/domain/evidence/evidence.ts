import type { Instant } from '../shared/time.ts';

export const VERIFICATIONS = ['pending', 'verified', 'withdrawn'] as const;
export type Verification = (typeof VERIFICATIONS)[number];

/** What evidence says, wherever it is kept. */
export interface EvidenceFields {
  /** What the outcome is about, such as `job_readiness`; null where it is about none. */
  readonly dimension: string | null;
  /** 0 to 1. */
  readonly outcome: number | null;
  /** How sure the outcome is, 0 to 1. */
  readonly confidence: number | null;
  readonly verification: Verification;
  /** When the evidence came to be, at its source. */
  readonly createdAt: Instant;
  /** The learner it is about; null where it is about several, or nobody in particular. */
  readonly subject: string | null;
  readonly source: string | null;
  readonly hash: string | null;
}

/** One piece of evidence of a campaign, once; it is never removed, so that a line that rests on it can always be opened. */
export interface Evidence extends EvidenceFields {
  /** Fixed by campaign and evidenceId. */
  readonly id: string;
  readonly version: number;
  readonly campaignId: string;
  readonly companyId: string;
  readonly evidenceId: string;
  /** The excerpt stands outside, so that it can be erased. */
  readonly excerptId: string | null;
  /** `service`: the evidence service keeps it, and what it says counts. */
  readonly origin: 'here' | 'service';
  /** When the evidence service said what stands here; null for what is kept here. */
  readonly asOf: Instant | null;
  readonly attachedAt: Instant;
  /** Null while it is attached to the campaign. */
  readonly detachedAt: Instant | null;
  /** The completions that it stands for, by id. */
  readonly completions: readonly string[];
  /** What became of it, oldest first. */
  readonly history: readonly EvidenceEvent[];
}

export interface EvidenceEvent {
  readonly at: Instant;
  readonly actor: string;
  readonly what: 'attached' | 'detached' | Verification;
}

/** Which evidence is about a learner: written with each of it and with the learner's completion, so that neither passes by the other. */
export interface LearnerEvidence {
  /** That of the learner's completion. */
  readonly id: string;
  readonly version: number;
  readonly campaignId: string;
  readonly evidenceIds: readonly string[];
}

/** How far the evidence service was read for a campaign. */
export interface EvidenceReading {
  /** The campaign's id. */
  readonly id: string;
  readonly version: number;
  /** When it was last read whole; null before the first time. */
  readonly readAt: Instant | null;
  /** Readings that failed since. */
  readonly failures: number;
  /** Why the last one failed, in a few words; null where it did not. */
  readonly problem: string | null;
  readonly nextDueAt: Instant;
}

export function evidenceKey(campaignId: string, evidenceId: string): string {
  return `${campaignId}/${evidenceId}`;
}

/** Whether it counts: attached, and not withdrawn; what is pending counts. */
export function stands({ verification, detachedAt }: Pick<Evidence, 'verification' | 'detachedAt'>): boolean {
  return detachedAt === null && verification !== 'withdrawn';
}
