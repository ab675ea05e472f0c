import { z } from '@hono/zod-openapi';
import { DESCRIPTION_MAX } from '../../../core/domain/campaign/limits.ts';
import { UNITS } from '../../../core/domain/shared/quantity.ts';
import { PRICING_MODELS } from '../../../core/domain/terms/terms.ts';
import {
  Currency,
  DateText,
  DecimalText,
  EXAMPLE_ID,
  EXAMPLE_INSTANT,
  Id,
  InstantText,
  MoneyText,
  pageOf,
  Version,
} from './common.ts';

const LIST_MAX = 100;
const label = z.string().trim().min(1).max(255);
const rate = z.union([z.number(), DecimalText]);
const ratioNote = 'A ratio: 0.1 is 10 %';

/** Types and sizes only: which fields a model needs and allows, and their ranges, are the core's decision (INVALID_TERMS). */
export const TermsInputSchema = z
  .strictObject({
    model: z.enum(PRICING_MODELS),
    effectiveFrom: DateText.nullish(),
    overage: z
      .number()
      .nullish()
      .openapi({ description: `${ratioNote}; 0.1 unless given` }),
    tiers: z
      .strictObject({
        mode: z.enum(['graduated', 'volume']),
        steps: z.array(z.strictObject({ upTo: z.number().nullable(), unitPrice: DecimalText })).max(LIST_MAX),
      })
      .nullish(),
    termDiscount: z.strictObject({ months: z.number(), percent: rate }).nullish(),
    minimumCommitment: z.strictObject({ amount: MoneyText, per: z.enum(['month', 'term']) }).nullish(),
    tariff: z.enum(['committed', 'flexible']).nullish(),
    committedSeats: z.number().nullish(),
    seatPricePerMonth: DecimalText.nullish(),
    overageSeatPrice: DecimalText.nullish(),
    reclaimAfterDays: z.number().nullish(),
    autoReclaim: z.boolean().nullish(),
    creditAllocation: z.number().nullish(),
    creditConsumptionRate: rate.nullish(),
    creditPrice: DecimalText.nullish(),
    overageCreditPrice: DecimalText.nullish(),
    learnersCommitted: z.number().nullish(),
    pricePerLearner: DecimalText.nullish(),
    outcomesGuaranteed: z.array(label).max(LIST_MAX).nullish(),
    outcomeThresholds: z.record(label, z.number()).nullish(),
    outcomeCreditRate: rate.nullish(),
    requireEvidence: z.boolean().nullish(),
    subscriptionId: Id.nullish(),
    share: z.number().nullish().openapi({ description: 'Of the subscription, above 0 and at most 1' }),
    capacityUnit: z.string().max(20).nullish(),
    capacity: z.number().nullish(),
    description: z.string().max(DESCRIPTION_MAX).nullish(),
    fixedFee: MoneyText.nullish(),
    variableComponents: z
      .array(
        z.strictObject({
          name: label,
          unit: label,
          rate: DecimalText,
          cap: z.number().nullish(),
          estimate: z.number().nullish(),
        }),
      )
      .max(LIST_MAX)
      .nullish(),
    milestonePayments: z
      .array(z.strictObject({ milestone: label, amount: MoneyText, dueDate: DateText.nullish() }))
      .max(LIST_MAX)
      .nullish(),
  })
  .openapi('CommercialTermsInput');

const common = {
  effectiveFrom: DateText.nullable(),
  overage: z.number().openapi({ description: ratioNote }),
  tiers: z
    .object({
      mode: z.enum(['graduated', 'volume']),
      steps: z.array(z.object({ upTo: z.number().nullable(), unitPrice: DecimalText })),
    })
    .nullable(),
  termDiscount: z.object({ months: z.int(), percent: z.number() }).nullable(),
  minimumCommitment: z.object({ amount: MoneyText, per: z.enum(['month', 'term']) }).nullable(),
  tariff: z.enum(['committed', 'flexible']),
};
const SeatTermsSchema = z
  .object({
    model: z.literal('seats'),
    committedSeats: z.int(),
    seatPricePerMonth: DecimalText,
    overageSeatPrice: DecimalText.nullable(),
    reclaimAfterDays: z.int().nullable(),
    autoReclaim: z.boolean(),
    ...common,
  })
  .openapi('SeatTerms');
const CreditTermsSchema = z
  .object({
    model: z.literal('credits'),
    creditAllocation: z.number(),
    creditConsumptionRate: z.number().openapi({ description: 'Credits for an hour or a session' }),
    creditPrice: DecimalText.nullable(),
    overageCreditPrice: DecimalText.nullable(),
    ...common,
  })
  .openapi('CreditTerms');
