import { z } from '@hono/zod-openapi';
import {
  Currency,
  DateText,
  DecimalText,
  EXAMPLE_ENTRY_ID,
  EXAMPLE_ID,
  EXAMPLE_INSTANT,
  Id,
  InstantInput,
  InstantText,
  MoneyText,
  pageOf,
  Quantity,
  Subject,
} from './common.ts';

const idExample = { example: EXAMPLE_ID };

export const CompletionInputSchema = z
  .strictObject({
    subject: Subject,
    occurredAt: InstantInput.nullish(),
    evidenceIds: z.array(Id).nullish().openapi({ description: 'At most 100' }),
  })
  .openapi('CompletionInput');
export const CompletionSchema = z
  .object({
    campaignId: Id,
    subject: Subject,
    occurredAt: InstantText,
    recordedAt: InstantText,
    evidence: z.array(z.object({ evidenceId: Id, attachedAt: InstantText, withdrawnAt: InstantText.nullable() })),
  })
  .openapi('Completion');

export const MilestoneInputSchema = z
  .strictObject({ milestone: z.string().min(1).max(100), reachedAt: InstantInput.nullish() })
  .openapi('MilestoneInput');
export const MilestoneSchema = z
  .object({ campaignId: Id, milestone: z.string(), reachedAt: InstantText, recordedAt: InstantText })
  .openapi('ReachedMilestone');
export const MilestoneParams = z.object({
  id: z.string().openapi(idExample),
  milestone: z.string().openapi({ example: 'Kick-off' }),
});

export const ComponentUseInputSchema = z
  .strictObject({
    component: z.string().min(1).max(100),
    quantity: Quantity.openapi({ description: 'At most 4 decimals; negative as a correction', example: 12 }),
    occurredAt: InstantInput.nullish(),
  })
  .openapi('ComponentUseInput');
export const ComponentUseSchema = z
  .object({
    id: Id,
    campaignId: Id,
    component: z.string(),
    quantity: Quantity,
    occurredAt: InstantText,
    recordedAt: InstantText,
  })
  .openapi('ComponentUse');
export const ComponentUsePage = pageOf('ComponentUsePage', ComponentUseSchema);

export const ChargeLineSchema = z
  .object({
    description: z.string(),
    meter: z.string().openapi({ example: 'committed_seats' }),
    quantity: Quantity,
    unitPrice: DecimalText.nullable().openapi({ description: 'Null where there is none, or more than one' }),
    amount: MoneyText,
    from: DateText,
    to: DateText,
    posted: z
      .boolean()
      .openapi({ description: 'False for what is shown here and charged elsewhere: not in the total' }),
    entries: z.array(Id).openapi({ description: 'The ledger entries it rests on' }),
    evidence: z.array(Id).openapi({ description: 'The evidence it rests on' }),
  })
  .openapi('ChargeLine');
export const InvoiceLineSchema = ChargeLineSchema.extend({
  id: Id.nullable().openapi({ description: 'Null until the month is closed' }),
  corrects: Id.nullable().openapi({ description: 'The line of a closed month that this one corrects' }),
}).openapi('InvoiceLine');
export const InvoiceSchema = z
  .object({ currency: Currency, lines: z.array(InvoiceLineSchema), total: MoneyText })
  .openapi('InvoicePreview');
export const ChargesSchema = z
  .object({ currency: Currency, lines: z.array(ChargeLineSchema), total: MoneyText })
  .openapi('Charges');

export const ChargesQuery = z.strictObject({
  from: DateText.optional().openapi({ description: 'By default the first day of the campaign' }),
  to: DateText.optional().openapi({ description: 'Included; by default today' }),
});
export const InvoiceQuery = z.strictObject({
  month: z.string().max(7).optional().openapi({ example: '2025-01', description: 'By default this month' }),
});

export const COMPLETION_INPUT_EXAMPLE: z.input<typeof CompletionInputSchema> = {
  subject: 'learner-7f3a91',
  occurredAt: EXAMPLE_INSTANT,
  evidenceIds: ['evidence-204'],
};
export const COMPLETION_EXAMPLE: z.input<typeof CompletionSchema> = {
  campaignId: EXAMPLE_ID,
  subject: 'learner-7f3a91',
  occurredAt: EXAMPLE_INSTANT,
  recordedAt: EXAMPLE_INSTANT,
  evidence: [{ evidenceId: 'evidence-204', attachedAt: EXAMPLE_INSTANT, withdrawnAt: null }],
};
export const MILESTONE_INPUT_EXAMPLE: z.input<typeof MilestoneInputSchema> = {
  milestone: 'Kick-off',
  reachedAt: EXAMPLE_INSTANT,
};
export const MILESTONE_EXAMPLE: z.input<typeof MilestoneSchema> = {
  campaignId: EXAMPLE_ID,
  milestone: 'Kick-off',
  reachedAt: EXAMPLE_INSTANT,
  recordedAt: EXAMPLE_INSTANT,
};
export const COMPONENT_USE_INPUT_EXAMPLE: z.input<typeof ComponentUseInputSchema> = {
  component: 'Materials',
  quantity: 12,
};
export const COMPONENT_USE_EXAMPLE: z.input<typeof ComponentUseSchema> = {
  id: EXAMPLE_ENTRY_ID,
  campaignId: EXAMPLE_ID,
  component: 'Materials',
  quantity: 12,
  occurredAt: EXAMPLE_INSTANT,
  recordedAt: EXAMPLE_INSTANT,
};
export const LINE_EXAMPLE: z.input<typeof ChargeLineSchema> = {
  description: 'Seats beyond the commitment, by the peak of the month',
  meter: 'overage_seats',
  quantity: 1,
  unitPrice: '85.00',
  amount: '85.00',
  from: '2025-01-01',
  to: '2025-01-31',
  posted: true,
  entries: [EXAMPLE_ENTRY_ID],
  evidence: [],
};
export const CHARGES_EXAMPLE: z.input<typeof ChargesSchema> = {
  currency: 'EUR',
  lines: [
    {
      ...LINE_EXAMPLE,
      description: 'Committed seats',
      meter: 'committed_seats',
      quantity: 50,
      amount: '4250.00',
      entries: [],
    },
    LINE_EXAMPLE,
  ],
  total: '4335.00',
};
export const INVOICE_EXAMPLE: z.input<typeof InvoiceSchema> = {
  ...CHARGES_EXAMPLE,
  lines: CHARGES_EXAMPLE.lines.map((line) => ({ ...line, id: null, corrects: null })),
};
