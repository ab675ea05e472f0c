import { describe, expect, it } from 'vitest';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import { type Ledger, openLedger, setStatus, termsOf } from './harness.ts';

function raised(ledger: Ledger): (number | null)[] {
  return ledger.entries.filter((entry) => entry.thresholds).map((entry) => entry.thresholds?.raised ?? null);
}

describe('crossing a threshold', () => {
  it('raises one alert for each threshold as a campaign fills up', () => {
    const ledger = openLedger('seat', 50);
    for (let n = 1; n <= 55; n++) ledger.do('consume', { subject: `v${n}` });
    expect(raised(ledger)).toEqual([80, 90, 100, 110]);
  });

  it('raises one alert, for the highest, when an entry jumps over several', () => {
    const ledger = openLedger('credit', 100);
    ledger.do('consume', { quantity: 105 * SCALE });
    expect(ledger.entries.at(-1)?.thresholds).toMatchObject({ raised: 100, disarmed: [80, 90, 100] });
  });

  it('does not flap between 79 and 81 %', () => {
    const ledger = openLedger('credit', 100);
    ledger.do('consume', { quantity: 79 * SCALE });
    for (let n = 0; n < 5; n++) {
      const entry = ledger.do('consume', { quantity: 2 * SCALE });
      ledger.do('reverse', { entryId: entry.id, quantity: null });
    }
    expect(raised(ledger)).toEqual([80]);
  });

  it('arms a threshold again 2 points below it', () => {
    const ledger = openLedger('credit', 100);
    const entry = ledger.do('consume', { quantity: 80 * SCALE });
    ledger.do('reverse', { entryId: entry.id, quantity: 2 * SCALE });
    expect(ledger.entries.at(-1)?.thresholds?.rearmed).toEqual([80]);
    ledger.do('consume', { quantity: 2 * SCALE });
    expect(raised(ledger)).toEqual([80, null, 80]);
  });

  it('arms again as soon as capacity is added and utilization is below', () => {
    const ledger = openLedger('seat', 50);
    for (let n = 1; n <= 40; n++) ledger.do('consume', { subject: `v${n}` });
    ledger.do('change', { change: termsOf('seat', 51, { version: 3 }) });
    expect(ledger.entries.at(-1)?.thresholds).toMatchObject({ raised: null, rearmed: [80] });
  });

  it('follows from a smaller capacity too', () => {
    const ledger = openLedger('seat', 50);
    for (let n = 1; n <= 30; n++) ledger.do('consume', { subject: `v${n}` });
    ledger.do('change', { change: termsOf('seat', 30, { version: 3 }) });
    expect(ledger.entries.at(-1)?.thresholds).toMatchObject({ raised: 100, disarmed: [80, 90, 100] });
  });

  it('of 4 seats with an allowance reaches 110 at the hard limit, which is 4', () => {
    const ledger = openLedger('seat', 4);
    for (let n = 1; n <= 4; n++) ledger.do('consume', { subject: `v${n}` });
    expect(raised(ledger)).toEqual([110]);
  });

  it('never reaches 110 without an allowance', () => {
    const ledger = openLedger('seat', 4, { overagePercent: 0 });
    for (let n = 1; n <= 4; n++) ledger.do('consume', { subject: `v${n}` });
    expect(raised(ledger)).toEqual([100]);
  });

  it('is not caused by what is only held', () => {
    const ledger = openLedger('seat', 10);
    for (let n = 1; n <= 9; n++) ledger.do('hold', { subject: `v${n}`, quantity: SCALE, ttl: 60_000 });
    expect(raised(ledger)).toEqual([]);
  });

  it('survives pausing and resuming without a second alert', () => {
    const ledger = openLedger('seat', 5);
    for (let n = 1; n <= 4; n++) ledger.do('consume', { subject: `v${n}` });
    setStatus(ledger, 'paused', 3);
    setStatus(ledger, 'active', 4);
    expect(raised(ledger)).toEqual([80]);
  });
});
