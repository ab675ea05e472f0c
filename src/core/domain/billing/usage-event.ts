import type { Entry } from '../capacity/entry.ts';
import type { Quantity, Unit } from '../shared/quantity.ts';
import { addDays, type CalendarDate, type Instant, startOfDay } from '../shared/time.ts';

/** What billing is told of use. Its id is fixed by campaign, meter and day or entry, so that a repeat is told from news. */
export interface UsageEvent {
  readonly id: string;
  readonly campaignId: string;
  readonly companyId: string;
  readonly meter: string;
  /** Signed: what was given up, taken back or counted too much is negative. */
  readonly quantity: Quantity;
  readonly unit: Unit;
  /** The day it is about; null where it is about an entry alone. */
  readonly period: CalendarDate | null;
  /** The entry behind it; null for a day that was counted when it ended. */
  readonly entryId: string | null;
  readonly time: Instant;
}

/** The campaign whose use it is. */
export interface UsageOf {
  readonly campaignId: string;
  readonly companyId: string;
  readonly timeZone: string;
}

const SEAT_DAYS = 'seat_days';

const METER_OF: Readonly<Record<Exclude<Unit, 'seat'>, string>> = {
  credit: 'credits',
  learner: 'learners',
  session: 'sessions',
  hour: 'hours',
};

/** Everything that billing is told of use in. */
export const METERS: readonly string[] = [SEAT_DAYS, ...Object.values(METER_OF)];

/** Which way an entry counts; a release only where it gives up what was taken. Seats are counted by day instead. */
const SIGNS: { readonly [K in Entry['kind']]?: 1 | -1 } = {
  consume: 1,
  confirm: 1,
  release: -1,
  reverse: -1,
  adjust: 1,
};

/** Whether the entry is use of its own, told as soon as it is recorded. */
export function isMetered({ unit, kind }: Pick<Entry, 'unit' | 'kind'>): boolean {
  return unit !== 'seat' && SIGNS[kind] !== undefined;
}

/** The event of an entry for which `isMetered` holds. */
export function eventOfEntry(entry: Entry, companyId: string): UsageEvent {
  const { campaignId, id: entryId, unit, occurredAt: time } = entry;
  const meter = unit === 'seat' ? 'seats' : METER_OF[unit];
  const quantity = (SIGNS[entry.kind] ?? 1) * entry.quantity;
  const id = `${campaignId}.${meter}.${entryId}`;
  return { id, campaignId, companyId, meter, quantity, unit, period: null, entryId, time };
}

/** The event of the seats of a day: counted at its end, or a difference that an entry made to it later. */
export function eventOfDay(
  { campaignId, companyId, timeZone }: UsageOf,
  period: CalendarDate,
  quantity: Quantity,
  entryId: string | null,
): UsageEvent {
  const meter = SEAT_DAYS;
  const id = `${campaignId}.${meter}.${period}${entryId === null ? '' : `.${entryId}`}`;
  const time = startOfDay(addDays(period, 1), timeZone);
  return { id, campaignId, companyId, meter, quantity, unit: 'seat', period, entryId, time };
}
