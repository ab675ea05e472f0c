import { describe, expect, it } from 'vitest';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import { HOUR, MINUTE } from '../../../src/core/domain/shared/time.ts';
import { Ledger, openLedger, START, setStatus, termsOf } from './harness.ts';

describe('consuming', () => {
  it('takes one seat for a volunteer, once', () => {
    const ledger = openLedger('seat', 2);
    const first = ledger.do('consume', { subject: 'v1' });
    const again = ledger.decide('consume', { subject: 'v1' });
    expect(again).toEqual({ kind: 'existing', entry: first });
    expect(ledger.balance().consumed).toBe(SCALE);
  });

  it('fills to the hard limit exactly and records nothing beyond it', () => {
    const ledger = openLedger('seat', 10);
    for (let n = 1; n <= 11; n++) ledger.do('consume', { subject: `v${n}` });
    const decision = ledger.decide('consume', { subject: 'v12' });
    expect(decision.kind === 'refused' && decision.error).toMatchObject({
      code: 'CAPACITY_EXCEEDED',
      details: { limit: 11, consumed: 11, held: 0, requested: 1, headroom: 0, limitedBy: 'campaign' },
    });
    expect(ledger.account.sequence).toBe(13);
  });

  it.each([
    ['no terms yet', () => new Ledger(), 'NO_CAPACITY'],
    ['capacity 0', () => openLedger('credit', 0), 'NO_CAPACITY'],
    ['a paused campaign', () => paused(), 'CAMPAIGN_NOT_OPEN'],
  ])('is refused with %s', (_, make, code) => {
    expect(make().refusal('consume', { subject: 'v1' })).toBe(code);
  });

  it('needs a subject where the unit is a place', () => {
    expect(openLedger('seat', 5).refusal('consume', {})).toBe('SUBJECT_REQUIRED');
    expect(openLedger('learner', 5).refusal('consume', {})).toBe('SUBJECT_REQUIRED');
    expect(openLedger('credit', 5).do('consume', {}).quantity).toBe(SCALE);
  });

  it.each([0, -SCALE, SCALE / 2, 2 * SCALE])('refuses %d ten-thousandths of a seat', (quantity) => {
    expect(openLedger('seat', 5).refusal('consume', { subject: 'v1', quantity })).toBe('INVALID_QUANTITY');
  });

  it('takes credits to 4 decimals', () => {
    const ledger = openLedger('credit', 1);
    ledger.do('consume', { quantity: 1 });
    expect(ledger.balance().consumed).toBe(1);
  });

  it('rates an activity by the terms: 1.25 credits an hour for 1.5 hours are 1.875 credits', () => {
    const ledger = openLedger('credit', 100, { rate: 1.25 });
    expect(ledger.do('consume', { volume: 15_000 }).quantity).toBe(18_750);
  });

  it('counts sessions of custom terms as they are', () => {
    expect(openLedger('session', 10).do('consume', { volume: 2 * SCALE }).quantity).toBe(2 * SCALE);
  });

  it('takes what occurred up to 5 minutes ahead, and nothing from before the campaign was made', () => {
    const ledger = openLedger('seat', 5);
    ledger.do('consume', { subject: 'v1', occurredAt: START + 5 * MINUTE });
    expect(ledger.refusal('consume', { subject: 'v2', occurredAt: START + 5 * MINUTE + 1 })).toBe('INVALID');
    expect(ledger.refusal('consume', { subject: 'v3', occurredAt: START - 25 * HOUR })).toBe('INVALID');
  });

  it('never lets the recorded time go back', () => {
    const ledger = openLedger('seat', 5);
    ledger.do('consume', { subject: 'v1' });
    ledger.now = START - HOUR;
    expect(ledger.do('consume', { subject: 'v2' }).recordedAt).toBe(START);
  });
});

