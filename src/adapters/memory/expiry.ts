import type { Expiry } from '../../ports/expiry.ts';
import type { Tables } from './tables.ts';

export function createMemoryExpiry(tables: Tables): Expiry {
  return {
    async remove(what, before, atMost) {
      const written = [...tables[what].values()].map((document) => ({
        id: document.id,
        at: 'createdAt' in document ? document.createdAt : document.at,
      }));
      const old = written.filter(({ at }) => at < before).sort((a, b) => a.at - b.at);
      return old.slice(0, atMost).filter(({ id }) => tables[what].delete(id)).length;
    },
  };
}
