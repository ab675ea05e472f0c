import type { Contract } from '../rating/contract.ts';
import type { Usage } from '../rating/usage.ts';
import { SCALE } from '../shared/quantity.ts';
import { addDays, type CalendarDate, daysBetween, laterOf } from '../shared/time.ts';

/** How far back use is looked at, and how much of it is needed to project anything. */
const WINDOW_DAYS = 28;
const MIN_DAYS = 7;
/** Days that are rated over all draws together, so that a long campaign takes no longer than a short one. */
const RATED_DAYS = 20_000;
const DRAWS_MAX = 200;

/** What one past day added to each kind of use. */
interface Increment {
  readonly places: number;
  readonly credits: number;
  readonly completions: number;
  readonly components: readonly { readonly name: string; readonly quantity: number }[];
}

/** Which of the past days each day to come repeats, for each draw; null where there is nothing to project, or too little to do it from. */
export interface Projection {
  /** The first day to come. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly draws: readonly (readonly CalendarDate[])[];
}

/** Draws the days to come from the last 28 days of a running campaign, with a fixed seed, so that the same question has the same answer. */
export function drawDays(contract: Contract, today: CalendarDate): Projection | null {
  const first = laterOf(contract.startDate, addDays(today, -WINDOW_DAYS));
  const known = daysBetween(first, today);
  const ahead = daysBetween(today, contract.endDate);
  if (known < MIN_DAYS || ahead <= 0) return null;
  const random = seeded(20_250_101);
  const length = daysBetween(contract.startDate, contract.endDate) + 1;
  const draws = Math.max(20, Math.min(DRAWS_MAX, Math.floor(RATED_DAYS / length)));
  return {
    from: addDays(today, 1),
    to: contract.endDate,
    draws: Array.from({ length: draws }, () =>
      Array.from({ length: ahead }, () => addDays(first, Math.floor(random() * known))),
    ),
  };
}

/**
 * The use with one draw of the days to come behind it; places and credits stop at the hard limit of these terms.
 * @param limits the capacity and the hard limit, ten-thousandths
 */
export function projectUsage(
  usage: Usage,
  { from }: Projection,
  days: readonly CalendarDate[],
  limits: { readonly capacity: number; readonly hardLimit: number },
): Usage {
  const increments = incrementsOf(usage);
  const places = [...usage.places];
  const credits = [...usage.credits];
  const completions = [...usage.completions];
  const components = [...usage.components];
  let level = usage.places.at(-1)?.level ?? 0;
  let used = usage.credits.reduce((sum, { covered, uncovered }) => sum + covered + uncovered, 0);
  for (const [offset, like] of days.entries()) {
    const past = increments.get(like);
    if (!past) continue;
    const date = addDays(from, offset);
    if (past.places !== 0) {
      level = Math.max(0, Math.min(level + past.places, Math.floor(limits.hardLimit / SCALE)));
      places.push({ date, peak: level, level });
    }
    const credit = Math.max(0, Math.min(past.credits, limits.hardLimit - used));
    if (credit > 0) {
      const covered = Math.max(0, Math.min(credit, limits.capacity - used));
      credits.push({ date, covered, uncovered: credit - covered });
      used += credit;
    }
    for (let count = 0; count < past.completions; count++) completions.push({ completedOn: date, payableOn: date });
    for (const { name, quantity } of past.components) components.push({ name, date, quantity });
  }
  return { ...usage, places, credits, completions, components };
}

function incrementsOf(usage: Usage): Map<CalendarDate, Increment> {
  const days = new Map<CalendarDate, Increment>();
  const add = (date: CalendarDate, more: Partial<Increment>) => {
    const { places, credits, completions, components } = days.get(date) ?? NOTHING;
    days.set(date, {
      places: places + (more.places ?? 0),
      credits: credits + (more.credits ?? 0),
      completions: completions + (more.completions ?? 0),
      components: [...components, ...(more.components ?? [])],
    });
  };
  let before = 0;
  for (const { date, level } of usage.places) {
    add(date, { places: level - before });
    before = level;
  }
  for (const { date, covered, uncovered } of usage.credits) add(date, { credits: covered + uncovered });
  for (const { payableOn } of usage.completions) if (payableOn !== null) add(payableOn, { completions: 1 });
  for (const { name, date, quantity } of usage.components) add(date, { components: [{ name, quantity }] });
  return days;
}

const NOTHING: Increment = { places: 0, credits: 0, completions: 0, components: [] };

/** The generator mulberry32: numbers in [0, 1) that depend on the seed alone. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
