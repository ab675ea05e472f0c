import { z } from '@hono/zod-openapi';
import { PRICING_ACTIONS } from '../../../core/domain/insight/contract-usage.ts';
import { PRIORITIES } from '../../../core/domain/insight/priorities.ts';
import { RECOMMENDATION_CODES } from '../../../core/domain/insight/recommend.ts';
import { STATUSES } from '../../../core/domain/lifecycle/status.ts';
import { UNITS } from '../../../core/domain/shared/quantity.ts';
import { PRICING_MODELS } from '../../../core/domain/terms/terms.ts';
import { Currency, EXAMPLE_ID, Id, MoneyText, pageOf, pageQuery } from './common.ts';

const DateOrNull = z.string().nullable().openapi({ format: 'date' });
const Figures = z
  .record(z.string(), z.union([z.number(), z.string()]))
  .openapi({ description: 'The figures that the sentence rests on, by name' });

const contract = z
  .object({
    unit: z.enum(UNITS).nullable(),
    committed: z.number().nullable(),
    used: z.number(),
    variance: z.number().nullable().openapi({ description: 'Used less committed' }),
    utilizationPercent: z.number().nullable(),
    near: z.boolean().openapi({ description: 'At least 80 % and less than 100 %' }),
    exhausted: z.boolean().openapi({ description: 'At least 100 %' }),
    projected: z.number().nullable().openapi({
      description:
        'By the end: consumed ÷ elapsed days × all days, seats as what is used now; null before the period begins, when no pace is known',
    }),
    projectedPercent: z.number().nullable(),
    projectedCost: MoneyText.nullable().openapi({
      description: 'What the whole period comes to at that projection, a bundle’s share of its subscription included',
    }),
    exhaustedOn: DateOrNull.openapi({
      description: 'When the commitment was used up, or will be at this pace; null where that is not before the end',
    }),
    daysLeft: z.int().nullable().openapi({ description: 'From today on, today included' }),
    action: z.enum(PRICING_ACTIONS).nullable().openapi({ description: 'Null for a draft, and before there are terms' }),
  })
  .openapi('ContractUsage');

export const PricingSchema = z
  .object({
    currency: Currency,
    costPerLearner: MoneyText.nullable().openapi({ description: 'Spent ÷ beneficiaries served' }),
    costPerHour: MoneyText.nullable(),
    budgetUtilization: z.number().nullable(),
    contract,
    engagement: z.number().nullable().openapi({
      description: 'Percent: the mean of beneficiaries and volunteers against target, each at most 100',
    }),
    highValue: z.boolean().openapi({ description: 'SROI above 4 and engagement of 75 or more' }),
    valueScore: z
      .int()
      .nullable()
      .openapi({ description: 'Of 100: SROI against 4, engagement and what is spent of the budget' }),
    roi: z.number().nullable().openapi({ description: '(SROI − 1) × 100' }),
    priorities: z.array(z.enum(PRIORITIES)).openapi({ description: 'The most pressing first' }),
    recommendations: z.array(z.string()).openapi({ description: 'Sentences; what each rests on stands in `basis`' }),
    basis: z
      .array(z.object({ code: z.enum(RECOMMENDATION_CODES), figures: Figures }))
      .openapi({ description: 'For each recommendation, in their order' }),
  })
  .openapi('Pricing');

export const PricingSignalSchema = z
  .object({
    campaignId: Id,
    name: z.string(),
    status: z.enum(STATUSES),
    model: z.enum(PRICING_MODELS).nullable(),
    ...PricingSchema.shape,
  })
  .openapi('PricingSignal');
export const PricingSignalPage = pageOf('PricingSignalPage', PricingSignalSchema);

