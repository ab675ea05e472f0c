import { divideHalfUp } from '../shared/decimal.ts';
import { formatMoney, type MinorUnits } from '../shared/money.ts';
import { SCALE, type Unit } from '../shared/quantity.ts';
import { multiply, type Rational, rational } from '../shared/rational.ts';
import type { CalendarDate } from '../shared/time.ts';

/** `12,083 credits`, `1 seat`; people are whole, other units have at most one decimal. In ten-thousandths. */
export function amountText(quantity: Rational, unit: Unit): string {
  const number = numberText(quantity, unit);
  return `${number} ${unit}${number === '1' ? '' : 's'}`;
}

/** The number alone. */
export function numberText(quantity: Rational, unit: Unit): string {
  const decimals = unit === 'seat' || unit === 'learner' ? 0 : 1;
  return decimalText(multiply(quantity, rational(1, SCALE)), decimals);
}

/** `86 %`, `97.5 %`: at most one decimal. */
export function percentText(percent: Rational): string {
  return `${decimalText(percent, 1)} %`;
}

/** `25,500.00 EUR`. */
export function amountOfMoney(minor: MinorUnits, currency: string): string {
  return `${grouped(formatMoney(minor, currency))} ${currency}`;
}

/** `31 days`, `1 day`. */
export function daysText(days: number): string {
  return `${grouped(String(days))} ${days === 1 ? 'day' : 'days'}`;
}

/** `12 December 2025`. */
export function dayText(date: CalendarDate): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** A decimal rounded half up to so many decimals at most, with its thousands apart. */
export function decimalText({ numerator, denominator }: Rational, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const scaled = divideHalfUp(numerator * scale, denominator);
  const magnitude = scaled < 0n ? -scaled : scaled;
  const fraction =
    decimals === 0
      ? ''
      : String(magnitude % scale)
          .padStart(decimals, '0')
          .replace(/0+$/, '');
  return `${scaled < 0n ? '-' : ''}${grouped(String(magnitude / scale))}${fraction && `.${fraction}`}`;
}

function grouped(digits: string): string {
  const [whole = '', ...rest] = digits.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.');
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
