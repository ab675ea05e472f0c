import { divideHalfUp } from '../shared/decimal.ts';
import type { Rational } from '../shared/rational.ts';

/** The number with 2 decimals, rounded once, half up. */
export function toHundredths({ numerator, denominator }: Rational): number {
  return Number(divideHalfUp(numerator * 100n, denominator)) / 100;
}
