import { z } from '@hono/zod-openapi';
import { THRESHOLDS } from '../../../core/domain/capacity/thresholds.ts';
import { CAMPAIGNS_MAX } from '../../../core/usecases/billing/what-if-company.ts';
import { ChargeLineSchema, LINE_EXAMPLE } from './charges.ts';
import { Currency, EXAMPLE_ID, EXAMPLE_INSTANT, Id, InstantText, MoneyText, Quantity } from './common.ts';
import { TERMS_INPUT_EXAMPLE, TermsInputSchema } from './terms.ts';

export const WhatIfInputSchema = z.strictObject({ terms: TermsInputSchema }).openapi('WhatIfInput');
export const CompanyWhatIfInputSchema = z
  .strictObject({
    campaigns: z
      .array(z.strictObject({ campaignId: Id, terms: TermsInputSchema }))
      .min(1)
      .max(CAMPAIGNS_MAX),
  })
  .openapi('CompanyWhatIfInput');

const bill = z.object({ lines: z.array(ChargeLineSchema), total: MoneyText });
const under = z.enum(['current', 'proposed']);
const interval = z.object({ low: MoneyText, high: MoneyText });

export const WhatIfSchema = z
  .object({
    campaignId: Id,
    currency: Currency,
    current: bill,
    proposed: bill,
    difference: MoneyText.openapi({ description: 'Proposed less current' }),
    limits: z.array(
      z.object({
        terms: under,
        limit: Quantity,
        reachedAt: InstantText.nullable().openapi({ description: 'When nothing more fitted in' }),
        refused: Quantity.openapi({ description: 'Of what was really taken, how much would have been refused' }),
      }),
    ),
    alerts: z.array(
      z.object({
        terms: under,
        threshold: z.literal([...THRESHOLDS]),
        severity: z.enum(['info', 'warning', 'error', 'critical']),
        at: InstantText,
        utilization: z.number().nullable(),
      }),
    ),
    interval: z
      .object({ confidence: z.number(), current: interval, proposed: interval, difference: interval })
      .nullable()
      .openapi({
        description:
          'What both may come to by the end, drawn from the last 28 days; null when nothing is left to project, or less than a week is known',
      }),
  })
  .openapi('WhatIf');
export const CompanyWhatIfSchema = z
  .object({
    campaigns: z.array(WhatIfSchema),
    totals: z.array(z.object({ currency: Currency, current: MoneyText, proposed: MoneyText, difference: MoneyText })),
  })
  .openapi('CompanyWhatIf');

export const WHAT_IF_INPUT_EXAMPLE: z.input<typeof WhatIfInputSchema> = { terms: TERMS_INPUT_EXAMPLE };
export const COMPANY_WHAT_IF_INPUT_EXAMPLE: z.input<typeof CompanyWhatIfInputSchema> = {
  campaigns: [{ campaignId: EXAMPLE_ID, terms: TERMS_INPUT_EXAMPLE }],
};
export const WHAT_IF_EXAMPLE: z.input<typeof WhatIfSchema> = {
  campaignId: EXAMPLE_ID,
  currency: 'EUR',
  current: { lines: [LINE_EXAMPLE], total: '85.00' },
  proposed: { lines: [], total: '0.00' },
  difference: '-85.00',
  limits: [
    { terms: 'current', limit: 55, reachedAt: null, refused: 0 },
    { terms: 'proposed', limit: 66, reachedAt: null, refused: 0 },
  ],
  alerts: [{ terms: 'current', threshold: 100, severity: 'error', at: EXAMPLE_INSTANT, utilization: 1.02 }],
  interval: {
    confidence: 0.8,
    current: { low: '85.00', high: '255.00' },
    proposed: { low: '0.00', high: '0.00' },
    difference: { low: '-255.00', high: '-85.00' },
  },
};
export const COMPANY_WHAT_IF_EXAMPLE: z.input<typeof CompanyWhatIfSchema> = {
  campaigns: [WHAT_IF_EXAMPLE],
  totals: [{ currency: 'EUR', current: '85.00', proposed: '0.00', difference: '-85.00' }],
};
