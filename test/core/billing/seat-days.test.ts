import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type SeatDaysTold, tellSeatDays } from '../../../src/core/domain/billing/seat-days.ts';
import type { UsageEvent } from '../../../src/core/domain/billing/usage-event.ts';
import type { Entry } from '../../../src/core/domain/capacity/entry.ts';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import { addDays, DAY, startOfDay } from '../../../src/core/domain/shared/time.ts';

const START = '2025-01-01';
const OF = { campaignId: 'campaign', companyId: 'company', timeZone: 'UTC' };
const TOLD: SeatDaysTold = { sequence: 0, from: START, through: null };

interface Draft {
  readonly kind: 'consume' | 'release' | 'reverse';
  /** Days after the start, with a part of a day. */
  readonly day: number;
  /** Which earlier entry it takes back. */
  readonly of?: number;
}

function ledger(drafts: readonly Draft[]): Entry[] {
  return drafts.map(({ kind, day, of }, index) => ({
    id: `e${index + 1}`,
    sequence: index + 1,
    campaignId: 'campaign',
    kind,
    quantity: SCALE,
    unit: 'seat',
    subject: null,
    relatesTo: of === undefined ? null : `e${of}`,
    key: '',
    hash: null,
    actor: '',
    occurredAt: startOfDay(START, 'UTC') + day * DAY,
    recordedAt: 0,
    after: { consumed: 0, held: 0, capacity: 0, hardLimit: 0, headroom: 0 },
  }));
}

const brief = (events: readonly UsageEvent[]) => events.map(({ id, quantity }) => [id, quantity / SCALE]);
const upTo = (day: number) => addDays(START, day);

it('tells each day once, with the most seats held at once in it, and no day without any', () => {
  const entries = ledger([
    { kind: 'consume', day: 1.2 },
    { kind: 'consume', day: 1.3 },
    { kind: 'release', day: 1.5, of: 1 },
    { kind: 'release', day: 3.5, of: 2 },
  ]);
  const { events, told } = tellSeatDays(entries, TOLD, upTo(5), OF);
  expect(brief(events)).toEqual([
    ['campaign.seat_days.2025-01-02', 2],
    ['campaign.seat_days.2025-01-03', 1],
    ['campaign.seat_days.2025-01-04', 1],
  ]);
  expect(told).toEqual({ sequence: 4, from: START, through: '2025-01-06' });
  expect(tellSeatDays(entries, told, upTo(5), OF)).toEqual({ events: [], told });
});

it('tells what a later entry changed of days told before as a signed difference under that entry', () => {
  const first: Draft[] = [{ kind: 'consume', day: 0.5 }];
  const { told } = tellSeatDays(ledger(first), TOLD, upTo(2), OF);
  const later = ledger([...first, { kind: 'consume', day: 1.5 }, { kind: 'reverse', day: 9, of: 1 }]);
  const { events } = tellSeatDays(later, told, upTo(3), OF);
  expect(brief(events)).toEqual([
    ['campaign.seat_days.2025-01-02.e2', 1],
    ['campaign.seat_days.2025-01-03.e2', 1],
    ['campaign.seat_days.2025-01-01.e3', -1],
    ['campaign.seat_days.2025-01-02.e3', -1],
    ['campaign.seat_days.2025-01-03.e3', -1],
    ['campaign.seat_days.2025-01-04', 1],
  ]);
});

it('leaves out what was held only before it began, and passes on what still is', () => {
  const entries = ledger([
    { kind: 'consume', day: -5 },
    { kind: 'consume', day: -4 },
    { kind: 'release', day: -3, of: 1 },
  ]);
  expect(brief(tellSeatDays(entries, TOLD, upTo(0), OF).events)).toEqual([['campaign.seat_days.2025-01-01', 1]]);
});

it('adds up to what the ledger says of each day, however often it is told in between', () => {
  const drafts = fc.array(
    fc.record({
      kind: fc.constantFrom('consume' as const, 'consume' as const, 'release' as const, 'reverse' as const),
      day: fc.integer({ min: 0, max: 80 }).map((tenths) => tenths / 10),
      of: fc.nat(15).map((at) => at + 1),
    }),
    { maxLength: 16 },
  );
  const stops = fc.array(fc.record({ after: fc.nat(16), day: fc.nat(8) }), { maxLength: 4 });
  fc.assert(
    fc.property(drafts, stops, (all, pauses) => {
      const gone = new Set<number>();
      const valid = all.filter(({ kind, of }, at) => {
        if (kind === 'consume') return true;
        const target = all[of - 1];
        if (of > at || target?.kind !== 'consume' || gone.has(of)) return false;
        gone.add(of);
        return true;
      });
      const whole = valid.length === all.length ? ledger(all) : ledger(all.filter(({ kind }) => kind === 'consume'));
      const sums = new Map<string, number>();
      let told = TOLD;
      const ordered = pauses
        .toSorted((a, b) => a.day - b.day)
        .map((each, at, list) => ({
          day: each.day,
          after: Math.max(...list.slice(0, at + 1).map(({ after }) => after)),
        }));
      for (const { after, day } of [...ordered, { after: whole.length, day: 9 }]) {
        const step = tellSeatDays(whole.slice(0, after), told, upTo(day), OF);
        told = step.told;
        for (const { period, quantity } of step.events)
          sums.set(period ?? '', (sums.get(period ?? '') ?? 0) + quantity);
      }
      const direct = new Map(tellSeatDays(whole, TOLD, upTo(9), OF).events.map((each) => [each.period, each.quantity]));
      for (let day = 0; day <= 9; day++) expect(sums.get(upTo(day)) ?? 0).toBe(direct.get(upTo(day)) ?? 0);
    }),
  );
});
