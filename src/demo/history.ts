import type { Random } from './random.ts';

/** One thing that happened: `piece` names the consumption that it is, or that it takes back. */
export interface HistoryEvent {
  readonly kind: 'consume' | 'release' | 'reverse';
  /** Days after the first one. */
  readonly day: number;
  /** Minutes after midnight. */
  readonly minute: number;
  readonly piece: number;
  readonly quantity: number;
}

export interface HistoryWish {
  /** What is consumed at the end, in whole pieces of the smallest kind. */
  readonly target: number;
  /** What may never be passed on the way; at least the target. */
  readonly limit: number;
  /** 1 is Monday, 7 Sunday. */
  readonly firstWeekday: number;
  readonly days: number;
  /** Consumptions that are taken back on the way: places given up, and entries made by mistake. */
  readonly releases: number;
  readonly reversals: number;
  /** How much is consumed at a time; 1 unless given. */
  readonly size?: { readonly min: number; readonly max: number };
  readonly random: Random;
}

/**
 * A believable way from nothing to the target: a slow start that picks up speed and slackens a little, nothing at weekends, a few places
 * given up and a few mistakes. In order of time; ends exactly at the target and is never above the limit.
 * Throws RangeError where there is no such way.
 */
export function planHistory(wish: HistoryWish): HistoryEvent[] {
  const { target, limit, random } = wish;
  const weights = dayWeights(wish);
  const size = wish.size ?? { min: 1, max: 1 };
  if (target > limit || size.max > limit)
    throw new RangeError('The target and every single piece must fit below the limit');
  if (!weights.some((weight) => weight > 0)) throw new RangeError('There is no working day in this time');
  const kept = piecesUpTo(target, size, random);
  let line: Change[] = kept.map((quantity, piece) => ({ kind: 'consume', piece, quantity }));
  const takenBack = [
    ...Array<'release'>(wish.releases).fill('release'),
    ...Array<'reverse'>(wish.reversals).fill('reverse'),
  ];
  for (const [at, kind] of takenBack.entries()) {
    const quantity = random.integer(size.min, size.max);
    line = withPair(line, { kind, piece: kept.length + at, quantity }, limit, random);
  }
  const moments = momentsFor(line.length, weights, random);
  return line.map((change, at) => ({ ...change, ...(moments[at] ?? { day: 0, minute: 0 }) }));
}

type Change = Pick<HistoryEvent, 'kind' | 'piece' | 'quantity'>;

function piecesUpTo(target: number, size: { min: number; max: number }, random: Random): number[] {
  const pieces: number[] = [];
  for (let left = target; left > 0; ) {
    const piece = Math.min(left, random.integer(size.min, size.max));
    pieces.push(piece);
    left -= piece;
  }
  return pieces;
}

/** Puts a consumption and its taking back into the line, at places where the sum between them stays below the limit. */
function withPair(line: readonly Change[], back: Change, limit: number, random: Random): Change[] {
  const sums = [0];
  for (const change of line) sums.push((sums.at(-1) ?? 0) + (change.kind === 'consume' ? 1 : -1) * change.quantity);
  const fits = (at: number) => (sums[at] ?? limit) + back.quantity <= limit;
  const wanted = random.integer(0, Math.floor(line.length * 0.7));
  const from = fits(wanted) ? wanted : 0;
  let until = from;
  while (until < line.length && fits(until + 1)) until += 1;
  const to = random.integer(from, until);
  return [...line.slice(0, from), { ...back, kind: 'consume' }, ...line.slice(from, to), back, ...line.slice(to)];
}

/** How busy each weekday is, Monday first. */
const RHYTHM = [0.8, 1.1, 1.2, 1.1, 0.7, 0, 0];

function dayWeights({ days, firstWeekday }: HistoryWish): number[] {
  return Array.from({ length: days }, (_, day) => {
    const progress = (day + 0.5) / days;
    const rise = Math.sin((Math.PI / 2) * Math.min(1, progress / 0.45)) ** 1.5;
    const pace = 0.2 + rise - 0.6 * Math.max(0, progress - 0.6);
    return pace * (RHYTHM[(firstWeekday - 1 + day) % 7] ?? 0);
  });
}

const OPENS = 8 * 60;
const CLOSES = 18 * 60;

/** So many moments in order, more on busy days, within working hours. */
function momentsFor(count: number, weights: readonly number[], random: Random): { day: number; minute: number }[] {
  const sums: number[] = [];
  let total = 0;
  for (const weight of weights) {
    total += weight;
    sums.push(total);
  }
  const moments = Array.from({ length: count }, () => {
    const drawn = random.next() * total;
    return { day: sums.findIndex((sum) => sum > drawn), minute: random.integer(OPENS, CLOSES) };
  });
  return moments.sort((a, b) => a.day - b.day || a.minute - b.minute);
}
