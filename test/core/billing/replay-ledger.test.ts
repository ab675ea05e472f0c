import fc from 'fast-check';
import { expect, it } from 'vitest';
import { replayLedger } from '../../../src/core/domain/billing/replay-ledger.ts';
import type { AccountChange, Entry } from '../../../src/core/domain/capacity/entry.ts';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import { HOUR } from '../../../src/core/domain/shared/time.ts';
import { type Ledger, openLedger, setStatus, termsOf } from '../capacity/harness.ts';

type Terms = AccountChange & { kind: 'terms' };
const UNITS = ['seat', 'credit', 'session'] as const;
const subject = fc.integer({ min: 1, max: 6 }).map((n) => `s${n}`);
const nth = fc.nat(30);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('consume' as const), subject, units: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const), subject }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), nth, part: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('hold' as const), subject, hours: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('confirm' as const, 'unhold' as const), nth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('wait' as const, 'leave' as const), subject }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('adjust' as const), units: fc.integer({ min: -3, max: 3 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('grant' as const),
      hours: fc.option(fc.integer({ min: 1, max: 6 })),
      later: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('status' as const), open: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('later' as const), hours: fc.integer({ min: 1, max: 4 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function take(ledger: Ledger, unit: (typeof UNITS)[number], each: Step, version: number): void {
  const entryAt = (kinds: string[], at: number) => {
    const found = ledger.entries.filter(({ kind }) => kinds.includes(kind));
    return found[at % Math.max(1, found.length)]?.id ?? 'none';
  };
  switch (each.do) {
    case 'consume':
      return void ledger.decide('consume', {
        subject: each.subject,
        quantity: (unit === 'seat' ? 1 : each.units) * SCALE,
      });
    case 'release':
    case 'wait':
    case 'leave':
      return void ledger.decide(each.do, { subject: each.subject });
    case 'reverse':
      return void ledger.decide('reverse', {
        entryId: entryAt(['consume', 'confirm'], each.nth),
        quantity: each.part ? SCALE : null,
      });
    case 'hold':
      return void ledger.decide('hold', { subject: each.subject, quantity: SCALE, ttl: each.hours * HOUR });
    case 'confirm':
    case 'unhold':
      return void ledger.decide(each.do, { holdId: entryAt(['hold'], each.nth) });
    case 'adjust':
      return void ledger.decide('adjust', { quantity: each.units * SCALE });
    case 'grant':
      return void ledger.decide('grant', {
        grantId: `g${version}`,
        quantity: 2 * SCALE,
        startsAt: each.later ? ledger.now + HOUR : null,
        expiresAt: each.hours === null ? null : ledger.now + (each.hours + 1) * HOUR,
        priority: 100,
        cost: 5,
      });
    case 'status':
      return void setStatus(ledger, each.open ? 'active' : 'paused', version);
    case 'later':
      ledger.now += each.hours * HOUR;
  }
}

/** What an entry says, without the ids that a replay makes anew. */
function said({
  kind,
  quantity,
  unit,
  subject: who,
  key,
  occurredAt,
  recordedAt,
  after,
  split,
  expiresAt,
  thresholds,
}: Entry) {
  const isOwn = /^(lapse|offer|leave|expire)\//.test(key);
  const grants = split?.map((portion) => portion.quantity);
  return {
    kind,
    quantity,
    unit,
    who,
    key: isOwn ? null : key,
    occurredAt,
    recordedAt,
    after,
    grants,
    expiresAt,
    thresholds,
  };
}

it('decides a ledger again under its own terms into the same ledger', () => {
  const steps = fc.array(step, { minLength: 5, maxLength: 40 });
  fc.assert(
    fc.property(fc.constantFrom(...UNITS), steps, fc.integer({ min: 1, max: 9 }), (unit, all, capacity) => {
      const ledger = openLedger(unit, capacity, { overagePercent: 20 });
      for (const [at, each] of all.entries()) take(ledger, unit, each, at + 3);
      ledger.decide('settle', {});
      const change = termsOf(unit, capacity, { overagePercent: 20 }) as Terms;
      const { entries, refusals } = replayLedger(ledger.entries, { change, from: 0 }, ledger.now);
      expect(refusals).toEqual([]);
      const [first, ...rest] = entries.map(said);
      const [real, ...others] = ledger.entries.map(said);
      expect({ ...first, key: null }).toEqual({ ...real, key: null });
      const plain = (list: ReturnType<typeof said>[]) =>
        list.map((each) => ({ ...each, key: /^grant\/c1\//.test(each.key ?? '') ? null : each.key }));
      expect(plain(rest)).toEqual(plain(others));
    }),
    { numRuns: 300 },
  );
});

it('gives back a place that was offered and declined, as it really was', () => {
  const ledger = openLedger('seat', 1, { overagePercent: 0 });
  ledger.do('consume', { subject: 's2', quantity: SCALE });
  ledger.do('wait', { subject: 's3' });
  ledger.do('release', { subject: 's2' });
  const offer = ledger.entries.findLast(({ kind }) => kind === 'hold');
  ledger.do('unhold', { holdId: offer?.id ?? 'none' });
  ledger.do('hold', { subject: 's1', quantity: SCALE, ttl: HOUR });
  const change = termsOf('seat', 1, { overagePercent: 0 }) as Terms;
  const { entries, refusals } = replayLedger(ledger.entries, { change, from: 0 }, ledger.now);
  expect(refusals).toEqual([]);
  expect(entries.map(({ kind }) => kind)).toEqual(ledger.entries.map(({ kind }) => kind));
});

it('keeps the terms that really counted until the day of the others', () => {
  const ledger = openLedger('session', 10);
  ledger.do('consume', { quantity: 8 * SCALE });
  const from = ledger.now + 24 * HOUR;
  ledger.now = from + HOUR;
  ledger.do('consume', { quantity: 3 * SCALE });
  const change = termsOf('session', 5, { overagePercent: 0 }) as Terms;
  const { entries, refusals } = replayLedger(ledger.entries, { change, from }, ledger.now);
  expect(entries.filter(({ kind }) => kind === 'consume')).toHaveLength(1);
  expect(refusals).toEqual([{ at: from + HOUR, quantity: 3 * SCALE, code: 'CAPACITY_EXCEEDED' }]);
});
