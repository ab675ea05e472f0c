import type { z } from '@hono/zod-openapi';
import { isMoney, type SeriesMetric, type SeriesPoint } from '../../../core/domain/metrics/series.ts';
import type { ShownFigure } from '../../../core/domain/metrics/withhold.ts';
import { formatMoney } from '../../../core/domain/shared/money.ts';
import { ratio, toUnits } from '../../../core/domain/shared/quantity.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { MetricsView } from '../../../core/usecases/metrics/get-metrics.ts';
import type { Series } from '../../../core/usecases/metrics/get-series.ts';
import type { VisibleSnapshot } from '../../../core/usecases/metrics/list-snapshots.ts';
import type { MetricsSchema, SeriesSchema, SnapshotSchema } from '../schemas/metrics.ts';
import { presentScore } from './figures.ts';

export function presentMetrics(view: MetricsView): z.output<typeof MetricsSchema> {
  const { allocated, spent, currency } = view.budget;
  return {
    volunteers: view.volunteers,
    volunteersServed: view.volunteersServed,
    beneficiaries: view.beneficiaries,
    beneficiariesServed: view.beneficiariesServed,
    sessions: view.sessions,
    hours: toUnits(view.hours),
    ...presentOutcomes(view),
    instances: view.instances,
    activeInstances: view.activeInstances,
    budget: {
      allocated: allocated === null ? null : formatMoney(allocated, currency),
      spent: formatMoney(spent, currency),
      remaining: allocated === null ? null : formatMoney(allocated - spent, currency),
      utilization: view.budgetUtilization,
      currency,
    },
    flags: { ...view.flags },
  };
}

/** SROI and VIS as the caller may see them, and why not. */
function presentOutcomes({ sroi, vis }: { readonly sroi: ShownFigure; readonly vis: ShownFigure }) {
  return {
    sroi: presentScore(sroi.value),
    vis: presentScore(vis.value),
    reasons: { sroi: sroi.reason, vis: vis.reason },
  };
}

export function presentSnapshot(snapshot: VisibleSnapshot): z.output<typeof SnapshotSchema> {
  const { metrics } = snapshot;
  const { allocated, spent, currency } = metrics.budget;
  return {
    id: snapshot.id,
    campaignId: snapshot.campaignId,
    kind: snapshot.kind,
    at: toRfc3339(snapshot.at),
    volunteers: metrics.volunteers,
    volunteersServed: metrics.volunteersServed,
    beneficiaries: metrics.beneficiaries,
    beneficiariesServed: metrics.beneficiariesServed,
    sessions: metrics.sessions,
    hours: metrics.hours === null ? null : toUnits(metrics.hours),
    ...presentOutcomes(snapshot),
    unit: metrics.unit,
    consumed: toUnits(metrics.consumed),
    capacity: toUnits(metrics.capacity),
    utilization: ratio(metrics.consumed, metrics.capacity),
    budgetAllocated: allocated === null ? null : formatMoney(allocated, currency),
    budgetSpent: formatMoney(spent, currency),
    currency,
  };
}

export function presentSeries({ metric, period, points, currency }: Series): z.output<typeof SeriesSchema> {
  return {
    metric,
    period,
    points: points.map(({ at, value }) => ({ at: toRfc3339(at), value: presentPoint(metric, value, currency) })),
  };
}

/** A value of a series in the API's form. */
export function presentPoint(metric: SeriesMetric, value: SeriesPoint['value'], currency: string) {
  if (value === null) return null;
  if (isMoney(metric)) return formatMoney(value, currency);
  return metric === 'sroi' || metric === 'vis' ? presentScore(value) : value;
}
