import { describe, expect, it } from 'vitest';
import {
  entryBehind,
  invoiceView,
  monthBeside,
  monthOf,
  standingText,
} from '../../src/adapters/http/pages/view/money.ts';
import { monthsView } from '../../src/adapters/http/pages/view/month-bars.ts';
import { outboxRow } from '../../src/adapters/http/pages/view/outbox-row.ts';
import { scheduleRow } from '../../src/adapters/http/pages/view/schedule.ts';
import { HOUR, MINUTE } from '../../src/core/domain/shared/time.ts';
import type { Invoice } from '../../src/core/usecases/billing/preview-invoice.ts';

const line: Invoice['lines'][number] = {
  id: null,
  month: '2026-11',
  from: '2026-11-16',
  to: '2026-11-30',
  meter: 'seats',
  description: 'Committed seats',
  quantity: 500_000,
  unitPrice: '85.00',
  amount: 425_050,
  currency: 'EUR',
  posted: true,
  corrects: null,
  entries: ['e1', 'e2'],
  evidence: [],
};

describe('a month of charges', () => {
  it('lists its lines with what is behind them', () => {
    const view = invoiceView({ currency: 'EUR', lines: [line], total: 425_050 }, '2026-11', '2026-11');
    expect(view).toMatchObject({ title: 'November 2026', before: '2026-10', after: '2026-12', total: '€4,250.50' });
    expect(view.rows[0]).toMatchObject({
      period: '16 Nov – 30 Nov 2026',
      quantity: '50',
      price: '85.00 EUR',
      behind: '2 ledger entries',
      remark: null,
    });
  });

  it('names what is behind a line as the ledger words it, and counts what is not listed', () => {
    const entry = {
      id: 'e1',
      sequence: 4,
      kind: 'consume',
      quantity: 10_000,
      unit: 'seat',
      subject: 'vol-4',
      relatesTo: null,
      actor: null,
      occurredAt: 0,
      recordedAt: 0,
      after: { consumed: 10_000, capacity: 20_000 },
    } as const;
    const many = { ...line, entries: ['e1', ...Array.from({ length: 24 }, (_, at) => `x${at}`)] };
    const behind = new Map([['e1', entryBehind({ entry, note: null }, HOUR, 'UTC')]]);
    const [row] = invoiceView({ currency: 'EUR', lines: [many], total: 0 }, '2026-11', '2026-11', behind).rows;
    expect(row?.entries.map(({ text }) => text)).toEqual(['Consumed +1 seat, vol-4']);
    expect([row?.behind, row?.further, row?.rate]).toEqual(['25 ledger entries', 'and 5 more', '50 × 85.00 EUR']);
  });

  it('stands among the others to one scale, what is given back without a bar', () => {
    const months = [
      { month: '2026-10', total: 200_00, state: 'closed' },
      { month: '2026-11', total: -50_00, state: 'open' },
      { month: '2026-12', total: 100_00, state: 'to_come' },
    ] as const;
    const view = monthsView({ currency: 'EUR', months }, '/x', '2026-11');
    expect(view.finding).toBe('€250 over 3 months');
    expect(view.bars.map(({ width, on }) => [width, on])).toEqual([
      ['100.00%', false],
      ['0.00%', true],
      ['50.00%', false],
    ]);
  });

  it('tells a correction, and what is charged elsewhere', () => {
    const corrected = { ...line, corrects: 'line-7' };
    const shown = { ...line, posted: false };
    const { rows } = invoiceView({ currency: 'EUR', lines: [corrected, shown], total: 0 }, '2026-11', '2026-11');
    expect(rows.map(({ remark }) => remark)).toEqual(['Corrects line line-7', 'Shown here, charged elsewhere']);
  });

  it('says whether it is frozen', () => {
    expect(standingText('2026-10', '2026-11', { lines: [{ ...line, id: 'x' }] })).toBe('Closed and invoiced');
    expect(standingText('2026-11', '2026-11', { lines: [line] })).toBe('Open: as it stands now');
    expect(standingText('2026-10', '2026-11', { lines: [line] })).toBe('Not invoiced from here');
    expect(standingText('2026-12', '2026-11', { lines: [] })).toBe('To come');
  });

  it('is read from the address, or is the present one where people are', () => {
    const newYear = Date.UTC(2026, 11, 31, 23, 30);
    expect(monthOf('2026-13', newYear, 'UTC')).toBe('2026-12');
    expect(monthOf(undefined, newYear, 'Europe/Oslo')).toBe('2027-01');
    expect(monthOf('2025-02', newYear, 'UTC')).toBe('2025-02');
    expect(monthBeside('2026-01', -1)).toBe('2025-12');
  });
});

describe('work that waits', () => {
  const item: Parameters<typeof outboxRow>[0] = {
    id: 'c1.v2.instance.create',
    version: 1,
    campaignId: 'c1',
    companyId: 'k1',
    work: { kind: 'instance.create' },
    state: 'pending',
    attempts: 2,
    lastError: 'No answer in time',
    nextAttemptAt: HOUR + 5 * MINUTE,
    createdAt: 0,
    deliveredAt: null,
  };

  it('says what it is, why it waits and when it is tried next', () => {
    const row = outboxRow(item, new Map([['c1', 'Mentors']]), { now: HOUR, mayRetry: true });
    expect(row).toMatchObject({
      kind: 'Make the first cohort',
      campaign: 'Mentors',
      error: 'No answer in time',
      retryable: true,
    });
    expect(row.next?.text).toBe('in 5 min');
    const done = outboxRow({ ...item, state: 'delivered' }, new Map(), { now: HOUR, mayRetry: true });
    expect([done.retryable, done.next, done.campaign]).toEqual([false, null, 'A campaign']);
  });
});

describe('a scheduled transition', () => {
  const action = {
    id: 'a1',
    to: 'active' as const,
    dueAt: 2 * HOUR,
    outcome: 'pending' as const,
    detail: null,
    reason: null,
    cause: 'person' as const,
    latenessMs: null,
  };
  const viewer = { now: HOUR, timeZone: 'UTC', maySchedule: true };

  it('tells what stands in its way today while it waits, and what became of it', () => {
    const guards = [{ message: 'The template is retired' }];
    expect(scheduleRow(action, guards, viewer)).toMatchObject({
      cancellable: true,
      reasons: ['The template is retired'],
    });
    const late = { ...action, outcome: 'done' as const, latenessMs: 3 * MINUTE };
    expect(scheduleRow(late, guards, viewer)).toMatchObject({
      text: 'Done, 3 minutes late',
      reasons: [],
      cancellable: false,
    });
    const skipped = { ...action, outcome: 'skipped' as const, detail: 'The campaign is paused' };
    expect(scheduleRow(skipped, [], viewer).text).toBe('Skipped: The campaign is paused');
  });

  it('leaves what follows from the dates to the dates', () => {
    expect(scheduleRow({ ...action, cause: 'period' }, [], viewer)).toMatchObject({
      text: 'Follows from the dates',
      cancellable: false,
    });
  });
});
