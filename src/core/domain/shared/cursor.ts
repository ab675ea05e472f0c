import { DomainError } from './errors.ts';

/** A value that a list is sorted by. */
export type CursorValue = string | number | null;

export type CursorType = 'string' | 'number';

/** An opaque place in a list: `scope` names the list and its order, `values` are the last item's sort values. */
export function encodeCursor(scope: string, values: readonly CursorValue[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify([scope, ...values]));
  return bytes.toBase64({ alphabet: 'base64url', omitPadding: true });
}

/**
 * The sort values of a cursor made for the same scope, each of its type or null.
 * Throws INVALID_CURSOR for anything else: a cursor comes back from outside and may be forged.
 */
export function decodeCursor(scope: string, cursor: string, types: readonly CursorType[]): CursorValue[] {
  const [madeFor, ...values] = parse(cursor);
  const fits =
    values.length === types.length && values.every((value, at) => value === null || typeof value === types[at]);
  if (madeFor !== scope || !fits) throw invalidCursor();
  return values as CursorValue[];
}

function parse(cursor: string): unknown[] {
  try {
    const bytes = Uint8Array.fromBase64(cursor, { alphabet: 'base64url' });
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (Array.isArray(parsed)) return parsed;
  } catch {
    throw invalidCursor();
  }
  throw invalidCursor();
}

function invalidCursor(): DomainError {
  return new DomainError('malformed', 'INVALID_CURSOR', 'The cursor is not one that this list gave');
}
