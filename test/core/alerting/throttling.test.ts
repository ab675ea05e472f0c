import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALERT_RULES, LONGEST_WAIT, ruleOf } from '../../../src/core/domain/alerting/rules.ts';
import { topicOf } from '../../../src/core/domain/alerting/topic.ts';
import type { Threshold } from '../../../src/core/domain/capacity/thresholds.ts';
import { MINUTE } from '../../../src/core/domain/shared/time.ts';
import { createSeatLedger } from './ledger.ts';
import { type TellingMessage, World } from './world.ts';

type Step = { minutes: number } & (
  | { kind: 'consume'; share: number }
  | { kind: 'resize'; seats: number }
  | { kind: 'acknowledge' }
  | { kind: 'wait' }
);

const minutes = fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 20 * 60 }));
/** Of the hard limit; most are near a threshold, where things happen. */
const share = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(0.5, 0.71, 0.73, 0.8, 0.82, 0.89, 0.91, 1) },
  { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 20, arbitrary: fc.record({ kind: fc.constant('consume' as const), minutes, share }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('resize' as const),
      minutes,
      seats: fc.integer({ min: 1, max: 300 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('acknowledge' as const), minutes }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes }) },
);

interface Story {
  readonly world: World;
  readonly crossings: string[];
  readonly capacityAddedAt: number[];
  readonly acknowledgedAt: Map<string, number>;
}

/** Lives through the steps, looking at ended windows every ten minutes or so as the job would. */
function live(steps: readonly Step[]): Story {
  const ledger = createSeatLedger();
  const world = new World();
  const story: Story = { world, crossings: [], capacityAddedAt: [], acknowledgedAt: new Map() };
  let now = 0;
  for (const one of steps) {
    const until = now + one.minutes * MINUTE;
    for (; now < until; now = Math.min(now + 10 * MINUTE, until)) world.endWindows(now);
    world.endWindows(now);
    if (one.kind === 'acknowledge') {
      const [alert] = world.raised();
      if (alert) {
        world.acknowledge(alert.id, now);
        story.acknowledgedAt.set(alert.id, now);
      }
    } else if (one.kind !== 'wait') {
      const entry =
        one.kind === 'resize'
          ? ledger.resizeTo(one.seats, now)
          : ledger.consumeTo(Math.floor(one.share * ledger.hardLimit()), now);
      if (entry.thresholds?.raised) story.crossings.push(entry.id);
      if (world.follow(entry, now)) story.capacityAddedAt.push(now);
      const disarmed = ledger.account().balances[ledger.campaignId]?.disarmed ?? [];
      for (const alert of world.raised()) expect(disarmed).toContain(alert.threshold);
    }
  }
  return story;
}

function byWhom(messages: readonly TellingMessage[], world: World): TellingMessage[][] {
  const groups = new Map<string, TellingMessage[]>();
  for (const message of messages) {
    const key = `${world.alert(message.alertId).threshold} ${message.recipient}`;
    groups.set(key, [...(groups.get(key) ?? []), message]);
  }
  return [...groups.values()];
}

const stories = fc.array(step, { minLength: 1, maxLength: 60 });

describe('whatever happens to a campaign', () => {
  test('each crossing raises one alert and nothing else does', () => {
    fc.assert(
      fc.property(stories, (steps) => {
        const { world, crossings } = live(steps);
        expect([...world.alerts.keys()]).toEqual(crossings);
      }),
    );
  });

  test('nobody is told twice of a threshold within its window, unless capacity was added', () => {
    fc.assert(
      fc.property(stories, (steps) => {
        const { world, capacityAddedAt } = live(steps);
        for (const messages of byWhom(world.messages, world)) {
          for (const [index, message] of messages.entries()) {
            const before = messages[index - 1];
            if (!before) continue;
            const { window } = ALERT_RULES[world.alert(message.alertId).threshold as Threshold];
            const cleared = capacityAddedAt.some((at) => at >= before.createdAt && at <= message.createdAt);
            if (!cleared) expect(message.createdAt - before.createdAt).toBeGreaterThanOrEqual(window);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the waits of one alert at least double until they are weekly, unless capacity was added', () => {
    fc.assert(
      fc.property(stories, (steps) => {
        const { world, capacityAddedAt } = live(steps);
        for (const messages of byWhom(world.messages, world)) {
          for (const [index, last] of messages.entries()) {
            const [first, second] = [messages[index - 2], messages[index - 1]];
            if (!first || !second || first.alertId !== last.alertId) continue;
            if (capacityAddedAt.some((at) => at >= first.createdAt && at <= last.createdAt)) continue;
            const wait = ruleOf(topicOf(world.alert(last.alertId))).window;
            const least = Math.min(2 * wait, LONGEST_WAIT);
            expect(last.createdAt - second.createdAt).toBeGreaterThanOrEqual(least);
          }
        }
      }),
    );
  });

  test('nothing is said of an alert after it was acknowledged', () => {
    fc.assert(
      fc.property(stories, (steps) => {
        const { world, acknowledgedAt } = live(steps);
        for (const [alertId, at] of acknowledgedAt) {
          const later = world.messages.filter((message) => message.alertId === alertId && message.createdAt > at);
          expect(later).toEqual([]);
        }
      }),
    );
  });
});
