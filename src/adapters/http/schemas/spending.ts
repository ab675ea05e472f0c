import { z } from '@hono/zod-openapi';
import { REASON_MAX } from '../../../core/domain/campaign/limits.ts';
import { Currency, EXAMPLE_INSTANT, Id, InstantText, MoneyText, OptionalInstant, pageOf } from './common.ts';

export const SpendingInputSchema = z
  .strictObject({
    amount: MoneyText.openapi({
      description: 'In the campaign’s currency; negative as a correction',
      example: '1250.00',
    }),
    occurredAt: OptionalInstant,
    note: z.string().max(REASON_MAX).nullish(),
  })
  .openapi('SpendingInput');

export const SpendingSchema = z
  .object({
    id: Id,
    campaignId: Id,
    amount: MoneyText,
    currency: Currency,
    occurredAt: InstantText,
    recordedAt: InstantText,
    actor: z.string().nullable(),
    note: z.string().nullable(),
    budgetSpent: MoneyText.openapi({ description: 'The sum of all entries up to this one' }),
  })
  .openapi('Spending');
export const SpendingPage = pageOf('SpendingPage', SpendingSchema);

export const SPENDING_INPUT_EXAMPLE: z.input<typeof SpendingInputSchema> = {
  amount: '1250.00',
  note: 'Rooms in March',
};
export const SPENDING_EXAMPLE: z.input<typeof SpendingSchema> = {
  id: '01980b13-8888-7a0b-9c1d-3e4f5a6b7c8d',
  campaignId: '01980a6c-0d4e-7cc5-8d6a-3f1a2b3c4d5e',
  amount: '1250.00',
  currency: 'EUR',
  occurredAt: EXAMPLE_INSTANT,
  recordedAt: EXAMPLE_INSTANT,
  actor: 'coordinator-3',
  note: 'Rooms in March',
  budgetSpent: '18750.00',
};
