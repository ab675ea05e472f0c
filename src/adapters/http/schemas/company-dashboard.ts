import { z } from '@hono/zod-openapi';
import { STATUSES } from '../../../core/domain/lifecycle/status.ts';
import { UNITS } from '../../../core/domain/shared/quantity.ts';
import { PRICING_MODELS } from '../../../core/domain/terms/terms.ts';
import {
  Currency,
  DateText,
  EXAMPLE_COMPANY_ID,
  EXAMPLE_ID,
  EXAMPLE_INSTANT,
  Id,
  InstantText,
  MoneyText,
} from './common.ts';
import { UnknownReasonSchema } from './instances.ts';
import { METRICS_EXAMPLE, MetricsSchema } from './metrics.ts';
import { FINANCIALS_EXAMPLE, FinancialsSchema } from './performance.ts';

const Unit = z.enum(UNITS);

const OverviewRowSchema = z
  .object({
    id: Id,
    version: z.int(),
    name: z.string(),
    status: z.enum(STATUSES),
    startDate: DateText.nullable(),
    endDate: DateText.nullable(),
    quarter: z.string().nullable(),
    pricingModel: z.enum(PRICING_MODELS).nullable(),
    programTemplateId: z.string().nullable(),
    beneficiaryGroupId: z.string().nullable(),
    capacity: z
      .object({
        unit: Unit,
        consumed: z.number(),
        held: z.number(),
        capacity: z.number(),
        headroom: z.number(),
        utilization: z.number().nullable(),
        band: z.int().nullable(),
      })
      .nullable()
      .openapi({ description: 'A moment behind the ledger; null before there are terms' }),
    metrics: MetricsSchema,
    financials: FinancialsSchema,
    costPerLearner: MoneyText.nullable(),
    costPerHour: MoneyText.nullable(),
    roi: z.number().nullable(),
    updatedAt: InstantText,
  })
  .openapi('CompanyCampaign');

export const CompanyDashboardSchema = z
  .object({
    companyId: Id,
    name: z.string(),
    at: InstantText,
    counts: z.object({
      campaigns: z.int(),
      running: z.int().openapi({ description: 'Active or recruiting' }),
      near: z.int(),
      at: z.int(),
      over: z.int(),
      budgetWarning: z.int(),
      lowPerformance: z.int(),
    }),
    people: z
      .object({
        volunteers: z.number(),
        volunteersServed: z.number(),
        beneficiaries: z.number(),
        beneficiariesServed: z.number(),
        sessions: z.number(),
        hours: z.number(),
      })
      .openapi({ description: 'Summed over campaigns: who is in two of them counts twice' }),
    sroi: z.number().nullable(),
    vis: z.number().nullable(),
    reasons: z.object({ sroi: UnknownReasonSchema, vis: UnknownReasonSchema }),
    outcomes: z.array(z.object({ dimension: z.string(), score: z.number().nullable(), reason: UnknownReasonSchema })),
    money: z.array(
      z.object({
        currency: Currency,
        allocated: MoneyText,
        spent: MoneyText,
        remaining: MoneyText,
        utilization: z.number().nullable(),
        costPerLearner: MoneyText.nullable(),
        costPerHour: MoneyText.nullable(),
      }),
    ),
    capacity: z.array(
      z.object({ unit: Unit, consumed: z.number(), capacity: z.number(), utilization: z.number().nullable() }),
    ),
    campaigns: z.array(OverviewRowSchema).openapi({ description: 'All of the company’s, by name' }),
  })
  .openapi('CompanyDashboard');

export const COMPANY_DASHBOARD_EXAMPLE: z.input<typeof CompanyDashboardSchema> = {
  companyId: EXAMPLE_COMPANY_ID,
  name: 'Nordic Bank',
  at: EXAMPLE_INSTANT,
  counts: { campaigns: 1, running: 1, near: 1, at: 0, over: 0, budgetWarning: 0, lowPerformance: 0 },
  people: {
    volunteers: 43,
    volunteersServed: 47,
    beneficiaries: 96,
    beneficiariesServed: 96,
    sessions: 344,
    hours: 516,
  },
  sroi: 4.2,
  vis: 78.5,
  reasons: { sroi: null, vis: null },
  outcomes: [{ dimension: 'job_readiness', score: 0.62, reason: null }],
  money: [
    {
      currency: 'EUR',
      allocated: '30000.00',
      spent: '18750.00',
      remaining: '11250.00',
      utilization: 0.625,
      costPerLearner: '195.31',
      costPerHour: '36.34',
    },
  ],
  capacity: [{ unit: 'seat', consumed: 43, capacity: 50, utilization: 0.86 }],
  campaigns: [
    {
      id: EXAMPLE_ID,
      version: 3,
      name: 'Mentors for Syrian refugees, Berlin',
      status: 'active',
      startDate: '2025-07-01',
      endDate: '2025-12-27',
      quarter: '2025-Q3',
      pricingModel: 'seats',
      programTemplateId: null,
      beneficiaryGroupId: null,
      capacity: { unit: 'seat', consumed: 43, held: 0, capacity: 50, headroom: 12, utilization: 0.86, band: 80 },
      metrics: METRICS_EXAMPLE,
      financials: FINANCIALS_EXAMPLE,
      costPerLearner: '195.31',
      costPerHour: '36.34',
      roi: 320,
      updatedAt: EXAMPLE_INSTANT,
    },
  ],
};
