/** An exact decimal as an integer of millionths: `"85.5"` is 85 500 000n. */
export type Millionths = bigint;

export const DECIMAL_PLACES = 6;
export const ONE: Millionths = 1_000_000n;

/** Millionths of a plain decimal with at most 6 decimals and 15 whole digits, or null; `"1e3"`, `".5"` and `"+1"` are none. */
export function parseDecimal(value: string | number): Millionths | null {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,6}))?$/.exec(typeof value === 'number' ? plain(value) : value);
  if (!match) return null;
  const magnitude = BigInt(match[2] ?? '') * ONE + BigInt((match[3] ?? '').padEnd(DECIMAL_PLACES, '0'));
  return match[1] === '-' ? -magnitude : magnitude;
}

/** The shortest text of a decimal: `"0.5"`, `"85"`. */
export function formatDecimal(value: Millionths): string {
  const magnitude = value < 0n ? -value : value;
  const fraction = String(magnitude % ONE)
    .padStart(DECIMAL_PLACES, '0')
    .replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${magnitude / ONE}${fraction && `.${fraction}`}`;
}

/** numerator ÷ denominator to the nearest integer, a half towards positive infinity; the denominator is positive. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const doubled = 2n * numerator + denominator;
  const divisor = 2n * denominator;
  const quotient = doubled / divisor;
  return doubled < 0n && doubled % divisor !== 0n ? quotient - 1n : quotient;
}

/** The product of two decimals, rounded half up to millionths. */
export function multiplyDecimals(a: Millionths, b: Millionths): Millionths {
  return divideHalfUp(a * b, ONE);
}

/** Small numbers print as `1e-7`; what that stands for has too many decimals anyway. */
function plain(value: number): string {
  return Number.isFinite(value) ? String(value) : '';
}
