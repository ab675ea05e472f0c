import type { Campaign } from '../campaign/campaign.ts';
import type { CampaignStatus } from '../lifecycle/status.ts';
import { HOUR, type Instant } from '../shared/time.ts';
import type { CampaignMetrics } from './metrics.ts';

/** `final` is taken once, when the campaign is completed; `backfilled` was made later of what the ledger knows, and is no witness of the rest. */
export const SNAPSHOT_KINDS = ['scheduled', 'final', 'backfilled'] as const;
export type SnapshotKind = (typeof SNAPSHOT_KINDS)[number];

type Counted =
  | 'volunteers'
  | 'volunteersServed'
  | 'beneficiaries'
  | 'beneficiariesServed'
  | 'sessions'
  | 'hours'
  | 'instances'
  | 'activeInstances';

/** Figures of some time; null where nobody knows what they were then. */
export type SnapshotMetrics = Omit<CampaignMetrics, Counted> & {
  readonly [K in Counted]: CampaignMetrics[K] | null;
};

/** A campaign's figures as they were, stored as they are: also overspent, also beyond the capacity. */
export interface Snapshot {
  /** Fixed by campaign, hour and kind, so that there is one of each. */
  readonly id: string;
  readonly campaignId: string;
  readonly companyId: string;
  readonly kind: SnapshotKind;
  /** When the figures were so. */
  readonly at: Instant;
  readonly metrics: SnapshotMetrics;
}

/** The beginning of the hour, UTC. */
export function hourOf(at: Instant): Instant {
  return at - (at % HOUR);
}

export function snapshotId(campaignId: string, due: Instant, kind: SnapshotKind): string {
  return `${campaignId}/${hourOf(due)}/${kind}`;
}

/** @param due any instant of the hour whose snapshot this is */
export function makeSnapshot(
  { id: campaignId, companyId }: Pick<Campaign, 'id' | 'companyId'>,
  kind: SnapshotKind,
  due: Instant,
  { at, metrics }: Pick<Snapshot, 'at' | 'metrics'>,
): Snapshot {
  return { id: snapshotId(campaignId, due, kind), campaignId, companyId, kind, at, metrics };
}

/** The states in which snapshots are taken by themselves. */
export const SNAPSHOT_STATUSES = ['planned', 'recruiting', 'active', 'paused'] as const satisfies CampaignStatus[];

/**
 * Hours between two snapshots: while active 1, 6 or 24 for more than 100, more than 25 or fewer sessions in the last 7 days, else a
 * day; null where none are taken.
 */
export function cadenceHours(status: CampaignStatus, sessionsInLastWeek: number): number | null {
  if (!SNAPSHOT_STATUSES.some((taken) => taken === status)) return null;
  if (status !== 'active') return 24;
  return sessionsInLastWeek > 100 ? 1 : sessionsInLastWeek > 25 ? 6 : 24;
}

/** Whether so many hours have begun since the newest one. */
export function isDue(newest: Instant | null, hours: number, now: Instant): boolean {
  return newest === null || hourOf(now) - hourOf(newest) >= hours * HOUR;
}
