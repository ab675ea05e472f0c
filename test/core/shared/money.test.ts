import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { divideHalfUp, formatDecimal, parseDecimal } from '../../../src/core/domain/shared/decimal.ts';
import { currencyDigits, formatMoney, parseCurrency, parseMoney } from '../../../src/core/domain/shared/money.ts';

describe('currencies', () => {
  test.each([
    ['eur', 'EUR'],
    [' usd ', 'USD'],
    ['KWD', 'KWD'],
    ['ZZZ', null],
    ['XXX', null],
    ['EURO', null],
    ['', null],
  ])('%j is %j', (text, code) => {
    expect(parseCurrency(text)).toBe(code);
  });

  test.each([
    ['EUR', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['ALL', 2],
    ['HUF', 2],
  ])('%s has %i decimals', (currency, digits) => {
    expect(currencyDigits(currency)).toBe(digits);
  });
});

describe('parseMoney()', () => {
  test.each([
    ['25500.00', 'EUR', 2_550_000],
    ['25500', 'EUR', 2_550_000],
    ['0.5', 'EUR', 50],
    ['-12.34', 'EUR', -1_234],
    ['1500', 'JPY', 1_500],
    ['1.234', 'KWD', 1_234],
    ['25500.001', 'EUR', null],
    ['1.0', 'JPY', null],
    ['1e3', 'EUR', null],
    ['+1', 'EUR', null],
    ['1,000.00', 'EUR', null],
    ['.5', 'EUR', null],
    ['', 'EUR', null],
    ['99999999999999999999', 'EUR', null],
  ])('%s %s is %j', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toBe(minor);
  });

  test('reads back what formatMoney() wrote', () => {
    const currency = fc.constantFrom('EUR', 'JPY', 'KWD');
    fc.assert(
      fc.property(fc.maxSafeInteger(), currency, (minor, code) => {
        fc.pre(Math.abs(minor) < 10 ** 14);
        expect(parseMoney(formatMoney(minor, code), code)).toBe(minor || 0);
      }),
    );
  });
});

describe('decimals', () => {
  test.each([
    ['85', 85_000_000n],
    ['0.000001', 1n],
    ['-0.5', -500_000n],
    ['0.0000001', null],
    ['abc', null],
    [0.1, 100_000n],
    [1e-7, null],
    [Number.NaN, null],
  ])('%s is %s millionths', (text, millionths) => {
    expect(parseDecimal(text)).toBe(millionths);
  });

  test('formatDecimal() is the shortest text that reads back the same', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (value) => {
        expect(parseDecimal(formatDecimal(value))).toBe(value);
        expect(formatDecimal(value)).not.toMatch(/\.\d*0$/);
      }),
    );
  });

  test('a half rounds up, towards positive infinity', () => {
    expect([5n, -5n, 15n, -15n, 14n, -14n].map((tenths) => divideHalfUp(tenths, 10n))).toEqual([
      1n,
      0n,
      2n,
      -1n,
      1n,
      -1n,
    ]);
  });
});
