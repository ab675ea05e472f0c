import { divideHalfUp, type Millionths, ONE } from './decimal.ts';

/** An amount in the smallest unit of its currency: 25 500.00 EUR is 2 550 000. */
export type MinorUnits = number;

const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/**
 * The minor units of ISO 4217 where they are not 2. Intl is not asked: its tables follow everyday use, differ from ISO (HUF, ALL, IQD)
 * and change with the runtime.
 */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV'].map(zero),
  ...['XAF', 'XOF', 'XPF'].map(zero),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code): [string, number] => [code, 3]),
]);

function zero(code: string): [string, number] {
  return [code, 0];
}

/** The upper-cased ISO 4217 code of a real currency, or null. */
export function parseCurrency(text: string): string | null {
  const code = text.trim().toUpperCase();
  return CODES.has(code) ? code : null;
}

/** How many decimals the currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  return DIGITS.get(currency) ?? 2;
}

/**
 * Minor units of a decimal string such as `"25500.00"` (fewer decimals are fine), or null where it is no plain decimal,
 * has more decimals than the currency, or is too large to be exact.
 */
export function parseMoney(text: string, currency: string): MinorUnits | null {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text);
  const digits = currencyDigits(currency);
  const fraction = match?.[3] ?? '';
  if (!match || fraction.length > digits) return null;
  const minor = Number(`${match[2]}${fraction.padEnd(digits, '0')}`);
  if (!Number.isSafeInteger(minor)) return null;
  return match[1] === '-' ? -minor || 0 : minor;
}

/** The decimal string of an amount, with the currency's own number of decimals. */
export function formatMoney(minor: MinorUnits, currency: string): string {
  const digits = currencyDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const fraction = text.slice(text.length - digits);
  return `${minor < 0 ? '-' : ''}${whole}${digits > 0 ? `.${fraction}` : ''}`;
}

/** Minor units of an exact amount, rounded once, half up. */
export function roundToMoney(amount: Millionths, currency: string): MinorUnits {
  return Number(divideHalfUp(amount * 10n ** BigInt(currencyDigits(currency)), ONE));
}
