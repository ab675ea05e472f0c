import { type Checker, createChecker } from '../shared/check.ts';
import { formatDecimal, type Millionths, ONE, parseDecimal } from '../shared/decimal.ts';
import { currencyDigits } from '../shared/money.ts';
import type { Given } from '../shared/patch.ts';
import { parseQuantity, SCALE } from '../shared/quantity.ts';
import { PRICE_MAX } from './limits.ts';
import type { Decimal } from './terms.ts';

type Bound = 'positive' | 'from zero';

/** Reads the numbers of commercial terms exactly, and gathers what is wrong with them. */
export interface TermsReader {
  readonly check: Checker;
  /** A unit price of at most 6 decimals, written with at least the currency's own number; null where it is absent or wrong. */
  price(path: string, value: Given<string>, bound: Bound): Decimal | null;
  /** As `price`, and an issue where it is absent. */
  requiredPrice(path: string, value: Given<string>, bound: Bound): Decimal;
  /** An amount with at most the currency's own number of decimals; null where it is absent or wrong. */
  amount(path: string, value: Given<string>, bound: Bound): Decimal | null;
  /** A plain number of at most 6 decimals in the range, in whole units; null where it is absent or wrong. */
  rate(
    path: string,
    value: Given<number | string>,
    range: { above?: number; from?: number; to: number },
  ): Decimal | null;
  /** A ratio in ten-thousandths, from `min` ten-thousandths to 1; null where it is absent or wrong. */
  ratio(path: string, value: Given<number>, min: number): number | null;
  required(path: string): void;
}

export function createTermsReader(currency: string): TermsReader {
  const check = createChecker();
  const digits = currencyDigits(currency);

  function within(path: string, text: string | number, bound: Bound): Millionths | null {
    const value = parseDecimal(text);
    if (value === null) check.add(path, 'INVALID_DECIMAL', `${path} must be a decimal of at most 6 decimals`);
    else if (value < 0n || (bound === 'positive' && value === 0n))
      check.add(path, 'OUT_OF_RANGE', `${path} must be ${bound === 'positive' ? 'more than 0' : '0 or more'}`);
    else if (value > BigInt(PRICE_MAX) * ONE) check.add(path, 'OUT_OF_RANGE', `${path} must be at most ${PRICE_MAX}`);
    else return value;
    return null;
  }

  const reader: TermsReader = {
    check,
    price(path, value, bound) {
      if (value === null || value === undefined) return null;
      const price = within(path, value, bound);
      return price === null ? null : withDigits(formatDecimal(price), digits);
    },
    requiredPrice(path, value, bound) {
      if (value === null || value === undefined) reader.required(path);
      return reader.price(path, value, bound) ?? '0';
    },
    amount(path, value, bound) {
      const amount = reader.price(path, value, bound);
      if (amount === null || (amount.split('.')[1]?.length ?? 0) <= digits) return amount;
      check.add(path, 'TOO_MANY_DECIMALS', `${path} has more than the ${digits} decimals of ${currency}`);
      return null;
    },
    rate(path, value, { above, from, to }) {
      if (value === null || value === undefined) return null;
      const rate = parseDecimal(value);
      const low = BigInt(above ?? from ?? 0) * ONE;
      if (rate === null) check.add(path, 'INVALID_DECIMAL', `${path} must be a decimal of at most 6 decimals`);
      else if (rate < low || (above !== undefined && rate === low) || rate > BigInt(to) * ONE)
        check.add(
          path,
          'OUT_OF_RANGE',
          `${path} must be ${above === undefined ? 'from' : 'above'} ${above ?? from ?? 0} to ${to}`,
        );
      else return formatDecimal(rate);
      return null;
    },
    ratio(path, value, min) {
      if (value === null || value === undefined) return null;
      const exact = parseQuantity(value);
      if (exact !== null && exact >= min && exact <= SCALE) return exact;
      check.add(
        path,
        'OUT_OF_RANGE',
        `${path} must be ${min === 0 ? 'from' : 'above'} 0 to 1, with at most 4 decimals`,
      );
      return null;
    },
    required: (path) => check.add(path, 'REQUIRED', `${path} is required`),
  };
  return reader;
}

function withDigits(text: string, digits: number): string {
  const [whole, fraction = ''] = text.split('.');
  const padded = fraction.padEnd(digits, '0');
  return padded === '' ? `${whole}` : `${whole}.${padded}`;
}
