import { divideHalfUp, parseDecimal } from '../../../core/domain/shared/decimal.ts';

/** SROI, VIS, a score or a percentage with at most 2 decimals, half up on its decimals; null stays null. */
export function presentScore(value: number): number;
export function presentScore(value: number | null): number | null;
export function presentScore(value: number | null): number | null {
  if (value === null) return null;
  const millionths = parseDecimal(value);
  return millionths === null ? value : Number(divideHalfUp(millionths, 10_000n)) / 100;
}

/** A share from 0 to 1 with at most 4 decimals, half up. */
export function presentShare(value: number): number {
  const millionths = parseDecimal(value);
  return millionths === null ? value : Number(divideHalfUp(millionths, 100n)) / 10_000;
}
