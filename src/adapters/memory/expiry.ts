import { KEPT_FROM } from '../../core/domain/retention/retention.ts';
import type { Instant } from '../../core/domain/shared/time.ts';
import type { Expiry } from '../../ports/expiry.ts';
import type { Tables } from './tables.ts';

export function createMemoryExpiry(tables: Tables): Expiry {
  return {
    async remove(what, before, atMost) {
      const old = [...tables[what].values()].flatMap(({ id, ...fields }) => {
        const at = (fields as Readonly<Record<string, unknown>>)[KEPT_FROM[what]] as Instant | null;
        return at !== null && at < before ? [{ id, at }] : [];
      });
      const oldest = old.sort((a, b) => a.at - b.at).slice(0, atMost);
      return oldest.filter(({ id }) => tables[what].delete(id)).length;
    },
  };
}
