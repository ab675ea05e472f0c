import { fromDecimal, type Rational } from '../shared/rational.ts';
import {
  middle,
  PROXIED,
  REDUCTIONS,
  type ShareRange,
  SROI_INPUTS,
  type SroiModel,
  sroiAt,
  VALUED,
} from './estimate-sroi.ts';
import { toHundredths } from './score.ts';
import { seededDraw } from './seeded.ts';

/** How likely each point of a range is: symmetric about its middle, or the same everywhere. */
export const DISTRIBUTIONS = ['triangular', 'uniform'] as const;
export type Distribution = (typeof DISTRIBUTIONS)[number];

/** At so many the bounds of the interval move by less than a fiftieth of its width from seed to seed. */
export const DRAWS = 20_000;
/** The share of all draws that lies inside the interval. */
export const INTERVAL_LEVEL = 0.8;

export interface SroiInterval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly distribution: Distribution;
  readonly draws: number;
  readonly seed: string;
}

/** A draw's place in a range is a whole number of these, and a share one of these parts: so that choices are exact. */
const STEPS = 2 ** 20;
const PARTS = 1_000_000;

/**
 * The interval of an estimate whose inputs are drawn from their ranges, each by itself: by the same seed always the same. Every input
 * uses its own numbers of the sequence, also where it has no range, so that a higher reduction lowers each draw and never the other way.
 * Null where nothing has a range.
 */
export function simulateSroi(
  model: SroiModel,
  seed: string,
  distribution: Distribution = 'triangular',
  draws = DRAWS,
): SroiInterval | null {
  if (SROI_INPUTS.every((input) => isFixed(model.ranges[input]))) return null;
  const results = drawResults(model, seed, distribution, draws).sort();
  const point = toHundredths(sroiAt(model, middle));
  const quantile = (share: number) => hundredths(results[Math.round(share * (draws - 1))] ?? Number.NaN);
  const outside = (1 - INTERVAL_LEVEL) / 2;
  return {
    low: Math.min(point, quantile(outside)),
    high: Math.max(point, quantile(1 - outside)),
    level: INTERVAL_LEVEL,
    distribution,
    draws,
    seed,
  };
}

function drawResults(model: SroiModel, seed: string, distribution: Distribution, draws: number): Float64Array {
  const draw = seededDraw(seed);
  const place = distribution === 'triangular' ? triangular : uniform;
  const ranges = SROI_INPUTS.map((input) => inParts(model.ranges[input]));
  const chosen = new Float64Array(SROI_INPUTS.length);
  const values = Object.values(VALUED).map((proxy) => toNumber(model.worth[proxy]));
  const [worked, costs] = [toNumber(model.worked), toNumber(model.costs)];
  return Float64Array.from({ length: draws }, () => {
    for (const [index, { low, high }] of ranges.entries()) {
      const at = place(draw());
      chosen[index] = (low * (STEPS - at) + high * at) / STEPS / PARTS;
    }
    const factor = (index: number) => chosen[REDUCTIONS.length + index] ?? 1;
    let value = values.reduce((total, worth, index) => total + worth * factor(index), 0);
    for (let index = 0; index < REDUCTIONS.length; index += 1) value *= 1 - (chosen[index] ?? 0);
    return value / (worked * factor(PROXIED.indexOf('volunteerHour')) + costs);
  });
}

function uniform(drawn: number): number {
  return drawn >>> 12;
}

function triangular(drawn: number): number {
  const share = drawn / 2 ** 32;
  return Math.round(STEPS * (share < 0.5 ? Math.sqrt(share / 2) : 1 - Math.sqrt((1 - share) / 2)));
}

function inParts({ low, high }: ShareRange) {
  return { low: Math.round(low * PARTS), high: Math.round(high * PARTS) };
}

function isFixed({ low, high }: ShareRange): boolean {
  return low === high;
}

/** What one input's range does by itself to the result, everything else in the middle of its own. */
export interface SroiDriver {
  readonly input: (typeof SROI_INPUTS)[number];
  readonly range: ShareRange;
  /** The estimate at the low and at the high end of the range. */
  readonly atLow: number;
  readonly atHigh: number;
  readonly swing: number;
}

/** The inputs whose range moves the result, the largest swing first. */
export function driversOf(model: SroiModel): SroiDriver[] {
  const found = SROI_INPUTS.filter((input) => !isFixed(model.ranges[input])).map((input) => {
    const at = (end: 'low' | 'high') =>
      sroiAt(model, (other, range) => (other === input ? fromDecimal(range[end]) : middle(other, range)));
    const [atLow, atHigh] = [toHundredths(at('low')), toHundredths(at('high'))];
    const swing = Math.abs(Math.round(atHigh * 100) - Math.round(atLow * 100)) / 100;
    return {
      input,
      range: model.ranges[input],
      atLow,
      atHigh,
      swing,
      exact: Math.abs(toNumber(at('high')) - toNumber(at('low'))),
    };
  });
  return found
    .filter(({ exact }) => exact > 0)
    .sort((a, b) => b.exact - a.exact)
    .map(({ exact: _, ...driver }) => driver);
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The nearest number: numerator and denominator are first brought to sizes that a number holds. */
function toNumber({ numerator, denominator }: Rational): number {
  const whole = numerator / denominator;
  const rest = ((numerator % denominator) * 1_000_000_000_000n) / denominator;
  return Number(whole) + Number(rest) / 1e12;
}