describe('releasing and reversing', () => {
  it('frees the seat, which may then be taken again', () => {
    const ledger = openLedger('seat', 1, { overagePercent: 0 });
    const taken = ledger.do('consume', { subject: 'v1' });
    const released = ledger.do('release', { subject: 'v1' });
    expect(released).toMatchObject({ quantity: SCALE, relatesTo: taken.id, after: { consumed: 0 } });
    expect(ledger.refusal('release', { subject: 'v1' })).toBe('NOTHING_TO_RELEASE');
    ledger.do('consume', { subject: 'v1' });
    expect(ledger.balance().consumed).toBe(SCALE);
  });

  it('takes back in parts, never more than is left', () => {
    const ledger = openLedger('credit', 100);
    const entry = ledger.do('consume', { quantity: 10 * SCALE });
    ledger.do('reverse', { entryId: entry.id, quantity: 4 * SCALE });
    expect(ledger.refusal('reverse', { entryId: entry.id, quantity: 7 * SCALE })).toBe('NOTHING_TO_REVERSE');
    expect(ledger.do('reverse', { entryId: entry.id, quantity: null }).quantity).toBe(6 * SCALE);
    expect(ledger.refusal('reverse', { entryId: entry.id, quantity: null })).toBe('NOTHING_TO_REVERSE');
    expect(ledger.balance().consumed).toBe(0);
  });

  it('frees the place of the subject whose entry is reversed', () => {
    const ledger = openLedger('seat', 5);
    const entry = ledger.do('consume', { subject: 'v1' });
    ledger.do('reverse', { entryId: entry.id, quantity: null });
    expect(ledger.decide('consume', { subject: 'v1' }).kind).toBe('record');
  });

  it('knows no entry of another campaign', () => {
    const ledger = openLedger('credit', 5);
    expect(ledger.refusal('reverse', { entryId: 'nothing', quantity: null })).toBe('NOT_FOUND');
  });

  it('adjusts what is consumed, but not where the unit belongs to a subject', () => {
    const ledger = openLedger('credit', 10);
    ledger.do('adjust', { quantity: 3 * SCALE });
    ledger.do('adjust', { quantity: -SCALE });
    expect(ledger.balance().consumed).toBe(2 * SCALE);
    expect(ledger.refusal('adjust', { quantity: -3 * SCALE })).toBe('INVALID_QUANTITY');
    expect(ledger.refusal('adjust', { quantity: 10 * SCALE })).toBe('CAPACITY_EXCEEDED');
    expect(openLedger('seat', 5).refusal('adjust', { quantity: SCALE })).toBe('INVALID_QUANTITY');
  });
});

describe('a change of the campaign', () => {
  it('older than the newest in the account is dropped', () => {
    const ledger = openLedger('seat', 5);
    setStatus(ledger, 'active', 5);
    const late = ledger.decide('change', {
      change: { kind: 'status', version: 4, status: 'paused', companyId: 'company' },
    });
    expect(late.kind).toBe('nothing');
    expect(ledger.balance().status).toBe('active');
  });

  it('that opens waits until the account has heard of the terms', () => {
    const ledger = new Ledger();
    const opening = { kind: 'status', version: 2, status: 'active', companyId: 'company' } as const;
    expect(ledger.refusal('change', { change: opening })).toBe('UNAVAILABLE');
  });

  it('may shrink the capacity below what is used: nothing is taken away, nothing new fits', () => {
    const ledger = openLedger('seat', 10);
    for (let n = 1; n <= 10; n++) ledger.do('consume', { subject: `v${n}` });
    ledger.do('change', { change: termsOf('seat', 5, { version: 3 }) });
    expect(ledger.balance()).toMatchObject({ capacity: 5 * SCALE, consumed: 10 * SCALE });
    expect(ledger.refusal('consume', { subject: 'v11' })).toBe('CAPACITY_EXCEEDED');
  });
});

describe('a bundle', () => {
  it('is limited by its campaign and by the pool of all campaigns together', () => {
    const ledger = new Ledger('subscription');
    for (const [campaignId, share] of [
      ['c1', 6],
      ['c2', 4],
    ] as const) {
      ledger.do('change', { campaignId, change: termsOf('learner', share, { pool: 10, overagePercent: 100 }) });
      setStatus(ledger, 'active', 2, campaignId);
    }
    for (let n = 1; n <= 8; n++) ledger.do('consume', { subject: `a${n}` });
    for (let n = 1; n <= 3; n++) ledger.do('consume', { campaignId: 'c2', subject: `b${n}` });
    const decision = ledger.decide('consume', { campaignId: 'c2', subject: 'b4' });
    expect(decision.kind === 'refused' && decision.error.details).toMatchObject({
      limitedBy: 'pool',
      limit: 11,
      consumed: 11,
    });
    expect(ledger.entries.at(-1)?.after.headroom).toBe(0);
  });
});

function paused(): Ledger {
  const ledger = openLedger('seat', 5);
  setStatus(ledger, 'paused', 3);
  return ledger;
}
