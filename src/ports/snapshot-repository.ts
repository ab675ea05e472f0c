import type { Snapshot } from '../core/domain/metrics/snapshot.ts';
import type { Page, PageRequest } from '../core/domain/shared/page.ts';
import type { Instant } from '../core/domain/shared/time.ts';

/** Snapshots of campaigns; they are added through Transactions and taken away when they are too many. */
export interface SnapshotRepository {
  find(id: string): Promise<Snapshot | null>;
  /** Newest first by time, then id. */
  list(query: PageRequest & { readonly campaignId: string }): Promise<Page<Snapshot>>;
  /** The newest of a campaign at or before this instant that was taken at its time; a backfilled one knows too little to stand for it. */
  newestUntil(campaignId: string, at: Instant): Promise<Snapshot | null>;
  /** Those of a campaign from this instant on, oldest first. */
  since(campaignId: string, from: Instant): Promise<Snapshot[]>;
  /** The campaigns that have scheduled or backfilled ones before this instant. */
  campaignsBefore(at: Instant): Promise<string[]>;
  /** Those of a campaign before this instant, oldest first, without their figures; the final one is not among them. */
  thinnable(campaignId: string, before: Instant): Promise<Pick<Snapshot, 'id' | 'at' | 'kind'>[]>;
  /** Takes them away and says how many there were; nothing else rests on them. */
  remove(ids: readonly string[]): Promise<number>;
}
