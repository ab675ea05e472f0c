import type { Collections } from './collections.ts';

export type CollectionName = keyof Collections;

/** A write with its precondition in it. Versioned documents carry `version`; a replacement raises it by one. */
export type Write = {
  [C in CollectionName]:
    | { readonly op: 'insert'; readonly collection: C; readonly document: Collections[C] }
    | { readonly op: 'replace'; readonly collection: C; readonly document: Collections[C]; readonly ifVersion: number }
    | { readonly op: 'delete'; readonly collection: C; readonly id: string; readonly ifVersion: number };
}[CollectionName];

/** A state change, its history, its outbox rows, its audit and its receipt stand or fall together. */
export interface Transactions {
  /**
   * Applies all writes or none, with majority.
   * Throws VERSION_MISMATCH when a document is no longer at `ifVersion` (or is gone), ALREADY_EXISTS when an inserted id or a
   * unique key stands already, UNAVAILABLE when the store cannot be reached. Details carry `{ collection }`.
   */
  commit(writes: readonly Write[]): Promise<void>;
}
