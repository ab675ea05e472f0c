import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLedgerUsage } from '../../../src/core/domain/billing/ledger-usage.ts';
import type { Entry } from '../../../src/core/domain/capacity/entry.ts';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;

/** Entries in the order given, each recorded long after it happened. */
function ledger(...drafts: (Partial<Entry> & { id: string; kind: Entry['kind']; on?: string })[]): Entry[] {
  return drafts.map(({ on = '2025-01-10T10:00:00Z', ...draft }, index) => ({
    sequence: index + 1,
    campaignId: 'campaign',
    quantity: SCALE,
    unit: 'seat',
    subject: null,
    relatesTo: null,
    key: draft.id,
    hash: null,
    actor: 'somebody',
    occurredAt: at(on),
    recordedAt: at('2025-03-01T00:00:00Z') + index,
    after: { consumed: 0, held: 0, capacity: 100 * SCALE, hardLimit: 0, headroom: 0 },
    ...draft,
  }));
}

function usage(entries: readonly Entry[], timeZone = 'Europe/Berlin', endDate = '2025-12-31') {
  const fold = createLedgerUsage(timeZone, endDate);
  for (const entry of entries) fold.add(entry);
  return fold.usage();
}

describe('places', () => {
  it('count by the local day on which they were taken, whenever that was recorded', () => {
    const entries = ledger(
      { id: 'b', kind: 'consume', on: '2025-01-10T23:30:00Z' },
      { id: 'a', kind: 'consume', on: '2025-01-10T22:30:00Z' },
    );
    expect(usage(entries).places).toEqual([
      { date: '2025-01-10', peak: 1, level: 1 },
      { date: '2025-01-11', peak: 2, level: 2 },
    ]);
    expect(usage(entries, 'America/New_York').places).toEqual([{ date: '2025-01-10', peak: 2, level: 2 }]);
  });

  it('keep the peak of a day on which they are given up again, and pass the level on', () => {
    const { places, taken } = usage(
      ledger(
        { id: 'a', kind: 'consume' },
        { id: 'b', kind: 'consume', on: '2025-01-10T11:00:00Z' },
        { id: 'c', kind: 'release', relatesTo: 'a', on: '2025-01-10T12:00:00Z' },
        { id: 'd', kind: 'release', relatesTo: 'b', on: '2025-01-12T12:00:00Z' },
      ),
    );
    expect(places).toEqual([
      { date: '2025-01-10', peak: 2, level: 1 },
      { date: '2025-01-12', peak: 0, level: 0 },
    ]);
    expect(taken).toEqual([
      { entryId: 'a', places: 1, from: '2025-01-10', to: '2025-01-10' },
      { entryId: 'b', places: 1, from: '2025-01-10', to: '2025-01-12' },
    ]);
  });

  it('of which two follow one another on a day are never held at once', () => {
    const { places } = usage(
      ledger(
        { id: 'a', kind: 'consume' },
        { id: 'b', kind: 'release', relatesTo: 'a', on: '2025-01-10T11:00:00Z' },
        { id: 'c', kind: 'consume', on: '2025-01-10T11:00:00Z' },
      ),
    );
    expect(places).toEqual([{ date: '2025-01-10', peak: 1, level: 1 }]);
  });

  it('that were reversed were never held, and one cannot be given up before it was taken', () => {
    const { places } = usage(
      ledger(
        { id: 'a', kind: 'consume' },
        { id: 'b', kind: 'reverse', relatesTo: 'a', on: '2025-02-01T10:00:00Z' },
        { id: 'c', kind: 'confirm', relatesTo: 'hold', on: '2025-01-11T10:00:00Z' },
        { id: 'd', kind: 'release', relatesTo: 'c', on: '2025-01-09T10:00:00Z' },
      ),
    );
    expect(places).toEqual([{ date: '2025-01-11', peak: 1, level: 0 }]);
  });

  it('do not end where a hold is released', () => {
    const { places } = usage(
      ledger(
        { id: 'hold', kind: 'hold' },
        { id: 'a', kind: 'consume' },
        { id: 'b', kind: 'release', relatesTo: 'hold', on: '2025-01-11T10:00:00Z' },
      ),
    );
    expect(places).toEqual([{ date: '2025-01-10', peak: 1, level: 1 }]);
  });
});

