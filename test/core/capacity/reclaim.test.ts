import { describe, expect, it } from 'vitest';
import { reclaimableSeats } from '../../../src/core/domain/capacity/reclaim.ts';
import { DAY, HOUR } from '../../../src/core/domain/shared/time.ts';
import { openLedger, START } from './harness.ts';

describe('seats left unused', () => {
  it('are those taken longer ago than the terms allow and not freed since, longest idle first', () => {
    const ledger = openLedger('seat', 10);
    ledger.do('consume', { subject: 'gone' });
    ledger.do('consume', { subject: 'idle' });
    ledger.now = START + DAY;
    ledger.do('consume', { subject: 'also-idle' });
    ledger.do('release', { subject: 'gone' });
    ledger.now = START + 20 * DAY;
    ledger.do('consume', { subject: 'new' });

    const seats = reclaimableSeats('c1', ledger.entries, 14, START + 20 * DAY + HOUR);
    expect(seats.map(({ subject, idleDays }) => [subject, idleDays])).toEqual([
      ['idle', 20],
      ['also-idle', 19],
    ]);
    expect(reclaimableSeats('c1', ledger.entries, 21, START + 20 * DAY)).toEqual([]);
  });

  it('are none of those whose volunteer was active since', () => {
    const ledger = openLedger('seat', 10);
    ledger.do('consume', { subject: 'busy' });
    const lastActivity = new Map([['busy', START + 15 * DAY]]);
    expect(reclaimableSeats('c1', ledger.entries, 14, START + 20 * DAY, lastActivity)).toEqual([]);
    expect(reclaimableSeats('c1', ledger.entries, 14, START + 29 * DAY, lastActivity)).toHaveLength(1);
  });

  it('are taken back only while the place is the same: who left and came again keeps the new one', () => {
    const ledger = openLedger('seat', 10);
    const { id } = ledger.do('consume', { subject: 'v1' });
    ledger.do('release', { subject: 'v1' });
    ledger.do('consume', { subject: 'v1' });
    expect(ledger.refusal('release', { subject: 'v1', placeId: id })).toBe('NOTHING_TO_RELEASE');
  });
});
