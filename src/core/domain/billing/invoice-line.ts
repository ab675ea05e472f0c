import type { Line } from '../rating/rate.ts';
import { divideHalfUp } from '../shared/decimal.ts';
import type { MinorUnits } from '../shared/money.ts';
import { type Quantity, SCALE } from '../shared/quantity.ts';
import type { Rational } from '../shared/rational.ts';
import type { CalendarDate, Instant } from '../shared/time.ts';
import type { Decimal } from '../terms/terms.ts';

/** A line of a closed month: never changed; what changes afterwards is a line of a later month that names it. */
export interface InvoiceLine {
  /** Fixed by campaign, month and place in it. */
  readonly id: string;
  readonly version: number;
  readonly campaignId: string;
  readonly companyId: string;
  /** `YYYY-MM`: the month it is invoiced in. */
  readonly month: string;
  /** The days that it is about. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly meter: string;
  readonly description: string;
  readonly quantity: Quantity;
  readonly unitPrice: Decimal | null;
  readonly amount: MinorUnits;
  readonly currency: string;
  /** False for what is shown here and charged elsewhere. */
  readonly posted: boolean;
  /** The line that this one corrects; null where it corrects none. */
  readonly corrects: string | null;
  readonly entries: readonly string[];
  readonly evidence: readonly string[];
  readonly createdAt: Instant;
}

/** A line as it stands before its month is closed. */
export type DraftLine = Omit<InvoiceLine, 'id' | 'version' | 'createdAt' | 'campaignId' | 'companyId'>;

/** The line of a window in the form that is invoiced. */
export function toDraft(line: Line, month: string, currency: string): DraftLine {
  return { ...line, quantity: toQuantity(line.quantity), month, currency, corrects: null };
}

function toQuantity({ numerator, denominator }: Rational): Quantity {
  return Number(divideHalfUp(numerator * BigInt(SCALE), denominator));
}

/** What is still missing of a closed month's lines, or was too much: a line for each meter whose amount has changed since. */
export function correctionsOf(now: readonly DraftLine[], invoiced: readonly InvoiceLine[], month: string): DraftLine[] {
  const keys = new Set([...now, ...invoiced].map(keyOf));
  return [...keys].flatMap((key) => {
    const due = now.find((line) => keyOf(line) === key);
    const before = invoiced.filter((line) => keyOf(line) === key);
    const [first] = before;
    const like = due ?? (first && draftOf(first));
    const amount = (due?.amount ?? 0) - sum(before, 'amount');
    if (!like || amount === 0) return [];
    const quantity = (due?.quantity ?? 0) - sum(before, 'quantity');
    const changed = (field: 'entries' | 'evidence') =>
      difference(
        due?.[field] ?? [],
        before.flatMap((line) => line[field]),
      );
    const [entries, evidence] = [changed('entries'), changed('evidence')];
    return [{ ...like, month, quantity, amount, corrects: first?.id ?? null, entries, evidence }];
  });
}

function draftOf({ id, version, createdAt, campaignId, companyId, ...draft }: InvoiceLine): DraftLine {
  return draft;
}

function keyOf({ meter, description }: Pick<InvoiceLine, 'meter' | 'description'>): string {
  return `${meter} ${description}`;
}

function sum(lines: readonly InvoiceLine[], field: 'amount' | 'quantity'): number {
  return lines.reduce((total, line) => total + line[field], 0);
}

/** What came and what went. */
function difference(now: readonly string[], before: readonly string[]): string[] {
  const [is, was] = [new Set(now), new Set(before)];
  return [...now.filter((id) => !was.has(id)), ...[...was].filter((id) => !is.has(id))];
}
