import type { Quantity } from '../shared/quantity.ts';
import type { CalendarDate } from '../shared/time.ts';

/** What was used, by day in the campaign's time zone; days before the start count into the first day. Every list is oldest first. */
export interface Usage {
  /** Seats, or learners of a bundle: on days of change the most that were held at once, and how many at the day's end. */
  readonly places: readonly PlacesOnDay[];
  /** The single places behind `places`, so that a charge can name them; oldest first. */
  readonly taken?: readonly PlaceTaken[];
  /** Credits, signed: what grants covered and what none did. */
  readonly credits: readonly (Sources & {
    readonly date: CalendarDate;
    readonly covered: Quantity;
    readonly uncovered: Quantity;
  })[];
  /** Grants beside the allocation, with their cost in minor units, on the day they start. */
  readonly grants: readonly (Sources & { readonly date: CalendarDate; readonly cost: number })[];
  /** Learners who completed; `payableOn` is the later of completion and evidence, null while there is no evidence. */
  readonly completions: readonly (Sources & {
    readonly completedOn: CalendarDate;
    readonly payableOn: CalendarDate | null;
    /** How many, where it is not one. */
    readonly learners?: number;
  })[];
  /** Quantities of custom components, by the component's name. */
  readonly components: readonly (Sources & {
    readonly name: string;
    readonly date: CalendarDate;
    readonly quantity: Quantity;
  })[];
  readonly milestones: readonly { readonly milestone: string; readonly reachedOn: CalendarDate }[];
  /** What Program Management reports of the outcomes that terms may guarantee; unknown ones are absent. */
  readonly outcomes: Readonly<Record<string, number>>;
}

/** What an amount rests on, by id: entries of the ledger, items of evidence. */
export interface Sources {
  readonly entries?: readonly string[];
  readonly evidence?: readonly string[];
}

/** One entry by which places were taken; `to` is the day on which they were given up, null while they are held. */
export interface PlaceTaken {
  readonly entryId: string;
  readonly places: number;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
}

export interface PlacesOnDay {
  readonly date: CalendarDate;
  readonly peak: number;
  readonly level: number;
}

export const NO_USAGE: Usage = {
  places: [],
  credits: [],
  grants: [],
  completions: [],
  components: [],
  milestones: [],
  outcomes: {},
};

/** The most places held at once on each day asked for, in order; a day without change keeps the level of the day before. */
export function peaksOn(days: Iterable<CalendarDate>, places: readonly PlacesOnDay[]): Map<CalendarDate, number> {
  const peaks = new Map<CalendarDate, number>();
  let level = 0;
  let next = 0;
  for (const day of days) {
    let peak = level;
    for (let change = places[next]; change && change.date <= day; change = places[++next]) {
      peak = Math.max(peak, change.peak);
      level = change.level;
    }
    peaks.set(day, peak);
  }
  return peaks;
}

/** The entries behind the last so many of the places held on a day: those are the ones beyond what came before. */
export function latestHeld(taken: readonly PlaceTaken[] | undefined, day: CalendarDate, places: number): string[] {
  const entries: string[] = [];
  let missing = places;
  for (let at = (taken?.length ?? 0) - 1; at >= 0 && missing > 0; at--) {
    const place = taken?.[at];
    if (!place || place.from > day || (place.to !== null && place.to < day)) continue;
    entries.push(place.entryId);
    missing -= place.places;
  }
  return entries.reverse();
}
