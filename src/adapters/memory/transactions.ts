import { DomainError } from '../../core/domain/shared/errors.ts';
import { UNIQUE_KEYS } from '../../ports/collections.ts';
import type { CollectionName, Transactions, Write } from '../../ports/transactions.ts';
import { stored, type Tables } from './tables.ts';

type Document = { readonly id: string; readonly version?: number };

/** @param tell told of each document after its write stands */
export function createMemoryTransactions(
  tables: Tables,
  tell: (change: { collection: CollectionName; id: string }) => void = () => {},
): Transactions {
  const table = (collection: CollectionName) => tables[collection] as Map<string, Document>;

  /** Applies one write and returns what takes it back. */
  function apply(write: Write): () => void {
    const documents = table(write.collection);
    const id = write.op === 'delete' ? write.id : write.document.id;
    const before = documents.get(id);
    const undo = () => void (before ? documents.set(id, before) : documents.delete(id));

    if (write.op === 'insert') {
      if (before) throw alreadyExists(write.collection);
    } else if (!before || before.version !== write.ifVersion) {
      throw versionMismatch(write.collection);
    }
    if (write.op === 'delete') {
      documents.delete(id);
      return undo;
    }
    if (write.op === 'replace') requireNextVersion(write.document, write.ifVersion);
    if (repeatsUniqueKey(write.collection, write.document)) throw alreadyExists(write.collection);
    documents.set(id, stored(write.document));
    return undo;
  }

  function repeatsUniqueKey(collection: CollectionName, document: Document): boolean {
    const keys = UNIQUE_KEYS[collection] ?? [];
    const documents = table(collection);
    return keys.some((fields) =>
      documents
        .values()
        .some((other) => other.id !== document.id && fields.every((field) => same(other, document, field))),
    );
  }

  return {
    async commit(writes) {
      const undos: (() => void)[] = [];
      try {
        for (const write of writes) undos.push(apply(write));
      } catch (error) {
        for (const undo of undos.reverse()) undo();
        throw error;
      }
      for (const write of writes) {
        tell({ collection: write.collection, id: write.op === 'delete' ? write.id : write.document.id });
      }
    },
  };
}

function same(a: Document, b: Document, field: string): boolean {
  return (a as Record<string, unknown>)[field] === (b as Record<string, unknown>)[field];
}

function requireNextVersion(document: Document, ifVersion: number): void {
  if (document.version !== ifVersion + 1) throw new TypeError('A replacement raises the version by one');
}

function alreadyExists(collection: CollectionName): DomainError {
  return new DomainError('conflict', 'ALREADY_EXISTS', 'This exists already', { details: { collection } });
}

function versionMismatch(collection: CollectionName): DomainError {
  return new DomainError('version_mismatch', 'VERSION_MISMATCH', 'This was changed in the meantime', {
    details: { collection },
  });
}
