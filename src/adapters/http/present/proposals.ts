import type { z } from '@hono/zod-openapi';
import type { Proposal } from '../../../core/domain/proposal/propose.ts';
import { formatMoney } from '../../../core/domain/shared/money.ts';
import { toUnits } from '../../../core/domain/shared/quantity.ts';
import type { ProposalSchema } from '../schemas/proposals.ts';

export function presentProposal(proposal: Proposal): z.output<typeof ProposalSchema> {
  const { currency, options, recommended, reasons } = proposal;
  return {
    currency,
    options: options.map(({ model, quantity, unitPrice, total, monthly }) => ({
      model,
      quantity: toUnits(quantity),
      unitPrice,
      total: formatMoney(total, currency),
      monthly: formatMoney(monthly, currency),
    })),
    recommended,
    reasons: [...reasons],
  };
}
