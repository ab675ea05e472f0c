import fc from 'fast-check';
import { expect, it } from 'vitest';
import { emptyAccount } from '../../../src/core/domain/capacity/account.ts';
import { foldEntries } from '../../../src/core/domain/capacity/apply.ts';
import type { Entry } from '../../../src/core/domain/capacity/entry.ts';
import { coveredBy, unburned } from '../../../src/core/domain/capacity/grants.ts';
import { clearOf, reached, THRESHOLDS } from '../../../src/core/domain/capacity/thresholds.ts';
import { SCALE, type Unit } from '../../../src/core/domain/shared/quantity.ts';
import { HOUR } from '../../../src/core/domain/shared/time.ts';
import { type Ledger, openLedger, setStatus, termsOf } from './harness.ts';

const subject = fc.integer({ min: 1, max: 8 }).map((n) => `s${n}`);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('consume' as const), subject, quantity: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const), subject }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), nth: fc.nat(50), part: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('hold' as const), subject, hours: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('confirm' as const), nth: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unhold' as const), nth: fc.nat(50) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), subject }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), subject }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('adjust' as const), quantity: fc.integer({ min: -4, max: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('grant' as const),
      credits: fc.integer({ min: 1, max: 5 }),
      hours: fc.option(fc.integer({ min: 1, max: 6 })),
      later: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('resize' as const), capacity: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('status' as const), open: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('later' as const), hours: fc.integer({ min: 1, max: 4 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let versions = 2;

function take(ledger: Ledger, unit: Unit, step: Step): void {
  const nth = (kinds: string[], n: number) => {
    const found = ledger.entries.filter(({ kind }) => kinds.includes(kind));
    return found[n % Math.max(1, found.length)]?.id ?? 'none';
  };
  switch (step.do) {
    case 'consume':
      ledger.decide('consume', { subject: step.subject, quantity: unit === 'seat' ? SCALE : step.quantity * SCALE });
      return;
    case 'release':
    case 'wait':
    case 'leave':
      ledger.decide(step.do, { subject: step.subject });
      return;
    case 'reverse':
      ledger.decide('reverse', { entryId: nth(['consume', 'confirm'], step.nth), quantity: step.part ? SCALE : null });
      return;
    case 'hold':
      ledger.decide('hold', { subject: step.subject, quantity: SCALE, ttl: step.hours * HOUR });
      return;
    case 'confirm':
    case 'unhold':
      ledger.decide(step.do, { holdId: nth(['hold'], step.nth) });
      return;
    case 'adjust':
      ledger.decide('adjust', { quantity: step.quantity * SCALE });
      return;
    case 'grant':
      ledger.decide('grant', {
        grantId: `g${ledger.account.sequence}`,
        quantity: step.credits * SCALE,
        startsAt: step.later ? ledger.now + HOUR : null,
        expiresAt: step.hours === null ? null : ledger.now + (step.hours + 1) * HOUR,
        priority: step.credits,
        cost: step.credits % 2,
      });
      return;
    case 'resize':
      ledger.decide('change', { change: termsOf(unit, step.capacity, { version: ++versions }) });
      return;
    case 'status':
      setStatus(ledger, step.open ? 'active' : 'paused', ++versions);
      return;
    case 'later':
      ledger.now += step.hours * HOUR;
  }
}

function checkEntry(entry: Entry, before: Entry | undefined): void {
  const raisesUse = entry.after.consumed + entry.after.held > (before ? before.after.consumed + before.after.held : 0);
  if (raisesUse) expect(entry.after.consumed + entry.after.held).toBeLessThanOrEqual(entry.after.hardLimit);
  expect(entry.after.consumed).toBeGreaterThanOrEqual(0);
  expect(entry.after.held).toBeGreaterThanOrEqual(0);
  expect(entry.after.headroom).toBe(entry.after.hardLimit - entry.after.consumed - entry.after.held);
  if (entry.kind !== 'adjust') expect(entry.quantity).toBeGreaterThanOrEqual(0);
  expect(coveredBy(entry.split)).toBeLessThanOrEqual(Math.abs(entry.quantity));
}

function checkLedger(ledger: Ledger, unit: Unit): void {
  ledger.entries.forEach((entry, index) => {
    expect(entry.sequence).toBe(index + 1);
    checkEntry(entry, ledger.entries[index - 1]);
  });
  expect(new Set(ledger.entries.map(({ key }) => key)).size).toBe(ledger.entries.length);
  expect(foldEntries('c1', ledger.entries, emptyAccount('c1'))).toEqual(ledger.account);

  const balance = ledger.balance();
  expect(balance.held).toBe(balance.holds.reduce((sum, hold) => sum + hold.quantity, 0));
  for (const threshold of THRESHOLDS) {
    if (!balance.disarmed.includes(threshold)) expect(reached(threshold, balance.consumed, balance)).toBe(false);
    else expect(clearOf(threshold, balance.consumed, balance)).toBe(false);
  }
  if (unit === 'credit') {
    const burned = balance.grants.reduce((sum, grant) => sum + grant.burned, 0);
    const live = balance.grants.filter((grant) => grant.live).reduce((sum, grant) => sum + grant.quantity, 0);
    const ended = balance.consumed - balance.uncovered - burned;
    expect(ended).toBeGreaterThanOrEqual(0);
    expect(balance.capacity).toBe(live + ended);
    for (const grant of balance.grants) expect(unburned(grant)).toBeGreaterThanOrEqual(0);
  } else {
    const places = new Set<string>();
    for (const entry of ledger.entries) {
      if (entry.kind === 'consume' || entry.kind === 'confirm') {
        expect(places.has(entry.subject ?? '')).toBe(false);
        places.add(entry.subject ?? '');
      }
      const endsPlace = entry.kind === 'reverse' || (entry.kind === 'release' && !isHold(ledger, entry.relatesTo));
      if (endsPlace) places.delete(entry.subject ?? '');
    }
    expect(balance.consumed).toBe(places.size * SCALE);
  }
}

function isHold(ledger: Ledger, id: string | null): boolean {
  return ledger.entries.some((entry) => entry.id === id && entry.kind === 'hold');
}

it.each<Unit>(['seat', 'credit'])('whatever is asked of an account of %ss, its ledger stays true', (unit) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.array(step, { maxLength: 60 }), (capacity, steps) => {
      const ledger = openLedger(unit, capacity);
      for (const each of steps) take(ledger, unit, each);
      checkLedger(ledger, unit);
    }),
    { numRuns: 1500 },
  );
});
