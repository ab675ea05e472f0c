/** A slice of a list; `nextCursor` is opaque, null at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** 1..100 items from behind the cursor; a cursor that cannot be read throws INVALID_CURSOR. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor: string | null;
}

export interface Sort<F extends string> {
  readonly field: F;
  readonly direction: 'asc' | 'desc';
}
