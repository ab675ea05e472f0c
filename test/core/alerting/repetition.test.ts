import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/core/domain/shared/time.ts';
import { createSeatLedger } from './ledger.ts';
import { World } from './world.ts';

function raisedAt(seats: number): World {
  const world = new World();
  world.follow(createSeatLedger().consumeTo(seats), 0);
  return world;
}

/** Lets the time pass hour by hour, as the job would see it. */
function pass(world: World, from: number, to: number): void {
  for (let at = from; at <= to; at += HOUR) world.endWindows(at);
}

describe('while an alert lasts and nobody acknowledges it', () => {
  test('it is said again with twice the wait each time, at most weekly', () => {
    const world = raisedAt(110);
    pass(world, 0, 35 * DAY);
    const toCs = world.messages.filter(({ recipient }) => recipient === 'cs').map(({ createdAt }) => createdAt / HOUR);
    const waits = toCs.slice(1).map((at, index) => at - (toCs[index] ?? 0));
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 168, 168, 168]);
  });

  test('the first message is no repetition and all later ones are', () => {
    const world = raisedAt(90);
    pass(world, 0, 3 * DAY);
    expect(world.messages.map(({ repetition }) => repetition)).toEqual([false, true, true]);
  });

  test('information is not said again, and that this was considered is kept', () => {
    const world = raisedAt(80);
    pass(world, 0, 40 * DAY);
    expect(world.messages).toHaveLength(1);
    expect(world.decisions.map(({ reason }) => reason)).toEqual(['crossing', 'not_repeated']);
  });

  test('without a channel each evaluation is kept with the time of the next', () => {
    const world = new World(new Map());
    world.follow(createSeatLedger().consumeTo(90), 0);
    pass(world, 0, 36 * HOUR);
    expect(world.decisions.map(({ reason, nextPossibleAt }) => [reason, nextPossibleAt])).toEqual([
      ['crossing', null],
      ['no_channel', null],
      ['no_channel', 36 * HOUR],
      ['no_channel', 84 * HOUR],
    ]);
  });
});

describe('an acknowledgement', () => {
  test('ends the repetitions and is kept as a decision', () => {
    const world = raisedAt(100);
    const alertId = world.raised()[0]?.id ?? '';
    world.acknowledge(alertId, HOUR);
    pass(world, HOUR, 40 * DAY);
    expect(world.messages).toHaveLength(2);
    expect(world.decisions.at(-1)).toMatchObject({ decision: 'suppressed', reason: 'acknowledged', at: HOUR });
  });

  test('given again changes nothing', () => {
    const world = raisedAt(100);
    const alertId = world.raised()[0]?.id ?? '';
    world.acknowledge(alertId, HOUR);
    const before = world.alert(alertId);
    world.acknowledge(alertId, 2 * HOUR);
    expect(world.alert(alertId)).toBe(before);
  });

  test('of a resolved alert is refused', () => {
    const ledger = createSeatLedger();
    const world = new World();
    world.follow(ledger.consumeTo(90), 0);
    world.follow(ledger.consumeTo(10), 0);
    expect(() => world.acknowledge('campaign-1-entry-2', HOUR)).toThrow('resolved already');
  });
});

test('after an alert is over, only its own window is left of a doubled wait', () => {
  const ledger = createSeatLedger();
  const world = new World();
  world.follow(ledger.consumeTo(90), 0);
  pass(world, 0, 12 * HOUR);
  world.follow(ledger.consumeTo(10), 13 * HOUR);
  world.follow(ledger.consumeTo(90), 24 * HOUR);
  expect(world.messages.map(({ createdAt }) => createdAt)).toEqual([0, 12 * HOUR, 24 * HOUR]);
});
