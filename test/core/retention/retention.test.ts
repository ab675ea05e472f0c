import { expect, test } from 'vitest';
import { createMemoryStore } from '../../../src/adapters/memory/store.ts';
import { keptSince } from '../../../src/core/domain/retention/retention.ts';
import { removeExpired } from '../../../src/core/usecases/retention/remove-expired.ts';
import { aDecision, aMessage, anAuditEntry, insert } from '../../contract/documents.ts';
import { createManualClock } from '../../support/clock.ts';

const instant = (text: string) => Temporal.Instant.from(text).epochMilliseconds;

test('two years are calendar years, also from a leap day', () => {
  expect(keptSince(instant('2026-11-23T20:00:00Z'))).toBe(instant('2024-11-23T00:00:00Z'));
  expect(keptSince(instant('2028-02-29T12:00:00Z'))).toBe(instant('2026-02-28T00:00:00Z'));
});

test('decisions, deliveries and audit entries of more than two years ago are taken away, and it is told how many', async () => {
  const clock = createManualClock(instant('2026-11-23T20:00:00Z'));
  const store = createMemoryStore(clock);
  const old = instant('2024-11-22T23:59:59.999Z');
  const kept = instant('2024-11-23T00:00:00Z');
  await store.transactions.commit([
    ...Array.from({ length: 1_001 }, (_, at) => insert('audit', anAuditEntry({ id: `old-${at}`, at: old }))),
    insert('audit', anAuditEntry({ id: 'kept', at: kept })),
    insert('alertDecisions', aDecision({ id: 'old', at: old })),
    insert('alertDecisions', aDecision({ id: 'kept', at: kept })),
    insert('alertMessages', aMessage({ id: 'kept', createdAt: kept })),
  ]);
  const report: string[] = [];
  await removeExpired({ ...store, clock }, (what, count) => report.push(`${count} ${what}`));
  expect(report).toEqual(['1 alertDecisions', '1001 audit']);
  const left = (['audit', 'alertDecisions', 'alertMessages'] as const).map((name) => [...store.tables[name].keys()]);
  expect(left).toEqual([['kept'], ['kept'], ['kept']]);
});