describe('credits', () => {
  const credit = { unit: 'credit' as const };
  const split = (quantity: number) => ({ split: [{ grantId: 'g', quantity }] });

  it('keep apart what grants covered and what none did; a reversal gives back on the day of what it reverses', () => {
    const { credits } = usage(
      ledger(
        { id: 'a', kind: 'consume', quantity: 30, ...split(20), ...credit },
        { id: 'b', kind: 'reverse', relatesTo: 'a', quantity: 15, ...split(5), ...credit, on: '2025-02-01T00:00:00Z' },
        { id: 'c', kind: 'adjust', quantity: -4, ...split(4), ...credit, on: '2025-02-02T00:00:00Z' },
      ),
    );
    expect(credits).toEqual([
      { date: '2025-01-10', covered: 20, uncovered: 10, entries: ['a'] },
      { date: '2025-01-10', covered: -5, uncovered: -10, entries: ['b'] },
      { date: '2025-02-02', covered: -4, uncovered: -0, entries: ['c'] },
    ]);
  });

  it('are granted when the grant starts; announced once, and not the allocation, nor what a closed campaign never started', () => {
    const grant = (grantId: string, cost: number, on: string) => ({
      ...credit,
      grant: { grantId, cost, priority: 100, startsAt: at(on) },
    });
    const status = { kind: 'status', version: 9, status: 'closed', companyId: 'company' } as const;
    const { grants } = usage(
      ledger(
        { id: 'a', kind: 'grant', ...grant('allocation', 5_000, '2025-01-01T00:00:00Z') },
        { id: 'b', kind: 'schedule', ...grant('g', 700, '2025-02-01T00:00:00Z') },
        { id: 'c', kind: 'grant', ...grant('g', 700, '2025-02-01T00:00:00Z') },
        { id: 'd', kind: 'schedule', ...grant('h', 900, '2025-05-01T00:00:00Z') },
        { id: 'e', kind: 'close', cause: status, recordedAt: at('2025-04-01T00:00:00Z') },
      ),
    );
    expect(grants).toEqual([{ date: '2025-02-01', cost: 700, entries: ['c'] }]);
  });
});

it('counts what happened after the period on its last day', () => {
  const { counted } = usage(
    ledger({ id: 'a', kind: 'consume', unit: 'session', quantity: 2 * SCALE, on: '2025-02-10T00:00:00Z' }),
    'Europe/Berlin',
    '2025-01-31',
  );
  expect(counted).toEqual([{ date: '2025-01-31', unit: 'session', quantity: 2 * SCALE, entryId: 'a' }]);
});

it('tells the learners a bundle campaign could take on a day by its resizes', () => {
  const after = (capacity: number) => ({ consumed: 0, held: 0, capacity: capacity * SCALE, hardLimit: 0, headroom: 0 });
  const { capacityOn } = usage(
    ledger(
      { id: 'a', kind: 'resize', after: after(30), recordedAt: at('2025-01-10T00:00:00Z') },
      { id: 'b', kind: 'resize', after: after(50), recordedAt: at('2025-02-10T00:00:00Z') },
    ),
  );
  expect(['2025-01-01', '2025-02-09', '2025-02-10'].map(capacityOn)).toEqual([30, 30, 50]);
});

describe('the order in which use is recorded', () => {
  const minutes = fc.integer({ min: 0, max: 60 * 24 * 60 });
  const when = (minute: number) => new Date(at('2025-01-01T00:00:00Z') + minute * 60_000).toISOString();
  const shuffled = <T>(of: readonly T[], ranks: readonly number[]) =>
    of
      .map((each, index) => [ranks[index] ?? 0, each] as const)
      .sort(([a], [b]) => a - b)
      .map(([, each]) => each);

  it('does not matter for places: taken and given up at any time, they come to the same days', () => {
    const stay = fc.record({ from: minutes, stays: fc.option(fc.integer({ min: 1, max: 9_999 })) });
    fc.assert(
      fc.property(fc.array(stay, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (stays, ranks) => {
        const of = stays.map(({ from, stays: length }, index) => [
          { id: `take-${index}`, kind: 'consume' as const, on: when(from) },
          ...(length === null
            ? []
            : [{ id: `give-${index}`, kind: 'release' as const, relatesTo: `take-${index}`, on: when(from + length) }]),
        ]);
        const other = shuffled(of, [...ranks.take(of.length)]);
        expect(usage(ledger(...other.flat())).places).toEqual(usage(ledger(...of.flat())).places);
      }),
    );
  });

  it('does not matter for credits that grants cover: each day comes to the same', () => {
    const use = fc.record({ on: minutes, quantity: fc.integer({ min: 1, max: 99_999 }) });
    fc.assert(
      fc.property(fc.array(use, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (uses, ranks) => {
        const of = uses.map(({ on, quantity }, index) => ({
          id: `use-${index}`,
          kind: 'consume' as const,
          unit: 'credit' as const,
          split: [{ grantId: 'allocation', quantity }],
          on: when(on),
          quantity,
        }));
        const perDay = (entries: readonly Entry[]) => {
          const days = new Map<string, number>();
          for (const { date, covered, uncovered } of usage(entries).credits)
            days.set(date, (days.get(date) ?? 0) + covered + uncovered);
          return [...days].sort();
        };
        const other = shuffled(of, [...ranks.take(of.length)]);
        expect(perDay(ledger(...other))).toEqual(perDay(ledger(...of)));
      }),
    );
  });
});
