import { describe, expect, test } from 'vitest';
import type { Recipient, Route } from '../../../src/core/domain/alerting/alert.ts';
import type { Threshold } from '../../../src/core/domain/capacity/thresholds.ts';
import { HOUR } from '../../../src/core/domain/shared/time.ts';
import { createSeatLedger } from './ledger.ts';
import { World } from './world.ts';

describe('a crossing', () => {
  test.each([
    [80, 'info', ['sales'], 'upsell_opportunity', 24],
    [90, 'warning', ['company_admin'], 'recommend_expansion', 12],
    [100, 'error', ['company_admin', 'cs'], 'recommend_expansion', 6],
    [110, 'critical', ['company_admin', 'cs'], 'block_enrollments', 1],
  ])(
    'at %i %% is of severity %s, for %j, advises %s, and leaves people alone for %i h',
    (threshold, severity, recipients, action, hours) => {
      const ledger = createSeatLedger();
      const world = new World();
      world.follow(ledger.consumeTo(threshold, 1_000), 1_000);
      expect(world.raised()).toMatchObject([{ threshold, severity, recipients, action, consumed: threshold * 10_000 }]);
      expect(world.messages.map(({ recipient }) => recipient)).toEqual(recipients);
      expect(world.windows.get(threshold as Threshold)).toMatchObject({
        lastSentAt: 1_000,
        windowEndsAt: 1_000 + hours * HOUR,
      });
    },
  );

  test('that jumps over several thresholds raises one alert, for the highest', () => {
    const ledger = createSeatLedger();
    const world = new World();
    world.follow(ledger.consumeTo(95), 0);
    expect(world.raised().map(({ threshold }) => threshold)).toEqual([90]);
    expect(world.decisions.map(({ decision, reason }) => [decision, reason])).toEqual([['raised', 'crossing']]);
  });

  test('carries utilization before and after, and the entry behind it', () => {
    const ledger = createSeatLedger();
    const world = new World();
    ledger.consumeTo(79);
    const entry = ledger.consumeTo(80);
    world.follow(entry, 0);
    expect(world.decisions[0]).toMatchObject({ utilizationBefore: 0.79, utilizationAfter: 0.8, entryId: entry.id });
  });

  test('between 79 and 81 % does not flap: one alert, one message', () => {
    const ledger = createSeatLedger();
    const world = new World();
    for (let hour = 0; hour < 100; hour += 1) {
      world.follow(ledger.consumeTo(hour % 2 === 0 ? 81 : 79, hour * HOUR), hour * HOUR);
    }
    expect(world.alerts.size).toBe(1);
    expect(world.messages).toHaveLength(1);
  });

  test('of a higher threshold is told although a lower one was told just before', () => {
    const ledger = createSeatLedger();
    const world = new World();
    for (const seats of [80, 90, 100, 110]) world.follow(ledger.consumeTo(seats), 0);
    expect(world.messages.map(({ recipient }) => recipient)).toEqual([
      'sales',
      'company_admin',
      'company_admin',
      'cs',
      'company_admin',
      'cs',
    ]);
  });

  test('within the window of the same threshold raises an alert but tells nobody until the window ends', () => {
    const ledger = createSeatLedger();
    const world = new World();
    world.follow(ledger.consumeTo(90), 0);
    world.follow(ledger.consumeTo(88), HOUR);
    world.follow(ledger.consumeTo(90), 2 * HOUR);
    expect([...world.alerts.values()].map(({ state }) => state)).toEqual(['resolved', 'raised']);
    expect(world.messages).toHaveLength(1);
    expect(world.decisions.at(-1)).toMatchObject({
      decision: 'suppressed',
      reason: 'window',
      recipient: 'company_admin',
      channel: 'email',
      nextPossibleAt: 12 * HOUR,
    });
    world.endWindows(12 * HOUR);
    expect(world.messages).toHaveLength(2);
  });

  test('tells those who can be reached and says of the others that there is no channel', () => {
    const onlyHooks: [Recipient, Route[]][] = [['cs', [{ channel: 'webhook', target: 'hook-1' }]]];
    const ledger = createSeatLedger();
    const world = new World(new Map(onlyHooks));
    world.follow(ledger.consumeTo(100), 0);
    expect(world.messages).toMatchObject([{ recipient: 'cs', channel: 'webhook', target: 'hook-1', state: 'pending' }]);
    expect(world.decisions.slice(1)).toMatchObject([
      { decision: 'suppressed', reason: 'no_channel', recipient: 'company_admin', channel: null },
    ]);
  });

  test('that told nobody for want of a channel holds nothing back', () => {
    const ledger = createSeatLedger();
    const world = new World(new Map());
    world.follow(ledger.consumeTo(90), 0);
    world.follow(ledger.consumeTo(80), HOUR);
    world.follow(ledger.consumeTo(90), 2 * HOUR);
    expect(world.decisions.filter(({ decision }) => decision === 'suppressed').map(({ reason }) => reason)).toEqual([
      'no_channel',
      'no_channel',
    ]);
  });
});

