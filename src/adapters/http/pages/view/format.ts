import { currencyDigits, type MinorUnits } from '../../../../core/domain/shared/money.ts';
import { type Quantity, toUnits, type Unit } from '../../../../core/domain/shared/quantity.ts';
import { type CalendarDate, DAY, HOUR, type Instant, MINUTE } from '../../../../core/domain/shared/time.ts';

const LOCALE = 'en-GB';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const number = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 4 });

/** A point in time as people say it, with the exact one for hovering and for screen readers. */
export interface TimeText {
  readonly text: string;
  readonly exact: string;
  /** For `<time datetime>`. */
  readonly datetime: string;
}

/** `1,500` or `12.5`, in whole units. */
export function quantityText(quantity: Quantity): string {
  return number.format(toUnits(quantity));
}

/** `43 seats`, `1 seat`. */
export function unitText(unit: Unit, quantity: Quantity): string {
  return toUnits(quantity) === 1 ? unit : `${unit}s`;
}

export function countText(count: number): string {
  return number.format(count);
}

/** `1 campaign`, `3 campaigns`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** Whole percents that never round up to a limit that is not reached: 99.6 % is `99 %`. Null without capacity. */
export function percentText(part: number, whole: number): string | null {
  if (whole <= 0) return null;
  const exact = (part / whole) * 100;
  const rounded = Math.round(exact);
  const reached = rounded % 10 === 0 && rounded > exact ? rounded - 1 : rounded;
  return `${number.format(reached)} %`;
}

/** `€25,500` or `NOK 480.50`: whole amounts without decimals. */
export function moneyText(minor: MinorUnits, currency: string): string {
  const scale = 10 ** currencyDigits(currency);
  const digits = minor % scale === 0 ? 0 : currencyDigits(currency);
  const style = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(LOCALE, style).format(minor / scale);
}

/** `3 Dec 2026`. */
export function dateText(date: CalendarDate): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** `1 Jan – 30 Jun 2026`: the year once where both have it. */
export function periodText(start: CalendarDate, end: CalendarDate): string {
  const [from, to] = [Temporal.PlainDate.from(start), Temporal.PlainDate.from(end)];
  const first = from.year === to.year ? `${from.day} ${MONTHS[from.month - 1]}` : dateText(start);
  return `${first} – ${dateText(end)}`;
}

/** `3 Dec 2026, 14:05 (Europe/Oslo)`. */
export function instantText(instant: Instant, timeZone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  const clock = `${String(at.hour).padStart(2, '0')}:${String(at.minute).padStart(2, '0')}`;
  return `${dateText(at.toPlainDate().toString())}, ${clock} (${timeZone})`;
}

/** A date as seen from today: `in 3 weeks`, `yesterday`. */
export function dateFrom(date: CalendarDate, today: CalendarDate): TimeText {
  const days = Temporal.PlainDate.from(today).until(Temporal.PlainDate.from(date), { largestUnit: 'day' }).days;
  return { text: daysText(days), exact: dateText(date), datetime: date };
}

/** An instant as seen from now: `just now`, `12 min ago`, `3 h ago`, `yesterday`, then days and weeks. */
export function instantFrom(instant: Instant, now: Instant, timeZone: string): TimeText {
  const datetime = new Date(instant).toISOString();
  return { text: sinceText(instant - now, instant, now, timeZone), exact: instantText(instant, timeZone), datetime };
}

function sinceText(distance: number, instant: Instant, now: Instant, timeZone: string): string {
  const far = Math.abs(distance);
  if (far < MINUTE) return distance > 0 ? 'in a moment' : 'just now';
  if (far < 6 * HOUR || (far < DAY && distance > 0)) {
    const text = far < HOUR ? `${Math.floor(far / MINUTE)} min` : `${Math.floor(far / HOUR)} h`;
    return distance > 0 ? `in ${text}` : `${text} ago`;
  }
  const days = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  const between = days(now).until(days(instant), { largestUnit: 'day' }).days;
  if (between < -LONG_AGO) return dateText(days(instant).toString());
  return between === 0 ? `${Math.floor(far / HOUR)} h ago` : daysText(between);
}

/** From this many days on people say the date itself. */
const LONG_AGO = 56;

/** A distance in days: `today`, `tomorrow`, `in 12 days`, `in 3 weeks`, `5 months ago`. */
export function daysText(days: number): string {
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  const far = Math.abs(days);
  const text =
    far < 21
      ? plural(far, 'day')
      : far < 70
        ? plural(Math.round(far / 7), 'week')
        : plural(Math.round(far / 30.4), 'month');
  return days > 0 ? `in ${text}` : `${text} ago`;
}
