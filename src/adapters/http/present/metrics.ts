import type { z } from '@hono/zod-openapi';
import { formatMoney } from '../../../core/domain/shared/money.ts';
import { toUnits } from '../../../core/domain/shared/quantity.ts';
import type { MetricsView } from '../../../core/usecases/metrics/get-metrics.ts';
import type { MetricsSchema } from '../schemas/metrics.ts';
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
    sroi: presentScore(view.sroi.value),
    vis: presentScore(view.vis.value),
    reasons: { sroi: view.sroi.reason, vis: view.vis.reason },
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