describe('an alert', () => {
  test('is resolved when its threshold is armed again, 2 points below it', () => {
    const ledger = createSeatLedger();
    const world = new World();
    world.follow(ledger.consumeTo(90), 0);
    world.follow(ledger.consumeTo(89), HOUR);
    expect(world.raised()).toHaveLength(1);
    const entry = ledger.consumeTo(88, 2 * HOUR);
    world.follow(entry, 2 * HOUR);
    expect([...world.alerts.values()]).toMatchObject([
      { state: 'resolved', resolvedAt: 2 * HOUR, resolvedEntryId: entry.id },
    ]);
    expect(world.decisions.at(-1)).toMatchObject({ decision: 'resolved', reason: 'rearmed', entryId: entry.id });
  });

  test('is resolved by added capacity as soon as utilization is below its threshold', () => {
    const ledger = createSeatLedger();
    const world = new World();
    world.follow(ledger.consumeTo(90), 0);
    world.follow(ledger.resizeTo(101), HOUR);
    expect([...world.alerts.values()]).toMatchObject([{ state: 'resolved' }]);
    expect(world.decisions.at(-1)).toMatchObject({ decision: 'resolved', reason: 'capacity_added' });
  });

  test('once acknowledged still resolves, and keeps who acknowledged it', () => {
    const ledger = createSeatLedger();
    const world = new World();
    world.follow(ledger.consumeTo(90), 0);
    world.acknowledge('campaign-1-entry-2', HOUR);
    world.follow(ledger.consumeTo(50), 2 * HOUR);
    expect([...world.alerts.values()]).toMatchObject([{ state: 'resolved', acknowledgedBy: 'somebody' }]);
  });
});

describe('added capacity', () => {
  test('clears the windows, so that the next crossing is told at once', () => {
    const ledger = createSeatLedger();
    const world = new World();
    world.follow(ledger.consumeTo(90), 0);
    world.follow(ledger.resizeTo(200), HOUR);
    world.follow(ledger.consumeTo(180), 2 * HOUR);
    expect(world.messages.map(({ createdAt }) => createdAt)).toEqual([0, 2 * HOUR]);
  });

  test('that does not end an alert starts its repetitions anew', () => {
    const ledger = createSeatLedger();
    const world = new World();
    world.follow(ledger.consumeTo(99), 0);
    world.endWindows(12 * HOUR);
    world.follow(ledger.resizeTo(105), 13 * HOUR);
    world.endWindows(25 * HOUR - 1);
    expect(world.messages).toHaveLength(2);
    world.endWindows(25 * HOUR);
    expect(world.messages.map(({ createdAt }) => createdAt)).toEqual([0, 12 * HOUR, 25 * HOUR]);
  });

  test('taken away again clears nothing', () => {
    const ledger = createSeatLedger();
    const world = new World();
    world.follow(ledger.consumeTo(90), 0);
    world.follow(ledger.consumeTo(50), HOUR);
    world.follow(ledger.resizeTo(55), 2 * HOUR);
    expect(world.decisions.at(-1)).toMatchObject({ decision: 'suppressed', reason: 'window' });
  });
});
