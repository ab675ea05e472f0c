import type { Ids } from '../../src/ports/ids.ts';

/** `id-0001`, `id-0002`, …: readable, and in order like the real ones. */
export function createSequentialIds(prefix = 'id'): Ids {
  let count = 0;
  return {
    next: () => {
      count += 1;
      return `${prefix}-${String(count).padStart(4, '0')}`;
    },
  };
}
