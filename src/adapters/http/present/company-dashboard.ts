import type { z } from '@hono/zod-openapi';
import type { CompanyOverview, OverviewRow } from '../../../core/domain/metrics/company-overview.ts';
import { budgetUtilization } from '../../../core/domain/metrics/metrics.ts';
import { formatMoney } from '../../../core/domain/shared/money.ts';
import { ratio, toUnits } from '../../../core/domain/shared/quantity.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { CompanyDashboard } from '../../../core/usecases/metrics/get-company-dashboard.ts';
import type { CompanyDashboardSchema } from '../schemas/company-dashboard.ts';
import { presentScore, presentShare } from './figures.ts';
import { presentMetrics } from './metrics.ts';
import { moneyOrNull, presentFinancials } from './performance.ts';

type Shape = z.output<typeof CompanyDashboardSchema>;

export function presentCompanyDashboard(dashboard: CompanyDashboard): Shape {
  const { company, counts, people, sroi, vis } = dashboard;
  return {
    companyId: company.id,
    name: company.name,
    at: toRfc3339(dashboard.at),
    counts: { ...counts },
    people: { ...people, hours: toUnits(people.hours) },
    sroi: presentScore(sroi.value),
    vis: presentScore(vis.value),
    reasons: { sroi: sroi.reason, vis: vis.reason },
    outcomes: dashboard.outcomes.map(({ dimension, score }) => ({
      dimension,
      score: score.value === null ? null : presentShare(score.value),
      reason: score.reason,
    })),
    money: dashboard.money.map(presentMoney),
    capacity: dashboard.capacity.map(({ unit, consumed, capacity }) => ({
      unit,
      consumed: toUnits(consumed),
      capacity: toUnits(capacity),
      utilization: ratio(consumed, capacity),
    })),
    campaigns: dashboard.rows.map(presentRow),
  };
}

function presentMoney(total: CompanyOverview['money'][number]): Shape['money'][number] {
  const { currency, allocated, spent, costPerLearner, costPerHour } = total;
  return {
    currency,
    allocated: formatMoney(allocated, currency),
    spent: formatMoney(spent, currency),
    remaining: formatMoney(allocated - spent, currency),
    utilization: ratio(spent, allocated),
    costPerLearner: moneyOrNull(costPerLearner, currency),
    costPerHour: moneyOrNull(costPerHour, currency),
  };
}

function presentRow(row: OverviewRow): Shape['campaigns'][number] {
  const { campaign, figures, metrics, performance } = row;
  const { currency } = campaign;
  const view = { ...metrics, sroi: row.sroi, vis: row.vis, flags: row.flags };
  return {
    id: campaign.id,
    version: campaign.version,
    name: campaign.name,
    status: campaign.status,
    startDate: campaign.startDate,
    endDate: campaign.endDate,
    quarter: campaign.quarter,
    pricingModel: campaign.terms?.model ?? null,
    programTemplateId: campaign.programTemplateId,
    beneficiaryGroupId: campaign.beneficiaryGroupId,
    capacity: figures && {
      unit: figures.unit,
      consumed: toUnits(figures.consumed),
      held: toUnits(figures.held),
      capacity: toUnits(figures.capacity),
      headroom: toUnits(figures.headroom),
      utilization: ratio(figures.consumed, figures.capacity),
      band: figures.band,
    },
    metrics: presentMetrics({ ...view, budgetUtilization: budgetUtilization(metrics.budget) }),
    financials: presentFinancials({ burn: row.burn, currency }),
    costPerLearner: moneyOrNull(performance.costPerLearner, currency),
    costPerHour: moneyOrNull(performance.costPerHour, currency),
    roi: presentScore(performance.roi),
    updatedAt: toRfc3339(campaign.updatedAt),
  };
}
