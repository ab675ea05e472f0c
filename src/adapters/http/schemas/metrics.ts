import { z } from '@hono/zod-openapi';
import { LEDGER_SERIES, PERIODS, SNAPSHOT_SERIES } from '../../../core/domain/metrics/series.ts';
import { SNAPSHOT_KINDS } from '../../../core/domain/metrics/snapshot.ts';
import { UNITS } from '../../../core/domain/shared/quantity.ts';
import { Currency, DateText, EXAMPLE_ID, EXAMPLE_INSTANT, Id, InstantText, MoneyText, pageOf } from './common.ts';
import { UnknownReasonSchema } from './instances.ts';

const counts = {
  volunteers: z.number().openapi({ description: 'Who is in it now' }),
  volunteersServed: z.number().openapi({ description: 'Everyone who ever was' }),
  beneficiaries: z.number(),
  beneficiariesServed: z.number(),
  sessions: z.number(),
  hours: z.number(),
};
/** In a backfilled snapshot null where the ledger does not know what it was. */
const pastCounts = {
  volunteers: counts.volunteers.nullable(),
  volunteersServed: counts.volunteersServed.nullable(),
  beneficiaries: counts.beneficiaries.nullable(),
  beneficiariesServed: counts.beneficiariesServed.nullable(),
  sessions: counts.sessions.nullable(),
  hours: counts.hours.nullable(),
};
const outcomes = {
  sroi: z.number().nullable(),
  vis: z.number().nullable(),
  reasons: z.object({ sroi: UnknownReasonSchema, vis: UnknownReasonSchema }),
};

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
    ...counts,
    ...outcomes,
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

export const SnapshotSchema = z
  .object({
    id: Id,
    campaignId: Id,
    kind: z.enum(SNAPSHOT_KINDS).openapi({
      description:
        'final: taken once, when the campaign was completed; backfilled: made later of what the ledger knows, the rest null',
    }),
    at: InstantText.openapi({ description: 'When the figures were so' }),
    ...pastCounts,
    ...outcomes,
    unit: z.enum(UNITS).nullable(),
    consumed: z.number(),
    capacity: z.number(),
    utilization: z.number().nullable(),
    budgetAllocated: MoneyText.nullable(),
    budgetSpent: MoneyText,
    currency: Currency,
  })
  .openapi('Snapshot');
export const SnapshotPage = pageOf('SnapshotPage', SnapshotSchema);

export const BackfillBody = z.strictObject({
  from: DateText.nullish().openapi({ description: 'The day the campaign was made where left out' }),
  to: DateText.nullish().openapi({ description: 'Yesterday where left out, and at the latest' }),
});
export const BackfilledSchema = z
  .object({
    made: z.int().openapi({ description: 'How many snapshots were made; days that have one are left as they are' }),
    from: z.string().openapi({ format: 'date' }),
    to: z.string().openapi({ format: 'date' }),
  })
  .openapi('BackfilledSnapshots');
export const BACKFILLED_EXAMPLE: z.input<typeof BackfilledSchema> = { made: 41, from: '2025-07-01', to: '2025-11-23' };

const SeriesMetricSchema = z.enum([...SNAPSHOT_SERIES, ...LEDGER_SERIES]);
export const SeriesQuery = z.strictObject({
  metric: SeriesMetricSchema.default('consumed'),
  period: z.enum(PERIODS).default('30d'),
});
export const SeriesSchema = z
  .object({
    metric: SeriesMetricSchema,
    period: z.enum(PERIODS),
    points: z.array(
      z.object({
        at: InstantText,
        value: z
          .union([z.number(), MoneyText])
          .nullable()
          .openapi({ description: 'Money as decimal text; null where it is not known, or withheld' }),
      }),
    ),
  })
  .openapi('Series');

export const SNAPSHOT_EXAMPLE: z.input<typeof SnapshotSchema> = {
  id: `${EXAMPLE_ID}/1764320400000/scheduled`,
  campaignId: EXAMPLE_ID,
  kind: 'scheduled',
  at: EXAMPLE_INSTANT,
  volunteers: 43,
  volunteersServed: 47,
  beneficiaries: 96,
  beneficiariesServed: 96,
  sessions: 344,
  hours: 516,
  sroi: 4.2,
  vis: 78.5,
  reasons: { sroi: null, vis: null },
  unit: 'seat',
  consumed: 43,
  capacity: 50,
  utilization: 0.86,
  budgetAllocated: '30000.00',
  budgetSpent: '18750.00',
  currency: 'EUR',
};
export const SERIES_EXAMPLE: z.input<typeof SeriesSchema> = {
  metric: 'sroi',
  period: '7d',
  points: [
    { at: '2025-11-20T09:00:04.000Z', value: 4.1 },
    { at: EXAMPLE_INSTANT, value: 4.2 },
  ],
};
