import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import { createPastPlaces, ledgerMetrics } from '../../domain/metrics/past.ts';
import type { Snapshot, SnapshotMetrics } from '../../domain/metrics/snapshot.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';

/** What figures of a time rest on. */
export interface Basis {
  readonly at: Instant;
  /** The newest snapshot at or before then; null where there was none yet. */
  readonly snapshot: Pick<Snapshot, 'id' | 'at'> | null;
  /** The campaign's newest ledger entry at or before then; null where the figures are the present ones. */
  readonly ledgerSequence: number | null;
}

export type PastPorts = Pick<Core, 'capacityLog' | 'snapshots' | 'spending'>;

/**
 * A campaign's figures as they were: people who had a place by the ledger, what was spent by the entries of spending, everything else as
 * the newest snapshot at or before then has it, and null where there was none. What is recorded later changes none of it.
 */
export async function metricsAt(
  ports: PastPorts,
  campaign: Campaign,
  at: Instant,
): Promise<{ readonly metrics: SnapshotMetrics; readonly basis: Basis }> {
  const [snapshot, spending] = await Promise.all([
    ports.snapshots.newestUntil(campaign.id, at),
    ports.spending.newestUntil(campaign.id, at),
  ]);
  const past = createPastPlaces();
  const query = { accountId: capacityAccountOf(campaign), campaignId: campaign.id };
  for await (const entry of ports.capacityLog.stream(query)) {
    if (entry.recordedAt > at) break;
    past.add(entry);
  }
  const known = ledgerMetrics(campaign, past.places(), spending?.spentAfter ?? 0);
  const basis = { at, snapshot: snapshot && { id: snapshot.id, at: snapshot.at }, ledgerSequence: past.sequence() };
  return { metrics: snapshot ? overSnapshot(snapshot.metrics, known) : known, basis };
}

/** What the ledger knows goes before what was snapped some time earlier. */
function overSnapshot(snapped: SnapshotMetrics, known: SnapshotMetrics): SnapshotMetrics {
  return {
    ...snapped,
    volunteers: known.volunteers ?? snapped.volunteers,
    volunteersServed: known.volunteersServed ?? snapped.volunteersServed,
    beneficiaries: known.beneficiaries ?? snapped.beneficiaries,
    beneficiariesServed: known.beneficiariesServed ?? snapped.beneficiariesServed,
    unit: known.unit,
    consumed: known.consumed,
    capacity: known.capacity,
    budget: { ...snapped.budget, spent: known.budget.spent },
  };
}
