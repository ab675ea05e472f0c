import { divideHalfUp, ONE, parseDecimal } from './decimal.ts';
import { currencyDigits, type MinorUnits } from './money.ts';

/** An exact fraction in lowest terms; the denominator is positive. Sums of days of months and shares of years stay exact. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ZERO: Rational = { numerator: 0n, denominator: 1n };

/** numerator ÷ denominator in lowest terms. */
export function rational(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
  const n = BigInt(numerator);
  const d = BigInt(denominator);
  const divisor = greatestCommonDivisor(n < 0n ? -n : n, d < 0n ? -d : d) * (d < 0n ? -1n : 1n);
  return { numerator: n / divisor, denominator: d / divisor };
}

/** The fraction of a plain decimal with at most 6 decimals; a RangeError names one that is none. */
export function fromDecimal(text: string | number): Rational {
  const millionths = parseDecimal(text);
  if (millionths === null) throw new RangeError(`Expected a decimal with at most 6 places but found ${text}`);
  return rational(millionths, ONE);
}

export function add(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, negate(b));
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}

export function negate(a: Rational): Rational {
  return { numerator: -a.numerator, denominator: a.denominator };
}

export function sum(values: Iterable<Rational>): Rational {
  let total = ZERO;
  for (const value of values) total = add(total, value);
  return total;
}

/** Negative, 0 or positive as a is less than, equal to or more than b. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function least(a: Rational, b: Rational): Rational {
  return compare(a, b) <= 0 ? a : b;
}

export function most(a: Rational, b: Rational): Rational {
  return compare(a, b) >= 0 ? a : b;
}

/** Minor units of an amount in whole units of the currency, rounded once, half up. */
export function toMinorUnits(amount: Rational, currency: string): MinorUnits {
  return Number(divideHalfUp(amount.numerator * 10n ** BigInt(currencyDigits(currency)), amount.denominator));
}

/** The amount in whole units of the currency. */
export function fromMinorUnits(minor: MinorUnits, currency: string): Rational {
  return rational(BigInt(minor), 10n ** BigInt(currencyDigits(currency)));
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
