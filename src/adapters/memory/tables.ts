import type { CampaignFigures } from '../../core/domain/campaign/figures.ts';
import type { Collections } from '../../ports/collections.ts';
import type { CollectionName } from '../../ports/transactions.ts';

/** The documents of each collection by id; what the in-memory adapters share. */
export type Tables = { readonly [C in CollectionName]: Map<string, Collections[C]> } & {
  readonly figures: Map<string, CampaignFigures>;
};

/** Empty tables; a collection comes to be when it is first asked for. */
export function createTables(): Tables {
  const tables = new Map<string, Map<string, unknown>>();
  return new Proxy({} as Tables, {
    get(_target, name: string) {
      const table = tables.get(name) ?? new Map();
      tables.set(name, table);
      return table;
    },
    ownKeys: () => [...tables.keys()],
    getOwnPropertyDescriptor: (_target, name: string) => ({
      enumerable: true,
      configurable: true,
      value: tables.get(name),
    }),
  });
}

/** A frozen copy, so that neither the writer nor a reader changes what is stored. */
export function stored<T>(document: T): T {
  return freeze(structuredClone(document));
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const part of Object.values(value)) freeze(part);
    Object.freeze(value);
  }
  return value;
}
