/** An amount of capacity as an integer of ten-thousandths: 1 seat is 10 000. Exact, at most 10^9 units. */
export type Quantity = number;

/** A ratio as an integer of ten-thousandths: 10 % is 1 000. */
export type RatioInTenThousandths = number;

export const SCALE = 10_000;
export const MAX_UNITS = 1_000_000_000;
export const MAX_QUANTITY: Quantity = MAX_UNITS * SCALE;

/** What a campaign's capacity is counted in. */
export const UNITS = ['seat', 'credit', 'learner', 'session', 'hour'] as const;
export type Unit = (typeof UNITS)[number];

/** Units that belong to a person: one for each subject, once. */
export function belongsToSubject(unit: Unit): boolean {
  return unit === 'seat' || unit === 'learner';
}

/** The smallest amount of the unit: credits have 4 decimals, everything else is whole. */
export function precisionOf(unit: Unit): Quantity {
  return unit === 'credit' ? 1 : SCALE;
}

/**
 * Ten-thousandths of a JSON number, or null where it has more than 4 decimals or exceeds 10^9 either way.
 * Exact: it reads the number's shortest decimal form and never multiplies binary fractions.
 */
export function parseQuantity(value: number): Quantity | null {
  if (!Number.isFinite(value) || Math.abs(value) > MAX_UNITS) return null;
  const text = String(value);
  const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(text);
  if (!match) return null;
  const magnitude = Number(match[2]) * SCALE + Number((match[3] ?? '').padEnd(4, '0'));
  return match[1] === '-' ? -magnitude || 0 : magnitude;
}

/** The JSON number of a quantity; exact within the bounds of `parseQuantity`. */
export function toUnits(quantity: Quantity): number {
  return quantity / SCALE;
}

/** Multiplies and divides integers exactly, rounding the quotient down. */
export function multiplyFloor(a: number, b: number, divisor: number): number {
  const product = BigInt(a) * BigInt(b);
  const quotient = product / BigInt(divisor);
  return Number(product < 0n && product % BigInt(divisor) !== 0n ? quotient - 1n : quotient);
}

/** a ÷ b to 4 decimals, half up, on exact integers; null when b is 0. */
export function ratio(a: number, b: number): number | null {
  if (b === 0) return null;
  const scaled = multiplyFloor(a * 2, SCALE, b);
  return Math.floor((scaled + 1) / 2) / SCALE;
}
