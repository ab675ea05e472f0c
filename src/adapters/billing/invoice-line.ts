import type { InvoiceLine } from '../../core/domain/billing/invoice-line.ts';
import { formatMoney } from '../../core/domain/shared/money.ts';
import { toUnits } from '../../core/domain/shared/quantity.ts';

/** An invoice line as billing takes it; what it rests on is read here, by its id. */
export type PostedLine = Omit<InvoiceLine, HeldBack | 'quantity' | 'amount'> & {
  readonly quantity: number;
  readonly amount: string;
};

type HeldBack = 'version' | 'posted' | 'entries' | 'evidence' | 'createdAt';

export function toPostedLine(line: InvoiceLine): PostedLine {
  const { version, posted, entries, evidence, createdAt, ...told } = line;
  return { ...told, quantity: toUnits(line.quantity), amount: formatMoney(line.amount, line.currency) };
}
