import { createRandom, type Random } from '../../src/demo/random.ts';
import type { DailyHistory } from './daily-history.ts';

/** How demand develops over a campaign: the factor on its usual pace, where `progress` runs from 0 to 1. */
type Course = (progress: number, week: number) => number;

interface Kind {
  readonly name: string;
  course(random: Random): Course;
  /** How much demand differs from week to week for no reason: the standard deviation of its logarithm. */
  readonly unrest: number;
  /** Pieces taken at once, at most. */
  readonly together: number;
}

/** Kinds of demand that campaigns have seen, from the kindest to a forecast to the unkindest. */
const KINDS: readonly Kind[] = [
  { name: 'steady', course: () => () => 1, unrest: 0, together: 1 },
  { name: 'restless', course: () => () => 1, unrest: 0.35, together: 3 },
  { name: 'in groups', course: () => () => 1, unrest: 0.1, together: 12 },
  { name: 'growing', course: () => (progress) => 0.4 + 1.2 * progress, unrest: 0.15, together: 2 },
  { name: 'ebbing', course: () => (progress) => 1.6 - 1.2 * progress, unrest: 0.15, together: 2 },
  {
    name: 'shifting',
    unrest: 0.15,
    together: 2,
    course(random) {
      const when = 0.3 + 0.4 * random.next();
      const by = random.next() < 0.5 ? 0.6 : 1.6;
      return (progress) => (progress < when ? 1 : by);
    },
  },
];

/** Monday first; nothing much happens at weekends. */
const RHYTHM = [0.9, 1.1, 1.2, 1.1, 0.9, 0.1, 0.05];

/** So many histories of every kind, the same for the same seed. */
export function generateHistories(seed: string, ofEach: number): DailyHistory[] {
  return KINDS.flatMap((kind) =>
    Array.from({ length: ofEach }, (_, index) =>
      generate(kind, createRandom(`backtest/${seed}/${kind.name}/${index}`)),
    ),
  );
}

function generate(kind: Kind, random: Random): DailyHistory {
  const days = random.integer(60, 200);
  const pace = [0.7, 2, 6, 20][random.integer(0, 3)] ?? 1;
  const course = kind.course(random);
  const weeks = Array.from({ length: Math.ceil(days / 7) + 1 }, () => Math.exp(kind.unrest * normal(random)));
  const perDay = Array.from({ length: days }, (_, day) => {
    const weekly = weeks[Math.floor(day / 7)] ?? 1;
    const expected = pace * (RHYTHM[day % 7] ?? 0) * course(day / days, day / 7) * weekly;
    const mean = (1 + kind.together) / 2;
    let sum = 0;
    for (let left = poisson(expected / mean, random); left > 0; left -= 1) sum += random.integer(1, kind.together);
    return sum;
  });
  const total = perDay.reduce((sum, value) => sum + value, 0);
  // Some fill up early, some late, and some not at all before they end.
  const capacity = Math.max(1, Math.round(total * (0.35 + 0.75 * random.next())));
  return { kind: kind.name, firstDate: '2025-01-06', perDay, capacity, hardLimit: Math.floor(capacity * 1.1) };
}

function poisson(mean: number, random: Random): number {
  const end = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > end; product *= random.next()) count += 1;
  return count;
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
