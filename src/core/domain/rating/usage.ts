import type { Quantity } from '../shared/quantity.ts';
import type { CalendarDate } from '../shared/time.ts';

/** What was used, by day in the campaign's time zone; days before the start count into the first day. Every list is oldest first. */
export interface Usage {
  /** Seats, or learners of a bundle: on days of change the most that were held at once, and how many at the day's end. */
  readonly places: readonly PlacesOnDay[];
  /** Credits, signed: what grants covered and what none did. */
  readonly credits: readonly {
    readonly date: CalendarDate;
    readonly covered: Quantity;
    readonly uncovered: Quantity;
  }[];
  /** Grants beside the allocation, with their cost in minor units, on the day they start. */
  readonly grants: readonly { readonly date: CalendarDate; readonly cost: number }[];
  /** Learners who completed; `payableOn` is the later of completion and evidence, null while evidence is required and missing. */
  readonly completions: readonly { readonly completedOn: CalendarDate; readonly payableOn: CalendarDate | null }[];
  /** Quantities of custom components, by the component's name. */
  readonly components: readonly { readonly name: string; readonly date: CalendarDate; readonly quantity: Quantity }[];
  readonly milestones: readonly { readonly milestone: string; readonly reachedOn: CalendarDate }[];
  /** What Program Management reports of the outcomes that terms may guarantee; unknown ones are absent. */
  readonly outcomes: Readonly<Record<string, number>>;
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
