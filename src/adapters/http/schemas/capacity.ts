import { z } from '@hono/zod-openapi';
import { SEVERITIES } from '../../../core/domain/alerting/alert.ts';
import { REASON_MAX } from '../../../core/domain/campaign/limits.ts';
import { THRESHOLDS } from '../../../core/domain/capacity/thresholds.ts';
import { UNITS } from '../../../core/domain/shared/quantity.ts';
import { ProblemSchema } from '../operation.ts';
import { DateText, EXAMPLE_INSTANT, Id, OptionalInstant, Quantity, Subject } from './common.ts';
import { ENTRY_EXAMPLE, EntrySchema } from './ledger.ts';

export const BATCH_MAX = 500;

const note = z.string().max(REASON_MAX);

const percentAmount = z.object({
  target: z.int().nullable(),
  current: z.number().nullable(),
  utilization: z.number().nullable(),
});

const threshold = z.union([z.literal(80), z.literal(90), z.literal(100), z.literal(110)]);

const band = threshold
  .nullable()
  .openapi({ type: ['integer', 'null'], enum: [...THRESHOLDS, null], description: 'Null below 80' });

const forecastDate = z.object({ date: DateText, earliest: DateText, latest: DateText.nullable() }).nullable();

export const CapacitySchema = z
  .object({
    unit: z.enum(UNITS).nullable(),
    capacity: z.number().nullable(),
    consumed: z.number(),
    held: z.number(),
    remaining: z.number().nullable(),
    hardLimit: z.number().nullable(),
    headroom: z.number().nullable(),
    utilization: z.number().nullable().openapi({ description: 'consumed ÷ capacity, 4 decimals' }),
    utilizationPercent: z.number().nullable(),
    band,
    near: z.boolean(),
    at: z.boolean(),
    over: z.boolean(),
    open: z.boolean().openapi({ description: 'Whether consumption is taken now' }),
    volunteers: percentAmount.nullable(),
    beneficiaries: percentAmount.nullable(),
    forecast: z
      .object({
        perDay: z.number().nullable(),
        full: forecastDate,
        limit: forecastDate,
        reason: z.string().nullable().openapi({ description: 'Why a date is missing' }),
      })
      .nullable()
      .openapi({ description: 'Dates with an 80 % interval; null where the answer rests on the ledger alone' }),
    sequence: z.int().openapi({ description: 'Of the newest entry that the figures rest on' }),
  })
  .openapi('Capacity');

const consumption = {
  quantity: Quantity.optional().openapi({ description: '1 unless given; at most 4 decimals' }),
  subject: Subject.nullish(),
  activity: z
    .strictObject({ kind: z.enum(['session', 'hour']), volume: Quantity })
    .nullish()
    .openapi({ description: 'Rated by the terms, in place of a quantity' }),
  occurredAt: OptionalInstant,
  instanceId: Id.nullish(),
  note: note.nullish(),
};

export const ConsumptionInputSchema = z.strictObject(consumption).openapi('ConsumptionInput');

export const ConsumptionSchema = z
  .object({
    entry: EntrySchema,
    capacity: CapacitySchema.openapi({ description: 'As the entry left it' }),
    crossed: z.object({ threshold, severity: z.enum(SEVERITIES) }).nullable(),
  })
  .openapi('Consumption');

export const BatchItemSchema = z.strictObject({ key: z.string().min(1).max(255), ...consumption });

const { $schema: _, ...itemAsJsonSchema } = z.toJSONSchema(BatchItemSchema, { io: 'input', unrepresentable: 'any' });

/** Items are checked one by one after this, so that a bad one does not stop the rest. */
export const BatchInputSchema = z
  .strictObject({
    items: z
      .array(z.unknown().openapi(itemAsJsonSchema as object))
      .min(1)
      .max(BATCH_MAX),
  })
  .openapi('ConsumptionBatchInput');

export const BatchSchema = z
  .object({
    results: z.array(
      z.object({
        key: z.string().nullable(),
        status: z.int().openapi({ description: '201, 200 or the status of the problem' }),
        entry: EntrySchema.optional(),
        problem: ProblemSchema.optional(),
      }),
    ),
    capacity: CapacitySchema,
  })
  .openapi('ConsumptionBatch');

export const CAPACITY_EXAMPLE: z.input<typeof CapacitySchema> = {
  unit: 'seat',
  capacity: 50,
  consumed: 43,
  held: 1,
  remaining: 6,
  hardLimit: 55,
  headroom: 11,
  utilization: 0.86,
  utilizationPercent: 86,
  band: 80,
  near: true,
  at: false,
  over: false,
  open: true,
  volunteers: { target: 50, current: 43, utilization: 0.86 },
  beneficiaries: { target: 120, current: 96, utilization: 0.8 },
  forecast: {
    perDay: 0.4286,
    full: { date: '2025-12-12', earliest: '2025-12-07', latest: '2025-12-20' },
    limit: { date: '2025-12-23', earliest: '2025-12-16', latest: null },
    reason: null,
  },
  sequence: 47,
};

export const CONSUMPTION_INPUT_EXAMPLE: z.input<typeof ConsumptionInputSchema> = {
  quantity: 1,
  subject: 'vol-7f3a91',
  occurredAt: EXAMPLE_INSTANT,
};

export const CONSUMPTION_EXAMPLE: z.input<typeof ConsumptionSchema> = {
  entry: ENTRY_EXAMPLE,
  capacity: { ...CAPACITY_EXAMPLE, volunteers: null, beneficiaries: null, forecast: null },
  crossed: null,
};

export const BATCH_INPUT_EXAMPLE: z.input<typeof BatchInputSchema> = {
  items: [
    { key: 'session-9f2c', subject: 'vol-7f3a91' },
    { key: 'session-9f2d', subject: 'vol-81be02' },
  ],
};

export const BATCH_EXAMPLE: z.input<typeof BatchSchema> = {
  results: [
    { key: 'session-9f2c', status: 201, entry: ENTRY_EXAMPLE },
    {
      key: 'session-9f2d',
      status: 409,
      problem: {
        type: '/problems/CAPACITY_EXCEEDED',
        title: 'Capacity exceeded',
        status: 409,
        detail: '1 requested, but the campaign has room for 0 more',
        code: 'CAPACITY_EXCEEDED',
        errors: [],
        limit: 55,
        consumed: 55,
        held: 0,
        requested: 1,
        headroom: 0,
        limitedBy: 'campaign',
      },
    },
  ],
  capacity: { ...CAPACITY_EXAMPLE, volunteers: null, beneficiaries: null, forecast: null },
};