export const PricingReportSchema = z
  .object({
    counts: z.object({
      campaigns: z.int(),
      active: z.int(),
      highValue: z.int(),
      near: z.int(),
      over: z.int().openapi({ description: 'More than 100 %' }),
      budgetConstrained: z.int().openapi({
        description:
          'At least 0.9 of the budget is spent or, with a quarter of the period gone, more than 10 % faster than planned',
      }),
    }),
    totals: z.array(
      z.object({
        currency: Currency,
        allocated: MoneyText.nullable(),
        spent: MoneyText,
        remaining: MoneyText.nullable(),
        utilization: z.number().nullable(),
      }),
    ),
    averages: z.object({
      sroi: z.number().nullable().openapi({ description: 'By beneficiaries' }),
      vis: z.number().nullable().openapi({ description: 'By volunteers' }),
      beneficiaryUtilization: z.number().nullable().openapi({ description: 'Beneficiaries ÷ what was aimed at' }),
    }),
    campaigns: z.array(PricingSignalSchema).openapi({ description: 'The most pressing first' }),
    recommendations: z
      .array(z.string())
      .openapi({ description: 'Of campaigns with a priority, each with the campaign’s name before it' }),
    basis: z.array(z.object({ campaignId: Id, code: z.enum(RECOMMENDATION_CODES), figures: Figures })),
  })
  .openapi('PricingReport');

const format = z.enum(['json', 'csv']).optional();
export const PricingQuery = z.strictObject({ format });
export const PricingSignalsQuery = z.strictObject({ ...pageQuery, format });

export const PRICING_EXAMPLE: z.input<typeof PricingSchema> = {
  currency: 'EUR',
  costPerLearner: '195.31',
  costPerHour: '36.34',
  budgetUtilization: 0.625,
  contract: {
    unit: 'seat',
    committed: 50,
    used: 43,
    variance: -7,
    utilizationPercent: 86,
    near: true,
    exhausted: false,
    projected: 43,
    projectedPercent: 86,
    projectedCost: '25500.00',
    exhaustedOn: null,
    daysLeft: 31,
    action: 'expand',
  },
  engagement: 91,
  highValue: true,
  valueScore: 85,
  roi: 320,
  priorities: ['near', 'high_value'],
  recommendations: [
    'Offer a larger contract: 43 of 50 seats (86 %) are used and 43 (86 %) expected by the end, with 31 days left.',
  ],
  basis: [
    {
      code: 'expand',
      figures: {
        used: 43,
        committed: 50,
        utilizationPercent: 86,
        projected: 43,
        projectedPercent: 86,
        daysLeft: 31,
      },
    },
  ],
};
export const PRICING_SIGNAL_EXAMPLE: z.input<typeof PricingSignalSchema> = {
  campaignId: EXAMPLE_ID,
  name: 'Mentors for newcomers',
  status: 'active',
  model: 'seats',
  ...PRICING_EXAMPLE,
};
export const PRICING_REPORT_EXAMPLE: z.input<typeof PricingReportSchema> = {
  counts: { campaigns: 1, active: 1, highValue: 1, near: 1, over: 0, budgetConstrained: 0 },
  totals: [{ currency: 'EUR', allocated: '30000.00', spent: '18750.00', remaining: '11250.00', utilization: 0.625 }],
  averages: { sroi: 4.2, vis: 78.5, beneficiaryUtilization: 0.96 },
  campaigns: [PRICING_SIGNAL_EXAMPLE],
  recommendations: PRICING_EXAMPLE.recommendations.map((sentence) => `Mentors for newcomers: ${sentence}`),
  basis: PRICING_EXAMPLE.basis.map((basis) => ({ campaignId: EXAMPLE_ID, ...basis })),
};
export const PRICING_CSV_EXAMPLE =
  'campaignId,name,status,model,currency,unit,committed,used,variance,utilizationPercent,near,exhausted,projected,projectedPercent,projectedCost,exhaustedOn,daysLeft,action,costPerLearner,costPerHour,budgetAllocated,budgetSpent,budgetUtilization,engagement,sroi,vis,roi,highValue,valueScore,priorities,recommendations\r\n';
