import type { EntryKind } from '../../../../core/domain/capacity/entry.ts';
import type { Quantity, Unit } from '../../../../core/domain/shared/quantity.ts';
import type { Instant } from '../../../../core/domain/shared/time.ts';
import { instantFrom, percentText, quantityText, type TimeText, unitText } from './format.ts';
import { ENTRY_WORDS } from './words.ts';

/** What of a ledger line a row needs; subject and actor are null where the reader may not know them. */
export interface LedgerLineInput {
  readonly entry: {
    readonly id: string;
    readonly sequence: number;
    readonly kind: EntryKind;
    readonly quantity: Quantity;
    readonly unit: Unit;
    readonly subject: string | null;
    readonly relatesTo: string | null;
    readonly actor: string | null;
    readonly occurredAt: Instant;
    readonly recordedAt: Instant;
    readonly after: { readonly consumed: Quantity; readonly capacity: Quantity };
  };
  readonly note: string | null;
}

export interface LedgerRow {
  readonly id: string;
  readonly sequence: string;
  readonly kind: string;
  /** Signed by its direction; empty where the kind has no amount. */
  readonly amount: string;
  readonly tone: 'up' | 'down' | 'still';
  readonly subject: string | null;
  readonly note: string | null;
  readonly actor: string | null;
  readonly occurred: TimeText;
  /** Null where people would say the same of when it occurred. */
  readonly recorded: TimeText | null;
  readonly after: string;
  readonly percentAfter: string;
  /** Whether it is of a kind that can be taken back. */
  readonly reversible: boolean;
}

const UP: ReadonlySet<EntryKind> = new Set(['consume', 'confirm']);
const DOWN: ReadonlySet<EntryKind> = new Set(['release', 'reverse']);
const AMOUNTLESS: ReadonlySet<EntryKind> = new Set(['open', 'close', 'wait', 'leave']);

export function ledgerRow({ entry, note }: LedgerLineInput, now: Instant, timeZone: string): LedgerRow {
  const { kind, quantity, after } = entry;
  const up = UP.has(kind) || (kind === 'adjust' && quantity > 0);
  const down = DOWN.has(kind) || (kind === 'adjust' && quantity < 0);
  const sign = up ? '+' : down ? '−' : '';
  const amount = `${sign}${quantityText(Math.abs(quantity))} ${unitText(entry.unit, Math.abs(quantity))}`;
  const occurred = instantFrom(entry.occurredAt, now, timeZone);
  const recorded = instantFrom(entry.recordedAt, now, timeZone);
  return {
    id: entry.id,
    sequence: String(entry.sequence),
    kind: ENTRY_WORDS[kind],
    amount: AMOUNTLESS.has(kind) ? '' : amount,
    tone: up ? 'up' : down ? 'down' : 'still',
    subject: entry.subject,
    note,
    actor: entry.actor,
    occurred,
    recorded: recorded.text === occurred.text ? null : recorded,
    after: `${quantityText(after.consumed)} of ${quantityText(after.capacity)}`,
    percentAfter: percentText(after.consumed, after.capacity) ?? '–',
    reversible: UP.has(kind),
  };
}