const IaasTermsSchema = z
  .object({
    model: z.literal('iaas'),
    learnersCommitted: z.int(),
    pricePerLearner: DecimalText,
    outcomesGuaranteed: z.array(z.string()),
    outcomeThresholds: z.record(z.string(), z.number()),
    outcomeCreditRate: z.number(),
    requireEvidence: z.boolean(),
    ...common,
  })
  .openapi('IaasTerms');
const BundleTermsSchema = z
  .object({ model: z.literal('bundle'), subscriptionId: Id, share: z.number(), ...common })
  .openapi('BundleTerms');
const CustomTermsSchema = z
  .object({
    model: z.literal('custom'),
    capacityUnit: z.enum(UNITS),
    capacity: z.number(),
    description: z.string().nullable(),
    fixedFee: MoneyText.nullable(),
    variableComponents: z.array(
      z.object({
        name: z.string(),
        unit: z.string(),
        rate: DecimalText,
        cap: z.number().nullable(),
        estimate: z.number().nullable(),
      }),
    ),
    milestonePayments: z.array(z.object({ milestone: z.string(), amount: MoneyText, dueDate: DateText.nullable() })),
    ...common,
  })
  .openapi('CustomTerms');

export const TermsSchema = z
  .discriminatedUnion('model', [
    SeatTermsSchema,
    CreditTermsSchema,
    IaasTermsSchema,
    BundleTermsSchema,
    CustomTermsSchema,
  ])
  .openapi('CommercialTerms');

export const TermsVersionSchema = z
  .object({
    number: z.int().openapi({ description: 'Counts from 1' }),
    effectiveFrom: DateText,
    terms: TermsSchema,
    createdAt: InstantText,
    createdBy: z.string().nullable().openapi({ description: 'Null to company roles, unless it was the caller' }),
  })
  .openapi('TermsVersion');
export const TermsList = pageOf('TermsVersionList', TermsVersionSchema);
export const PutTermsSchema = TermsVersionSchema.extend({
  campaignId: Id,
  campaignVersion: Version.openapi({ description: 'The campaign’s version after it, as in the ETag' }),
}).openapi('TermsPut');

const finding = z.object({ path: z.string(), code: z.string(), message: z.string() });
export const DryRunSchema = z
  .object({
    valid: z.boolean(),
    currency: Currency,
    cost: MoneyText.nullable().openapi({
      description: 'Of the whole period; null where the terms or the period are incomplete',
    }),
    warnings: z.array(finding),
    errors: z.array(finding),
    proration: z
      .strictObject({ effectiveFrom: DateText, present: MoneyText, proposed: MoneyText, difference: MoneyText })
      .nullable()
      .openapi({
        description:
          'What is committed from that day to the end of the period, as the terms stand and as they would; null before terms are in force',
      }),
  })
  .openapi('TermsDryRun');

export const TermsQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .optional()
    .openapi({ description: 'true: say what it would do, and write nothing' }),
});

export const TERMS_INPUT_EXAMPLE: z.input<typeof TermsInputSchema> = {
  model: 'seats',
  committedSeats: 50,
  seatPricePerMonth: '85.00',
};
export const TERMS_EXAMPLE: z.input<typeof TermsSchema> = {
  model: 'seats',
  committedSeats: 50,
  seatPricePerMonth: '85.00',
  overageSeatPrice: null,
  reclaimAfterDays: null,
  autoReclaim: false,
  effectiveFrom: null,
  overage: 0.1,
  tiers: null,
  termDiscount: null,
  minimumCommitment: null,
  tariff: 'committed',
};
export const TERMS_VERSION_EXAMPLE: z.input<typeof TermsVersionSchema> = {
  number: 1,
  effectiveFrom: '2025-01-01',
  terms: TERMS_EXAMPLE,
  createdAt: EXAMPLE_INSTANT,
  createdBy: 'sales-7',
};
export const PUT_TERMS_EXAMPLE: z.input<typeof PutTermsSchema> = {
  ...TERMS_VERSION_EXAMPLE,
  campaignId: EXAMPLE_ID,
  campaignVersion: 3,
};
export const DRY_RUN_EXAMPLE: z.input<typeof DryRunSchema> = {
  valid: true,
  currency: 'EUR',
  cost: '25500.00',
  warnings: [],
  errors: [],
  proration: null,
};
