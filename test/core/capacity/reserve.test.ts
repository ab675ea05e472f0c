import { describe, expect, it } from 'vitest';
import { HOLD_TTL } from '../../../src/core/domain/capacity/reserve.ts';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import { DAY } from '../../../src/core/domain/shared/time.ts';
import { type Ledger, openLedger, setStatus, termsOf } from './harness.ts';

function hold(ledger: Ledger, subject: string) {
  return ledger.do('hold', { subject, quantity: SCALE, ttl: HOLD_TTL });
}

function full(seats = 1): Ledger {
  const ledger = openLedger('seat', seats, { overagePercent: 0 });
  for (let n = 1; n <= seats; n++) ledger.do('consume', { subject: `v${n}` });
  return ledger;
}

describe('a hold', () => {
  it('counts against the limit, and not as consumed', () => {
    const ledger = openLedger('seat', 1, { overagePercent: 0 });
    hold(ledger, 'v1');
    expect(ledger.balance()).toMatchObject({ consumed: 0, held: SCALE });
    expect(ledger.refusal('consume', { subject: 'v2' })).toBe('CAPACITY_EXCEEDED');
  });

  it('is confirmed once; confirming again answers the same entry', () => {
    const ledger = openLedger('seat', 1);
    const { id } = hold(ledger, 'v1');
    const confirmed = ledger.do('confirm', { holdId: id });
    expect(confirmed).toMatchObject({ kind: 'confirm', relatesTo: id, after: { consumed: SCALE, held: 0 } });
    expect(ledger.decide('confirm', { holdId: id })).toEqual({ kind: 'existing', entry: confirmed });
    expect(ledger.refusal('unhold', { holdId: id })).toBe('HOLD_ENDED');
  });

  it('is confirmed by consuming for its subject, also while the campaign is paused', () => {
    const ledger = openLedger('seat', 1);
    const { id } = hold(ledger, 'v1');
    setStatus(ledger, 'paused', 3);
    expect(ledger.do('consume', { subject: 'v1' })).toMatchObject({ kind: 'confirm', relatesTo: id });
  });

  it('lapses at its end, and cannot be confirmed after', () => {
    const ledger = openLedger('seat', 1, { overagePercent: 0 });
    const { id } = hold(ledger, 'v1');
    ledger.now += HOLD_TTL;
    expect(ledger.refusal('confirm', { holdId: id })).toBe('HOLD_ENDED');
    ledger.do('consume', { subject: 'v2' });
    expect(ledger.entries.slice(-2).map(({ kind }) => kind)).toEqual(['lapse', 'consume']);
  });

  it('a second one for the same subject answers the first', () => {
    const ledger = openLedger('seat', 5);
    const first = hold(ledger, 'v1');
    expect(ledger.decide('hold', { subject: 'v1', quantity: SCALE, ttl: HOLD_TTL })).toEqual({
      kind: 'existing',
      entry: first,
    });
  });

  it('lapses with all others when the campaign is completed, and the waitlist is emptied', () => {
    const ledger = full(2);
    ledger.do('wait', { subject: 'w1' });
    ledger.do('release', { subject: 'v1' });
    ledger.do('wait', { subject: 'w2' });
    setStatus(ledger, 'completed', 3);
    expect(ledger.entries.slice(-3).map(({ kind }) => kind)).toEqual(['close', 'lapse', 'leave']);
    expect(ledger.balance()).toMatchObject({ held: 0, holds: [], waitlist: [] });
  });
});

describe('the waitlist', () => {
  it('is only for a full campaign', () => {
    expect(openLedger('seat', 1).refusal('wait', { subject: 'w1' })).toBe('NOT_FULL');
  });

  it('is offered a freed place in order, as a hold of 24 h, in the commit that frees it', () => {
    const ledger = full();
    ledger.do('wait', { subject: 'w1' });
    ledger.do('wait', { subject: 'w2' });
    ledger.do('release', { subject: 'v1' });
    const [released, offered] = ledger.entries.slice(-2);
    expect(offered).toMatchObject({ kind: 'hold', subject: 'w1', sequence: (released?.sequence ?? 0) + 1 });
    expect(offered?.expiresAt).toBe(ledger.now + DAY);
    expect(ledger.refusal('consume', { subject: 'v9' })).toBe('CAPACITY_EXCEEDED');
  });

  it('goes on to the next when an offer lapses', () => {
    const ledger = full();
    ledger.do('wait', { subject: 'w1' });
    ledger.do('wait', { subject: 'w2' });
    ledger.do('release', { subject: 'v1' });
    ledger.now += DAY;
    expect(ledger.decide('settle', {}).kind).toBe('record');
    expect(ledger.balance()).toMatchObject({ holds: [{ subject: 'w2' }], waitlist: [] });
  });

  it('is offered what the end of another campaign of the same pool frees', () => {
    const ledger = openLedger('learner', 1, { overagePercent: 0, pool: 1 });
    ledger.do('change', { campaignId: 'c2', change: termsOf('learner', 1, { overagePercent: 0, pool: 1 }) });
    setStatus(ledger, 'active', 2, 'c2');
    hold(ledger, 'v1');
    ledger.do('wait', { campaignId: 'c2', subject: 'w1' });
    setStatus(ledger, 'completed', 3);
    expect(ledger.balance('c2')).toMatchObject({ holds: [{ subject: 'w1' }], waitlist: [] });
  });

  it('answers a hold by the offer that came due to its subject, and gives no second one', () => {
    const ledger = openLedger('seat', 2, { overagePercent: 0 });
    hold(ledger, 'v1');
    hold(ledger, 'v2');
    ledger.do('wait', { subject: 'w1' });
    ledger.now += HOLD_TTL;
    expect(hold(ledger, 'w1')).toMatchObject({ kind: 'hold', subject: 'w1', expiresAt: ledger.now + DAY });
    expect(ledger.balance()).toMatchObject({ held: SCALE, holds: [{ subject: 'w1' }], waitlist: [] });
  });

  it('can be left, and joined only once', () => {
    const ledger = full();
    const first = ledger.do('wait', { subject: 'w1' });
    expect(ledger.decide('wait', { subject: 'w1' })).toEqual({ kind: 'existing', entry: first });
    ledger.do('leave', { subject: 'w1' });
    expect(ledger.refusal('leave', { subject: 'w1' })).toBe('NOT_FOUND');
  });
});
