import { divideHalfUp, type Millionths, ONE } from './decimal.ts';

/** An amount in the smallest unit of its currency: 25 500.00 EUR is 2 550 000. */
export type MinorUnits = number;

const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Where ISO 4217 keeps decimals that everyday use, and with it Intl, has dropped. */
const DIGITS_OF_ISO: Readonly<Record<string, number>> = {
  AFN: 2,
  ALL: 2,
  IQD: 3,
  IRR: 2,
  KPW: 2,
  LAK: 2,
  LBP: 2,
  MGA: 2,
  MMK: 2,
  RSD: 2,
  SLL: 2,
  SOS: 2,
  SYP: 2,
  YER: 2,
};

/** The upper-cased ISO 4217 code of a real currency, or null. */
export function parseCurrency(text: string): string | null {
  const code = text.trim().toUpperCase();
  return CODES.has(code) ? code : null;
}

/** How many decimals the currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  return (
    DIGITS_OF_ISO[currency] ??
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
    2
  );
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
