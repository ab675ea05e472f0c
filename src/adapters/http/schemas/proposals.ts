import { z } from '@hono/zod-openapi';
import { PRICING_MODELS } from '../../../core/domain/terms/terms.ts';
import { Currency, DecimalText, EXAMPLE_COMPANY_ID, Id, MoneyText, Quantity } from './common.ts';

export const ProposalInputSchema = z
  .strictObject({
    beneficiaries: z.number(),
    volunteers: z.number().nullish().openapi({ description: 'By default a fifth of the beneficiaries, rounded up' }),
    sessions: z.number().nullish().openapi({ description: 'By default 4 for each beneficiary' }),
    budget: MoneyText.nullish(),
    months: z.number().nullish().openapi({ description: 'By default 3' }),
    companyId: Id.nullish().openapi({ description: 'Whose active subscription a bundle would share' }),
    currency: Currency.nullish(),
  })
  .openapi('ProposalInput');

export const ProposalSchema = z
  .object({
    currency: Currency,
    options: z.array(
      z.object({
        model: z.enum(PRICING_MODELS),
        quantity: Quantity.openapi({ description: 'Seats, credits, learners, the share of the subscription, or 1' }),
        unitPrice: DecimalText.openapi({ description: 'For seats and a bundle by the month' }),
        total: MoneyText,
        monthly: MoneyText.openapi({ description: 'The total spread over the months' }),
      }),
    ),
    recommended: z.enum(PRICING_MODELS),
    reasons: z.array(z.string()),
  })
  .openapi('Proposal');

export const PROPOSAL_INPUT_EXAMPLE: z.input<typeof ProposalInputSchema> = {
  beneficiaries: 40,
  volunteers: 10,
  budget: '25000.00',
  months: 3,
  companyId: EXAMPLE_COMPANY_ID,
};
export const PROPOSAL_EXAMPLE: z.input<typeof ProposalSchema> = {
  currency: 'EUR',
  options: [
    { model: 'seats', quantity: 10, unitPrice: '500.00', total: '15000.00', monthly: '5000.00' },
    { model: 'credits', quantity: 8000, unitPrice: '0.50', total: '4000.00', monthly: '1333.33' },
    { model: 'iaas', quantity: 40, unitPrice: '150.00', total: '6000.00', monthly: '2000.00' },
  ],
  recommended: 'seats',
  reasons: ['For up to 100 beneficiaries volunteers’ seats are the simplest'],
};
