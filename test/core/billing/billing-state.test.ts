import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BillingState,
  closesAt,
  dueAgain,
  newBillingState,
  nextMonth,
  openMonth,
  seatDaysUpTo,
} from '../../../src/core/domain/billing/billing-state.ts';
import { correctionsOf, type DraftLine, type InvoiceLine } from '../../../src/core/domain/billing/invoice-line.ts';
import type { CampaignStatus } from '../../../src/core/domain/lifecycle/status.ts';
import { firstOpenDay } from '../../../src/core/domain/terms/open-month.ts';

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const BERLIN = {
  id: 'campaign',
  startDate: '2025-01-15',
  endDate: '2025-03-20',
  timeZone: 'Europe/Berlin',
  createdAt: at('2025-01-02T09:00:00Z'),
  updatedAt: at('2025-01-02T09:00:00Z'),
  status: 'active' as CampaignStatus,
};
const state = (over: Partial<BillingState> = {}): BillingState => ({
  id: 'campaign',
  version: 1,
  seatDays: { sequence: 0, from: '2025-01-02', through: null },
  firstMonth: '2025-01',
  closedThrough: null,
  nextDueAt: 0,
  ...over,
});

describe('a month', () => {
  it.each([
    ['2025-01', 'Europe/Berlin', '2025-02-02T05:00:00Z'],
    ['2025-02', 'America/New_York', '2025-03-02T11:00:00Z'],
    ['2025-03', 'Europe/Berlin', '2025-04-02T04:00:00Z'],
    ['2024-12', 'Pacific/Auckland', '2025-01-01T17:00:00Z'],
  ])('%s in %s closes at %s', (month, timeZone, instant) => {
    expect(closesAt(month, timeZone)).toBe(at(instant));
  });

  it('that terms may still begin in is one that is not closed yet, and the oldest', () => {
    const instants = fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') });
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati');
    fc.assert(
      fc.property(instants, zones, (now, zone) => {
        const open = firstOpenDay(now, zone).slice(0, 7);
        expect(closesAt(open, zone)).toBeGreaterThan(now);
        const [year, month] = open.split('-').map(Number);
        const before = month === 1 ? `${(year ?? 0) - 1}-12` : `${year}-${String((month ?? 0) - 1).padStart(2, '0')}`;
        expect(closesAt(before, zone)).toBeLessThanOrEqual(now);
        expect(nextMonth(before)).toBe(open);
      }),
    );
  });
});

describe('a campaign', () => {
  it('is billed from its first month, or from the one that was open when billing began', () => {
    expect(newBillingState(BERLIN, at('2024-06-01T00:00:00Z'))?.firstMonth).toBe('2025-01');
    expect(newBillingState(BERLIN, at('2025-03-01T12:00:00Z'))?.firstMonth).toBe('2025-02');
    expect(newBillingState(BERLIN, at('2025-03-02T12:00:00Z'))?.firstMonth).toBe('2025-03');
    expect(newBillingState({ ...BERLIN, endDate: null }, 0)).toBeNull();
    expect(openMonth(state())).toBe('2025-01');
    expect(openMonth(state({ closedThrough: '2025-12' }))).toBe('2026-01');
  });

  it('has its seats told up to yesterday, and not beyond its end', () => {
    expect(seatDaysUpTo(BERLIN, at('2025-02-10T23:30:00Z'))).toBe('2025-02-10');
    expect(seatDaysUpTo(BERLIN, at('2025-04-10T12:00:00Z'))).toBe('2025-03-20');
  });

  it('is due when its day ends, after its end only when a month closes, and never once all is closed', () => {
    expect(dueAgain(BERLIN, state(), at('2025-01-20T12:00:00Z'))).toBe(at('2025-01-20T23:00:00Z'));
    const ended = state({ closedThrough: '2025-02' });
    expect(dueAgain(BERLIN, ended, at('2025-03-25T12:00:00Z'))).toBe(at('2025-04-02T04:00:00Z'));
    const closed = { ...BERLIN, status: 'closed' as const, updatedAt: at('2025-05-10T12:00:00Z') };
    expect(dueAgain(closed, state({ closedThrough: '2025-04' }), at('2025-05-11T00:00:00Z'))).toBe(
      at('2025-06-02T04:00:00Z'),
    );
    expect(dueAgain(closed, state({ closedThrough: '2025-05' }), at('2025-06-11T00:00:00Z'))).toBeNull();
  });
});

describe('corrections', () => {
  const line = (meter: string, amount: number, entries: string[] = []): DraftLine => ({
    month: '2025-01',
    from: '2025-01-01',
    to: '2025-01-31',
    meter,
    description: meter,
    quantity: amount,
    unitPrice: null,
    amount,
    currency: 'EUR',
    posted: true,
    corrects: null,
    entries,
    evidence: [],
  });
  const invoiced = (drafts: readonly DraftLine[], prefix: string): InvoiceLine[] =>
    drafts.map((draft, index) => ({
      ...draft,
      id: `${prefix}.${index}`,
      version: 1,
      campaignId: 'campaign',
      companyId: 'company',
      createdAt: 0,
    }));

  it('name the first line of their meter, and what came and went behind it', () => {
    const before = invoiced([line('seats', 100, ['a', 'b'])], 'january');
    expect(correctionsOf([line('seats', 50, ['b', 'c'])], before, '2025-02')).toMatchObject([
      { month: '2025-02', from: '2025-01-01', amount: -50, quantity: -50, corrects: 'january.0', entries: ['c', 'a'] },
    ]);
    expect(
      correctionsOf([line('late', 7)], before, '2025-02').map(({ amount, corrects }) => [amount, corrects]),
    ).toEqual([
      [7, null],
      [-100, 'january.0'],
    ]);
    expect(correctionsOf([line('seats', 100, ['x'])], before, '2025-02')).toEqual([]);
  });

  it('leave each meter at what it is now, however often it changes', () => {
    const amounts = fc.dictionary(fc.constantFrom('seats', 'learners', 'fee'), fc.integer({ min: -500, max: 500 }));
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 6 }), (versions) => {
        const all: InvoiceLine[] = [];
        for (const [index, now] of versions.entries()) {
          const drafts = Object.entries(now).map(([meter, amount]) => line(meter, amount));
          all.push(...invoiced(correctionsOf(drafts, all, `2025-${index + 2}`), `${index}`));
          for (const meter of ['seats', 'learners', 'fee']) {
            const sum = all.filter((each) => each.meter === meter).reduce((total, { amount }) => total + amount, 0);
            expect(sum).toBe(now[meter] ?? 0);
          }
        }
      }),
    );
  });
});
