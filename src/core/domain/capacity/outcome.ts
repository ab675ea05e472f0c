import type { Entry } from './entry.ts';

/** What one verb did: the entry that answers it, the entry that stood already, or nothing. */
export interface Outcome {
  readonly entry?: Entry;
  readonly existing?: Entry;
}
