import { describe, expect, it } from 'vitest';
import { ALLOCATION } from '../../../src/core/domain/capacity/apply.ts';
import { asOf } from '../../../src/core/domain/capacity/decide.ts';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import { DAY, HOUR } from '../../../src/core/domain/shared/time.ts';
import { type Ledger, openLedger, START, termsOf } from './harness.ts';

function grant(
  ledger: Ledger,
  grantId: string,
  credits: number,
  more: Partial<Record<'priority' | 'cost' | 'startsAt' | 'expiresAt', number>> = {},
) {
  return ledger.do('grant', {
    grantId,
    quantity: credits * SCALE,
    startsAt: more.startsAt ?? null,
    expiresAt: more.expiresAt ?? null,
    priority: more.priority ?? 100,
    cost: more.cost ?? 0,
  });
}

describe('grants', () => {
  it('the allocation is the first one', () => {
    const ledger = openLedger('credit', 100);
    expect(ledger.entries.map(({ kind }) => kind)).toEqual(['resize', 'grant', 'open']);
    expect(ledger.balance()).toMatchObject({
      capacity: 100 * SCALE,
      grants: [{ id: ALLOCATION, burned: 0, live: true }],
    });
  });

  it('burn by priority, then free before paid, then earlier expiry', () => {
    const ledger = openLedger('credit', 10);
    grant(ledger, 'late', 10, { expiresAt: START + 9 * DAY });
    grant(ledger, 'soon', 10, { expiresAt: START + 2 * DAY });
    grant(ledger, 'paid', 10, { cost: 500, expiresAt: START + DAY });
    grant(ledger, 'first', 10, { priority: 1, cost: 500 });
    const entry = ledger.do('consume', { quantity: 45 * SCALE });
    expect(entry.split?.map(({ grantId }) => grantId)).toEqual(['first', 'soon', 'late', 'paid', ALLOCATION]);
    expect(entry.split?.at(-1)?.quantity).toBe(5 * SCALE);
  });

  it('leave the capacity at their expiry by what was not burned', () => {
    const ledger = openLedger('credit', 10);
    grant(ledger, 'soon', 10, { expiresAt: START + DAY, priority: 1 });
    ledger.do('consume', { quantity: 4 * SCALE });
    expect(asOf(ledger.account, START + DAY).balances.c1?.capacity).toBe(14 * SCALE);
    ledger.now = START + 3 * DAY;
    ledger.do('consume', { quantity: SCALE });
    const [expired] = ledger.entries.filter(({ kind }) => kind === 'expire');
    expect(expired).toMatchObject({ quantity: 6 * SCALE, key: 'expire/soon', occurredAt: START + DAY });
    expect(ledger.balance().capacity).toBe(14 * SCALE);
  });

  it('that start later are announced, and recorded when they start', () => {
    const ledger = openLedger('credit', 10);
    grant(ledger, 'later', 5, { startsAt: START + HOUR });
    expect(ledger.balance().capacity).toBe(10 * SCALE);
    expect(asOf(ledger.account, START + HOUR).balances.c1?.capacity).toBe(15 * SCALE);
    ledger.now = START + 2 * HOUR;
    ledger.do('consume', { quantity: SCALE });
    expect(ledger.entries.slice(-3).map(({ kind, key }) => `${kind} ${key}`)).toMatchObject([
      'schedule k3',
      'grant grant/later',
      'consume k4',
    ]);
  });

  it('get back from a reversal in the reverse order of the split, overage first', () => {
    const ledger = openLedger('credit', 10);
    grant(ledger, 'first', 10, { priority: 1 });
    const entry = ledger.do('consume', { quantity: 22 * SCALE });
    expect(ledger.balance().uncovered).toBe(2 * SCALE);
    const back = ledger.do('reverse', { entryId: entry.id, quantity: 7 * SCALE });
    expect(back.split).toEqual([{ grantId: ALLOCATION, quantity: 5 * SCALE }]);
    expect(ledger.balance().uncovered).toBe(0);
    const rest = ledger.do('reverse', { entryId: entry.id, quantity: null });
    expect(rest.split).toEqual([
      { grantId: ALLOCATION, quantity: 5 * SCALE },
      { grantId: 'first', quantity: 10 * SCALE },
    ]);
  });

  it('that have ended keep nothing of what returns to them', () => {
    const ledger = openLedger('credit', 10);
    grant(ledger, 'soon', 5, { expiresAt: START + DAY, priority: 1 });
    const entry = ledger.do('consume', { quantity: 5 * SCALE });
    ledger.now = START + 2 * DAY;
    ledger.do('reverse', { entryId: entry.id, quantity: 2 * SCALE });
    expect(ledger.entries.slice(-2).map(({ kind, quantity }) => [kind, quantity])).toEqual([
      ['reverse', 2 * SCALE],
      ['expire', 2 * SCALE],
    ]);
    expect(ledger.balance()).toMatchObject({ capacity: 13 * SCALE, consumed: 3 * SCALE });
  });

  it('of the allocation follow the terms without wiping what was consumed', () => {
    const ledger = openLedger('credit', 10);
    ledger.do('consume', { quantity: 8 * SCALE });
    ledger.do('change', { change: termsOf('credit', 4, { version: 3 }) });
    expect(ledger.balance()).toMatchObject({ capacity: 4 * SCALE, consumed: 8 * SCALE });
    ledger.do('change', { change: termsOf('credit', 20, { version: 4 }) });
    expect(ledger.balance()).toMatchObject({ capacity: 20 * SCALE, consumed: 8 * SCALE });
  });

  it('must end after they start', () => {
    const ledger = openLedger('credit', 10);
    const shape = { grantId: 'g', quantity: SCALE, priority: 1, cost: 0 };
    expect(ledger.refusal('grant', { ...shape, startsAt: START + DAY, expiresAt: START + HOUR })).toBe('INVALID');
    expect(ledger.refusal('grant', { ...shape, startsAt: null, expiresAt: START })).toBe('INVALID');
  });
});
