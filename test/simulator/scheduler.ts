import { setImmediate } from 'node:timers';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../../src/core/domain/shared/time.ts';
import type { Chance } from './chance.ts';

/** Time and order of a run. Whoever waits goes on when the seed says so, and time moves only from one to the next. */
export interface Scheduler {
  now(): Instant;
  /** Resolves when this waiter is drawn. */
  turn(name: string): Promise<void>;
  /** Draws waiters until the work is done. Throws where nobody waits and it is not: then nobody would ever be answered. */
  drive(work: Promise<unknown>): Promise<void>;
  /** Lets everybody go on, oldest first, until nobody waits; from here on time stands still. */
  calm(): Promise<void>;
  readonly trace: readonly string[];
}

interface Waiter {
  readonly name: string;
  readonly go: () => void;
}

export interface Pace {
  readonly start: Instant;
  /** How often time leaps by more than milliseconds. */
  readonly leaps: number;
  /** How often the oldest goes first instead of anyone. */
  readonly order: number;
}

export function createScheduler(chance: Chance, pace: Pace): Scheduler {
  const waiting: Waiter[] = [];
  const trace: string[] = [];
  let now = pace.start;
  let calm = false;

  function drawOne(): void {
    const at = calm || chance.happens(pace.order) ? 0 : chance.integer(0, waiting.length - 1);
    const [waiter] = waiting.splice(at, 1);
    if (!waiter) return;
    if (!calm) now += chance.happens(pace.leaps) ? leap(chance) : chance.integer(0, 9);
    trace.push(`${now - pace.start} ${waiter.name}`);
    waiter.go();
  }

  return {
    trace,
    now: () => now,
    turn: (name) => new Promise((resolve) => waiting.push({ name, go: resolve })),
    drive(work) {
      return new Promise((resolve, reject) => {
        let done = false;
        work.then(
          () => {
            done = true;
          },
          (error) => {
            done = true;
            reject(error);
          },
        );
        // Between two draws everything that waits for nothing but the other promises has run.
        const step = () => {
          if (done) resolve();
          else if (waiting.length === 0) reject(new Error('Somebody waits for an answer that nobody will give'));
          else {
            drawOne();
            setImmediate(step);
          }
        };
        setImmediate(step);
      });
    },
    async calm() {
      calm = true;
      while (waiting.length > 0) {
        drawOne();
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

function leap(chance: Chance): number {
  return chance.integer(1, 3) * chance.pick([SECOND / 10, SECOND, SECOND, 5 * MINUTE, HOUR, DAY]);
}
