import type { z } from '@hono/zod-openapi';
import { gainOf } from '../../../core/domain/metrics/estimate-sroi.ts';
import { formatMoney, type MinorUnits } from '../../../core/domain/shared/money.ts';
import { toUnits } from '../../../core/domain/shared/quantity.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { Standing } from '../../../core/usecases/metrics/compare-campaign.ts';
import type { ImpactEstimate } from '../../../core/usecases/metrics/estimate-impact.ts';
import type { Dashboard } from '../../../core/usecases/metrics/get-dashboard.ts';
import type { FinancialsView, PerformanceView } from '../../../core/usecases/metrics/get-performance.ts';
import type { ComparisonSchema } from '../schemas/comparison.ts';
import type { DashboardSchema, EstimateSchema, FinancialsSchema, PerformanceSchema } from '../schemas/performance.ts';
import { presentAlert } from './alerts.ts';
import { presentCampaign } from './campaigns.ts';
import { presentCapacity } from './capacity.ts';
import { presentScore, presentShare } from './figures.ts';
import { presentMetrics, presentPoint } from './metrics.ts';
import { presentAction } from './schedule.ts';

export function presentFinancials({ burn, currency }: FinancialsView): z.output<typeof FinancialsSchema> {
  return {
    burnPerDay: moneyOrNull(burn.burnPerDay, currency),
    planPerDay: moneyOrNull(burn.planPerDay, currency),
    status: burn.status,
    depletedOn: burn.depletedOn,
    elapsedDays: burn.elapsedDays,
    totalDays: burn.totalDays,
    currency,
  };
}

export function presentPerformance(view: PerformanceView): z.output<typeof PerformanceSchema> {
  const { currency } = view.financials;
  return {
    currency,
    spent: formatMoney(view.spent, currency),
    costPerLearner: moneyOrNull(view.costPerLearner, currency),
    costPerHour: moneyOrNull(view.costPerHour, currency),
    outcomes: view.outcomes.map(({ dimension, score, reached, costPerOutcome }) => ({
      dimension,
      score: score.value === null ? null : presentShare(score.value),
      reason: score.reason,
      reached: reached === null ? null : toUnits(reached),
      costPerOutcome: moneyOrNull(costPerOutcome, currency),
    })),
    roi: presentScore(view.roi),
    financials: presentFinancials(view.financials),
    flags: { ...view.flags },
    trends: view.trends.map(({ metric, now, before, since }) => ({
      metric,
      now: presentPoint(metric, now, currency),
      before: presentPoint(metric, before, currency),
      since: since === null ? null : toRfc3339(since),
    })),
  };
}

export function presentEstimate(estimate: ImpactEstimate): z.output<typeof EstimateSchema> {
  const { sroi, vis, reported, metrics, outcomes, proxies, basis } = estimate;
  const isHidden = Object.values(outcomes).some(({ reason }) => reason === 'too_few');
  return {
    estimatedSroi: sroi.reason === null ? { low: sroi.low, value: sroi.value, high: sroi.high } : null,
    sroiReason: sroi.reason,
    interval: estimate.interval,
    drivers: estimate.drivers.map((driver) => ({ ...driver, range: { ...driver.range } })),
    estimatedVis: vis.reason === null ? vis.value : null,
    visParts: vis.reason === null ? { ...vis.parts } : null,
    visReason: vis.reason,
    reported: {
      sroi: presentScore(reported.sroi.value),
      vis: presentScore(reported.vis.value),
      reasons: { sroi: reported.sroi.reason, vis: reported.vis.reason },
    },
    inputs: {
      beneficiariesServed: metrics.beneficiariesServed,
      volunteersServed: metrics.volunteersServed,
      hours: metrics.hours === null ? null : toUnits(metrics.hours),
      sessions: metrics.sessions,
      elapsedDays: estimate.elapsedDays,
      costs: formatMoney(metrics.budget.spent, metrics.budget.currency),
      currency: metrics.budget.currency,
      outcomes: Object.fromEntries(
        Object.entries(outcomes).map(([name, { value }]) => [name, value === null ? null : presentShare(value)]),
      ),
      gains: isHidden
        ? null
        : {
            integration: presentGain(outcomes.integration?.value),
            language: presentGain(outcomes.language?.value),
            job_readiness: presentGain(outcomes.job_readiness?.value),
          },
      confidence: estimate.confidence,
      reductions: { ...estimate.reductions },
      proxyDoubt: estimate.proxyDoubt,
    },
    basis: {
      at: toRfc3339(basis.at),
      snapshotId: basis.snapshot?.id ?? null,
      snapshotAt: basis.snapshot && toRfc3339(basis.snapshot.at),
      ledgerSequence: basis.ledgerSequence,
    },
    proxies: proxies && {
      integration: proxies.integration,
      language: proxies.language,
      job_readiness: proxies.jobReadiness,
      volunteerHour: proxies.volunteerHour,
      source: proxies.source,
    },
  };
}

export function presentComparison({ compared, like, completion }: Standing): z.output<typeof ComparisonSchema> {
  return {
    like,
    compared: compared.map((one) => ({ ...one })),
    completion: completion.map(({ what, ...rest }) => ({ target: what, ...rest })),
  };
}

export function presentDashboard(dashboard: Dashboard): z.output<typeof DashboardSchema> {
  return {
    campaign: presentCampaign(dashboard.campaign, presentCapacity(dashboard.capacity)),
    metrics: presentMetrics(dashboard.metrics),
    performance: presentPerformance(dashboard.performance),
    alerts: dashboard.alerts.map(presentAlert),
    schedule: dashboard.schedule.map(presentAction),
  };
}

function presentGain(score: number | null | undefined): number {
  if (score === null || score === undefined) return 0;
  const { numerator, denominator } = gainOf(score);
  return presentShare(Number(numerator) / Number(denominator));
}

export function moneyOrNull(amount: MinorUnits | null, currency: string): string | null {
  return amount === null ? null : formatMoney(amount, currency);
}
