import { z } from '@hono/zod-openapi';
import { BURN_STATUSES } from '../../../core/domain/metrics/burn.ts';
import { SROI_INPUTS } from '../../../core/domain/metrics/estimate-sroi.ts';
import { SNAPSHOT_SERIES } from '../../../core/domain/metrics/series.ts';
import { DISTRIBUTIONS } from '../../../core/domain/metrics/simulate-sroi.ts';
import { ALERT_EXAMPLE, AlertSchema } from './alerts.ts';
import { CAMPAIGN_EXAMPLE, CampaignSchema } from './campaigns.ts';
import { Currency, DecimalText, EXAMPLE_ID, EXAMPLE_INSTANT, InstantInput, InstantText, MoneyText } from './common.ts';
import { UnknownReasonSchema } from './instances.ts';
import { FlagsSchema, METRICS_EXAMPLE, MetricsSchema } from './metrics.ts';
import { ACTION_EXAMPLE, ScheduledActionSchema } from './schedule.ts';

const DateOrNull = z.string().nullable().openapi({ format: 'date' });

export const FinancialsSchema = z
  .object({
    burnPerDay: MoneyText.nullable().openapi({ description: 'Spent ÷ the period’s days before today, at least 1' }),
    planPerDay: MoneyText.nullable().openapi({ description: 'Allocated ÷ all days' }),
    status: z.enum(BURN_STATUSES).nullable().openapi({ description: 'on_plan within 10 % of the plan' }),
    depletedOn: DateOrNull.openapi({ description: 'At this burn; null when nothing burns' }),
    elapsedDays: z.int().nullable(),
    totalDays: z.int().nullable(),
    currency: Currency,
  })
  .openapi('Financials');

const SeriesValue = z.union([z.number(), MoneyText]).nullable();
export const TrendSchema = z
  .object({
    metric: z.enum(SNAPSHOT_SERIES),
    now: SeriesValue,
    before: SeriesValue,
    since: InstantText.nullable().openapi({ description: '30 days ago, or when the first snapshot was taken' }),
  })
  .openapi('Trend');

export const PerformanceSchema = z
  .object({
    currency: Currency,
    spent: MoneyText,
    costPerLearner: MoneyText.nullable().openapi({ description: 'Spent ÷ beneficiaries served' }),
    costPerHour: MoneyText.nullable(),
    outcomes: z.array(
      z.object({
        dimension: z.string(),
        score: z.number().nullable(),
        reason: UnknownReasonSchema,
        reached: z.number().nullable().openapi({ description: 'Beneficiaries × their score' }),
        costPerOutcome: MoneyText.nullable(),
      }),
    ),
    roi: z.number().nullable().openapi({ description: '(SROI − 1) × 100, in percent' }),
    financials: FinancialsSchema,
    flags: FlagsSchema,
    trends: z.array(TrendSchema),
  })
  .openapi('Performance');

const NoEstimate = z
  .enum([
    'no_proxies',
    'no_outcomes',
    'no_beneficiaries',
    'no_investment',
    'no_volunteers',
    'no_period',
    'no_snapshot',
    'too_few',
  ])
  .nullable();
const Range = z.object({ low: z.number(), high: z.number() });
const Gains = z.object({ integration: z.number(), language: z.number(), job_readiness: z.number() });

export const EstimateSchema = z
  .object({
    estimatedSroi: z
      .object({ low: z.number(), value: z.number(), high: z.number() })
      .nullable()
      .openapi({ description: 'Our own estimate: in the middle of all ranges, and at their worst and best ends' }),
    sroiReason: NoEstimate,
    interval: z
      .object({
        low: z.number(),
        high: z.number(),
        level: z.number().openapi({ description: 'The share of all draws that lies inside' }),
        distribution: z.enum(DISTRIBUTIONS),
        draws: z.int(),
        seed: z
          .string()
          .openapi({ description: 'Fixed by campaign and snapshot: the same figures give the same interval' }),
      })
      .nullable()
      .openapi({ description: 'Every input drawn from its range by itself; null where nothing has a range' }),
    drivers: z
      .array(
        z.object({
          input: z.enum(SROI_INPUTS),
          range: Range,
          atLow: z.number(),
          atHigh: z.number(),
          swing: z.number(),
        }),
      )
      .openapi({ description: 'What each range does by itself, the largest swing first; a proxy’s range is a factor' }),
    estimatedVis: z.number().nullable(),
    visParts: z.object({ hours: z.number(), consistency: z.number(), outcome: z.number() }).nullable(),
    visReason: NoEstimate,
    reported: z.object({
      sroi: z.number().nullable(),
      vis: z.number().nullable(),
      reasons: z.object({ sroi: UnknownReasonSchema, vis: UnknownReasonSchema }),
    }),
    inputs: z.object({
      beneficiariesServed: z.number().nullable(),
      volunteersServed: z.number().nullable(),
      hours: z.number().nullable(),
      sessions: z.number().nullable(),
      elapsedDays: z.int().nullable(),
      costs: MoneyText,
      currency: Currency,
      outcomes: z.record(z.string(), z.number().nullable()),
      gains: Gains.nullable().openapi({ description: 'max(0, score − 0.3); null where scores are withheld' }),
      confidence: z
        .number()
        .nullable()
        .openapi({ description: 'Unknown counts as 0.85; under 0.7 the value counts 0.8' }),
      reductions: z.record(z.string(), Range),
      proxyDoubt: z.number().openapi({ description: 'The share by which each proxy may be off either way' }),
    }),
    basis: z.object({
      at: InstantText.openapi({ description: 'When the figures were so' }),
      snapshotId: z.string().nullable(),
      snapshotAt: InstantText.nullable(),
      ledgerSequence: z
        .int()
        .nullable()
        .openapi({ description: 'The campaign’s newest ledger entry then; null for the present figures' }),
    }),
    proxies: z
      .object({
        integration: DecimalText,
        language: DecimalText,
        job_readiness: DecimalText,
        volunteerHour: DecimalText,
        source: z.string(),
      })
      .nullable(),
  })
  .openapi('ImpactEstimate');

