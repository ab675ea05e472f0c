import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/core/domain/alerting/policy.ts';
import { type PolicyInput, parsePolicy } from '../../../src/core/domain/alerting/policy-input.ts';
import { createPolicyReplay } from '../../../src/core/domain/alerting/replay-policy.ts';
import { DAY, HOUR } from '../../../src/core/domain/shared/time.ts';
import { createSeatLedger } from './ledger.ts';

const START = Temporal.Instant.from('2026-01-05T00:00:00Z').epochMilliseconds;

/** What the policy leads to where these seats are taken at these hours. */
function replay(input: PolicyInput, steps: readonly (readonly [hour: number, seats: number])[], hours: number) {
  const ledger = createSeatLedger();
  const run = createPolicyReplay(parsePolicy(input), 'UTC');
  run.step(ledger.resizeTo(100, START));
  for (const [hour, seats] of steps) run.step(ledger.consumeTo(seats, START + hour * HOUR));
  return run.finish(START + hours * HOUR);
}

const ONCE: PolicyInput = {
  thresholds: ([80, 90, 100, 110] as const).map((threshold) => ({ threshold, repeat: false })),
};

describe('the replay of a policy', () => {
  test('counts alerts and messages by the week, and the time that was left before 100 %', () => {
    const figures = replay(
      ONCE,
      [
        [24, 80],
        [48, 90],
        [96, 100],
      ],
      14 * 24,
    );
    expect(figures).toMatchObject({ alerts: 3, messages: 4, leadTime: 72 * HOUR, missed: 0, flaps: 0 });
    expect([figures.alertsPerWeek, figures.messagesPerWeek]).toEqual([1.5, 2]);
  });

  test('counts what is repeated while it lasts, with doubled waits', () => {
    expect(replay({}, [[0, 90]], 12).messages).toBe(2);
    expect(replay({}, [[0, 90]], 36).messages).toBe(3);
  });

  test('says which crossings nobody would have heard of', () => {
    const deaf: PolicyInput = { thresholds: [{ threshold: 80, enabled: false }] };
    expect(
      replay(
        deaf,
        [
          [1, 80],
          [2, 70],
        ],
        48,
      ),
    ).toMatchObject({ alerts: 1, messages: 0, missed: 1 });
    expect(
      replay(
        deaf,
        [
          [1, 80],
          [5, 100],
        ],
        48,
      ),
    ).toMatchObject({ leadTime: 0 });
    expect(replay(deaf, [[1, 80]], 48).leadTime).toBeNull();
  });

  test('counts a threshold that comes back within a day, until the margin makes it no news', () => {
    const short = { thresholds: [{ threshold: 80 as const, windowMinutes: 60 }] };
    const steps = [
      [1, 80],
      [4, 77],
      [8, 81],
      [9, 77],
      [12, 80],
    ] as const;
    expect(replay(short, steps, 13)).toMatchObject({ alerts: 3, flaps: 2, messages: 3, missed: 0 });
    expect(replay({ ...short, rearmMargin: 10 }, steps, 12.5)).toMatchObject({ flaps: 0, messages: 1, missed: 2 });
  });

  test('asks of the threshold that is told alone whether it is news', () => {
    const wide = { ...ONCE, rearmMargin: 10 };
    const figures = replay(
      wide,
      [
        [1, 80],
        [2, 77],
        [3, 91],
      ].map(([hour = 0, seats = 0]) => [hour, seats] as const),
      48,
    );
    expect(figures).toMatchObject({ alerts: 2, messages: 2, missed: 0 });
  });

  test('lets what is over by morning be over', () => {
    const quiet: PolicyInput = { ...ONCE, quietHours: { from: '22:00', to: '07:00' } };
    expect(
      replay(
        quiet,
        [
          [23, 80],
          [25, 70],
        ],
        48,
      ),
    ).toMatchObject({ messages: 0, missed: 1 });
    expect(replay(quiet, [[23, 80]], 30)).toMatchObject({ messages: 0 });
    expect(replay(quiet, [[23, 80]], 31)).toMatchObject({ messages: 1, missed: 0 });
  });

  test('counts each crossing of the ledger once, and never more missed alerts or flaps than alerts', () => {
    const step = fc.record({ hours: fc.integer({ min: 0, max: 30 }), seats: fc.integer({ min: 0, max: 110 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 2, max: 20 }), (steps, rearmMargin) => {
        const ledger = createSeatLedger();
        const run = createPolicyReplay({ ...DEFAULT_POLICY, rearmMargin }, 'Europe/Berlin');
        let now = START;
        let crossings = 0;
        run.step(ledger.resizeTo(100, now));
        for (const { hours, seats } of steps) {
          now += hours * HOUR;
          const entry = ledger.consumeTo(seats, now);
          if (entry.thresholds?.raised) crossings += 1;
          run.step(entry);
        }
        const figures = run.finish(now + DAY);
        expect(figures.alerts).toBe(crossings);
        expect(figures.missed + figures.flaps).toBeLessThanOrEqual(2 * figures.alerts);
        expect(figures.missed).toBeLessThanOrEqual(figures.alerts);
      }),
    );
  });
});
