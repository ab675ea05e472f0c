import { type Actor, isStaff } from '../access/actor.ts';
import type { PeopleFigure } from './impact.ts';

/** Outcome figures over fewer people than this could tell of one of them. */
export const FEWEST_PEOPLE = 5;

/** Why a figure is null. */
export type UnknownReason = 'not_reported' | 'too_few' | 'not_known_then';

/** A figure as somebody may see it. */
export interface ShownFigure {
  readonly value: number | null;
  readonly reason: UnknownReason | null;
}

/** The figure, withheld from company roles where it is over fewer than 5 people. */
export function showFigure({ value, people }: PeopleFigure, actor: Actor): ShownFigure {
  if (value === null) return { value, reason: 'not_reported' };
  if (!isStaff(actor) && people < FEWEST_PEOPLE) return { value: null, reason: 'too_few' };
  return { value, reason: null };
}
