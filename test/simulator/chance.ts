import { createRandom } from '../../src/demo/random.ts';

/** Every choice of a run comes from here, so that a seed is the whole run. */
export interface Chance {
  /** True so often, from 0 to 1. */
  happens(probability: number): boolean;
  /** A whole number from `min` to `max`, both possible. */
  integer(min: number, max: number): number;
  pick<T>(from: readonly T[]): T;
  /** One of the names, by weight. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
}

export function createChance(seed: number): Chance {
  const random = createRandom(`simulator/${seed}`);
  return {
    happens: (probability) => random.next() < probability,
    integer: random.integer,
    pick: (from) => from[random.integer(0, from.length - 1)] as (typeof from)[number],
    weighted(weights) {
      const names = Object.keys(weights) as (keyof typeof weights)[];
      let left = random.next() * names.reduce((sum, name) => sum + weights[name], 0);
      const found = names.find((name) => {
        left -= weights[name];
        return left < 0;
      });
      return found ?? (names[0] as (typeof names)[number]);
    },
  };
}
