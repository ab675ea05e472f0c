import type { DocumentChange, DocumentChanges } from '../../ports/document-changes.ts';

export interface MemoryDocumentChanges extends DocumentChanges {
  tell(change: DocumentChange): void;
}

/** Every change since the store was made; a resume point is the number of changes seen. */
export function createMemoryDocumentChanges(): MemoryDocumentChanges {
  const seen: DocumentChange[] = [];
  const waiting = new Set<() => void>();
  return {
    tell(change) {
      seen.push(change);
      for (const wake of [...waiting]) wake();
    },
    async follow(collections, resumeAt, onChange, signal) {
      let next = resumeAt === null ? seen.length : Number(resumeAt);
      while (!signal.aborted) {
        const change = seen[next];
        if (!change) {
          await nextChange(waiting, signal);
          continue;
        }
        next += 1;
        if (collections.includes(change.collection)) onChange(change, String(next));
      }
    },
  };
}

function nextChange(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      waiting.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    waiting.add(wake);
    signal.addEventListener('abort', wake);
  });
}
