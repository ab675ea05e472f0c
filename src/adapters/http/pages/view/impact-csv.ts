import { formatMoney } from '../../../../core/domain/shared/money.ts';
import { ratio, toUnits } from '../../../../core/domain/shared/quantity.ts';
import { toRfc3339 } from '../../../../core/domain/shared/time.ts';
import type { VisibleSnapshot } from '../../../../core/usecases/metrics/list-snapshots.ts';

export const SNAPSHOT_COLUMNS = [
  'at',
  'kind',
  'sroi',
  'vis',
  'volunteers',
  'volunteersServed',
  'beneficiaries',
  'beneficiariesServed',
  'sessions',
  'hours',
  'unit',
  'consumed',
  'capacity',
  'utilization',
  'currency',
  'budgetAllocated',
  'budgetSpent',
] as const;

/** A snapshot as a line of a table; what is not known, or withheld, stays empty. */
export function snapshotCells({ at, kind, sroi, vis, metrics }: VisibleSnapshot): (string | number | null)[] {
  const { allocated, spent, currency } = metrics.budget;
  return [
    toRfc3339(at),
    kind,
    sroi.value,
    vis.value,
    metrics.volunteers,
    metrics.volunteersServed,
    metrics.beneficiaries,
    metrics.beneficiariesServed,
    metrics.sessions,
    metrics.hours === null ? null : toUnits(metrics.hours),
    metrics.unit,
    toUnits(metrics.consumed),
    toUnits(metrics.capacity),
    ratio(metrics.consumed, metrics.capacity),
    currency,
    allocated === null ? null : formatMoney(allocated, currency),
    formatMoney(spent, currency),
  ];
}
