import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { dateAt, type Instant } from '../../../../core/domain/shared/time.ts';
import type { Invoice } from '../../../../core/usecases/billing/preview-invoice.ts';
import type { SpendingLine } from '../../../../core/usecases/spending/list-spending.ts';
import {
  countText,
  instantFrom,
  moneyText,
  percentText,
  periodText,
  plural,
  quantityText,
  type TimeText,
} from './format.ts';
import { type LedgerLineInput, ledgerRow } from './ledger-row.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `December 2026` of `2026-12`. */
export function monthText(month: string): string {
  const [year, number] = month.split('-');
  return `${MONTHS[Number(number) - 1] ?? month} ${year}`;
}

/** The month before or after. */
export function monthBeside(month: string, step: number): string {
  return Temporal.PlainYearMonth.from(month).add({ months: step }).toString();
}

/** The month that an address names, or the present one in the time zone. */
export function monthOf(text: string | undefined, now: Instant, timeZone: string): string {
  return text && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : dateAt(now, timeZone).slice(0, 7);
}

export interface InvoiceRow {
  readonly description: string;
  readonly period: string;
  /** `30 × 500.00 NOK`, where there is one price. */
  readonly rate: string | null;
  readonly quantity: string;
  readonly price: string;
  readonly amount: string;
  /** What it corrects, or where else it is charged; null for an ordinary line. */
  readonly remark: string | null;
  /** What is behind it in the ledger, in words; entries that could not be read are counted only. */
  readonly entries: readonly EntryBehind[];
  readonly evidence: readonly string[];
  readonly behind: string;
  /** The query under which what is behind it is opened. */
  readonly trace: string;
  /** How many more there are than are listed. */
  readonly further: string | null;
}

export interface EntryBehind {
  readonly when: TimeText;
  readonly text: string;
}

export interface InvoiceView {
  readonly title: string;
  readonly month: string;
  readonly before: string;
  readonly after: string;
  readonly standing: string;
  readonly rows: readonly InvoiceRow[];
  readonly total: string;
}

/** How many ids of what is behind a line are listed; the rest is counted. */
const SHOWN = 20;

/** Whether a month's lines are frozen, still move, or were never invoiced from here. */
export function standingText(month: string, present: string, { lines }: Pick<Invoice, 'lines'>): string {
  if (lines.some(({ id }) => id !== null)) return 'Closed and invoiced';
  if (month === present) return 'Open: as it stands now';
  return month > present ? 'To come' : 'Not invoiced from here';
}

/** The ids of the entries that a month's lines list. */
export function entriesBehind({ lines }: Pick<Invoice, 'lines'>): string[] {
  return [...new Set(lines.flatMap(({ entries }) => entries.slice(0, SHOWN)))];
}

/** @param present the month that it is now */
export function invoiceView(
  invoice: Invoice,
  month: string,
  present: string,
  behind: ReadonlyMap<string, EntryBehind> = new Map(),
): InvoiceView {
  const { currency } = invoice;
  return {
    title: monthText(month),
    month,
    before: monthBeside(month, -1),
    after: monthBeside(month, 1),
    standing: standingText(month, present, invoice),
    rows: invoice.lines.map((line, index) => ({
      description: line.description,
      period: periodText(line.from, line.to),
      rate: line.unitPrice === null ? null : `${quantityText(line.quantity)} × ${line.unitPrice} ${currency}`,
      quantity: quantityText(line.quantity),
      price: line.unitPrice === null ? '–' : `${line.unitPrice} ${currency}`,
      amount: moneyText(line.amount, currency),
      remark: line.corrects ? `Corrects line ${line.corrects}` : line.posted ? null : 'Shown here, charged elsewhere',
      entries: line.entries.slice(0, SHOWN).flatMap((id) => behind.get(id) ?? []),
      evidence: line.evidence.slice(0, SHOWN),
      behind: behindText(line.entries.length, line.evidence.length),
      trace: traceQuery(invoice.lines, index, month),
      further: furtherText(line.entries.length, line.evidence.length),
    })),
    total: moneyText(invoice.total, currency),
  };
}

function traceQuery(lines: Invoice['lines'], index: number, month: string): string {
  const { meter = '', from = '' } = lines[index] ?? {};
  const nth = lines.slice(0, index).filter((line) => line.meter === meter && line.from === from).length;
  return new URLSearchParams({ month, meter, from, ...(nth > 0 && { nth: String(nth) }) }).toString();
}

function furtherText(entries: number, evidence: number): string | null {
  const more = Math.max(0, entries - SHOWN) + Math.max(0, evidence - SHOWN);
  return more > 0 ? `and ${countText(more)} more` : null;
}

/** An entry of the ledger as the reason for a charge. */
export function entryBehind(line: LedgerLineInput, now: Instant, timeZone: string): EntryBehind {
  const row = ledgerRow(line, now, timeZone);
  const subject = row.subject ? `, ${row.subject}` : '';
  return { when: row.occurred, text: `${row.kind} ${row.amount}${subject}`.trim() };
}

function behindText(entries: number, evidence: number): string {
  const parts = [
    entries > 0 ? plural(entries, 'ledger entry', 'ledger entries') : '',
    evidence > 0 ? plural(evidence, 'piece of evidence', 'pieces of evidence') : '',
  ].filter(Boolean);
  return parts.join(', ');
}

export interface SpendingRow {
  readonly amount: string;
  readonly after: string;
  readonly time: TimeText;
  readonly note: string | null;
  readonly actor: string | null;
}

export function spendingRow({ spending, note }: SpendingLine, now: Instant, timeZone: string): SpendingRow {
  return {
    amount: moneyText(spending.amount, spending.currency),
    after: moneyText(spending.spentAfter, spending.currency),
    time: instantFrom(spending.occurredAt, now, timeZone),
    note,
    actor: spending.actor,
  };
}

/** Spent of the budget, in words. */
export function budgetText({ budgetAllocated, budgetSpent, currency }: Campaign): string {
  const spent = moneyText(budgetSpent, currency);
  if (budgetAllocated === null) return `${spent} spent; no budget is set`;
  const share = percentText(budgetSpent, budgetAllocated) ?? '–';
  return `${spent} of ${moneyText(budgetAllocated, currency)} spent (${share})`;
}
