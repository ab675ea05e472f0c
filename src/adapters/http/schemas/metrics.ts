import { z } from '@hono/zod-openapi';
import { Currency, MoneyText } from './common.ts';
import { UnknownReasonSchema } from './instances.ts';

export const FlagsSchema = z
  .object({
    nearCapacity: z.boolean(),
    atCapacity: z.boolean(),
    overCapacity: z.boolean(),
    budgetWarning: z.boolean().openapi({ description: 'At least 0.9 of the budget is spent' }),
    lowPerformance: z.boolean().openapi({ description: 'Active with an SROI below 2.0' }),
  })
  .openapi('MetricsFlags');

export const MetricsSchema = z
  .object({
    volunteers: z.number().openapi({ description: 'Who is in it now' }),
    volunteersServed: z.number().openapi({ description: 'Everyone who ever was' }),
    beneficiaries: z.number(),
    beneficiariesServed: z.number(),
    sessions: z.number(),
    hours: z.number(),
    sroi: z.number().nullable(),
    vis: z.number().nullable(),
    reasons: z.object({ sroi: UnknownReasonSchema, vis: UnknownReasonSchema }),
    instances: z.int(),
    activeInstances: z.int(),
    budget: z.object({
      allocated: MoneyText.nullable(),
      spent: MoneyText,
      remaining: MoneyText.nullable().openapi({ description: 'Negative where more was spent than allocated' }),
      utilization: z.number().nullable(),
      currency: Currency,
    }),
    flags: FlagsSchema,
  })
  .openapi('Metrics');

export const METRICS_EXAMPLE: z.input<typeof MetricsSchema> = {
  volunteers: 43,
  volunteersServed: 47,
  beneficiaries: 96,
  beneficiariesServed: 96,
  sessions: 344,
  hours: 516,
  sroi: 4.2,
  vis: 78.5,
  reasons: { sroi: null, vis: null },
  instances: 1,
  activeInstances: 1,
  budget: {
    allocated: '30000.00',
    spent: '18750.00',
    remaining: '11250.00',
    utilization: 0.625,
    currency: 'EUR',
  },
  flags: {
    nearCapacity: true,
    atCapacity: false,
    overCapacity: false,
    budgetWarning: false,
    lowPerformance: false,
  },
};