const SHARE = '(?:0(?:\\.\\d{1,4})?|1(?:\\.0{1,4})?)';
const ShareRange = z
  .string()
  .regex(new RegExp(`^${SHARE}(?:\\.\\.${SHARE})?$`), 'Expected a share from 0 to 1, or two as 0.1..0.25')
  .transform((text) => {
    const [low, high] = text.split('..').map(Number);
    return { low: low ?? 0, high: high ?? low ?? 0 };
  })
  .refine(({ low, high }) => low <= high, 'The first share is the lower one')
  .optional()
  .openapi({ type: 'string', example: '0.1..0.25' });
export const EstimateQuery = z.strictObject({
  confidence: z
    .string()
    .regex(new RegExp(`^${SHARE}$`), 'Expected a share from 0 to 1')
    .transform(Number)
    .optional()
    .openapi({ type: 'number', minimum: 0, maximum: 1 }),
  deadweight: ShareRange,
  displacement: ShareRange,
  attribution: ShareRange,
  dropOff: ShareRange,
  proxyDoubt: z
    .string()
    .regex(/^0(?:\.\d{1,4})?$/, 'Expected a share from 0 up to, not including, 1')
    .transform(Number)
    .optional()
    .openapi({ type: 'number', minimum: 0, exclusiveMaximum: 1, example: 0.2 }),
  distribution: z.enum(DISTRIBUTIONS).optional(),
  asOf: InstantInput.optional().openapi({ description: 'Figures as they were then, from ledger and snapshot' }),
});

export const DashboardSchema = z
  .object({
    campaign: CampaignSchema,
    metrics: MetricsSchema,
    performance: PerformanceSchema,
    alerts: z.array(AlertSchema).openapi({ description: 'Not resolved, oldest first' }),
    schedule: z.array(ScheduledActionSchema).openapi({ description: 'To come, by due time' }),
  })
  .openapi('Dashboard');

export const FINANCIALS_EXAMPLE: z.input<typeof FinancialsSchema> = {
  burnPerDay: '125.84',
  planPerDay: '166.67',
  status: 'under_plan',
  depletedOn: '2026-02-22',
  elapsedDays: 149,
  totalDays: 180,
  currency: 'EUR',
};
export const PERFORMANCE_EXAMPLE: z.input<typeof PerformanceSchema> = {
  currency: 'EUR',
  spent: '18750.00',
  costPerLearner: '195.31',
  costPerHour: '36.34',
  outcomes: [{ dimension: 'job_readiness', score: 0.62, reason: null, reached: 59.52, costPerOutcome: '315.02' }],
  roi: 320,
  financials: FINANCIALS_EXAMPLE,
  flags: METRICS_EXAMPLE.flags,
  trends: [{ metric: 'sroi', now: 4.2, before: 4.1, since: EXAMPLE_INSTANT }],
};
export const ESTIMATE_EXAMPLE: z.input<typeof EstimateSchema> = {
  estimatedSroi: { low: 0.2, value: 0.22, high: 0.24 },
  sroiReason: null,
  interval: {
    low: 0.21,
    high: 0.23,
    level: 0.8,
    distribution: 'triangular',
    draws: 20_000,
    seed: `${EXAMPLE_ID}/1764320400000/scheduled`,
  },
  drivers: [{ input: 'deadweight', range: { low: 0.1, high: 0.25 }, atLow: 0.24, atHigh: 0.2, swing: 0.04 }],
  estimatedVis: 33.68,
  visParts: { hours: 10.98, consistency: 25, outcome: 57.78 },
  visReason: null,
  reported: { sroi: 4.2, vis: 78.5, reasons: { sroi: null, vis: null } },
  inputs: {
    beneficiariesServed: 96,
    volunteersServed: 47,
    hours: 516,
    sessions: 344,
    elapsedDays: 149,
    costs: '18750.00',
    currency: 'EUR',
    outcomes: { job_readiness: 0.62 },
    gains: { integration: 0, language: 0, job_readiness: 0.32 },
    confidence: null,
    reductions: { deadweight: { low: 0.1, high: 0.25 } },
    proxyDoubt: 0,
  },
  basis: {
    at: EXAMPLE_INSTANT,
    snapshotId: `${EXAMPLE_ID}/1764320400000/scheduled`,
    snapshotAt: EXAMPLE_INSTANT,
    ledgerSequence: null,
  },
  proxies: {
    integration: '150',
    language: '500',
    job_readiness: '300',
    volunteerHour: '29.95',
    source: 'Impact model of this service, set by its owner; not a study of the region',
  },
};
export const DASHBOARD_EXAMPLE: z.input<typeof DashboardSchema> = {
  campaign: CAMPAIGN_EXAMPLE,
  metrics: METRICS_EXAMPLE,
  performance: PERFORMANCE_EXAMPLE,
  alerts: [ALERT_EXAMPLE],
  schedule: [ACTION_EXAMPLE],
};
