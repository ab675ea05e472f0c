import type { InvoiceLine } from '../../core/domain/billing/invoice-line.ts';
import { formatMoney } from '../../core/domain/shared/money.ts';
import { toUnits } from '../../core/domain/shared/quantity.ts';

/** An invoice line as billing takes it; what it rests on is read here, by its id. */
export interface PostedLine {
  readonly id: string;
  readonly campaignId: string;
  readonly companyId: string;
  readonly month: string;
  readonly from: string;
  readonly to: string;
  readonly meter: string;
  readonly description: string;
  readonly quantity: number;
  readonly unitPrice: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly corrects: string | null;
}

export function toPostedLine(line: InvoiceLine): PostedLine {
  const { id, campaignId, companyId, month, from, to, meter, description, unitPrice, currency, corrects } = line;
  const amount = formatMoney(line.amount, currency);
  const quantity = toUnits(line.quantity);
  return {
    id,
    campaignId,
    companyId,
    month,
    from,
    to,
    meter,
    description,
    quantity,
    unitPrice,
    amount,
    currency,
    corrects,
  };
}
