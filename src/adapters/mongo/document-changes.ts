import { type ChangeStream, type Db, type Document, MongoServerError } from 'mongodb';
import type { DocumentChange, DocumentChanges, Followed } from '../../ports/document-changes.ts';

/** InvalidResumeToken, ChangeStreamFatalError, ChangeStreamHistoryLost. */
const RESUME_LOST = new Set([260, 280, 286]);
const AWAIT_NEWS = 1_000;

/** Follows documents by the database's change stream, their ids only; a resume point is the stream's token. */
export function createMongoDocumentChanges(db: Db): DocumentChanges {
  return {
    async follow(collections, resumeAt, onChange, signal) {
      const wanted = {
        operationType: { $in: ['insert', 'replace', 'update', 'delete'] },
        'ns.coll': { $in: [...collections] },
      };
      const stream = db.watch([{ $match: wanted }, { $project: { documentKey: 1, ns: 1 } }], {
        maxAwaitTimeMS: AWAIT_NEWS,
        ...(resumeAt !== null && { resumeAfter: { _data: resumeAt } }),
      });
      const close = () => void stream.close().catch(() => {});
      signal.addEventListener('abort', close, { once: true });
      try {
        await read(stream, onChange, signal);
      } catch (error) {
        if (signal.aborted) return;
        throw isResumeLost(error) ? resumeLost(error) : error;
      } finally {
        signal.removeEventListener('abort', close);
        await stream.close().catch(() => {});
      }
    },
  };
}

interface Told {
  readonly _id: { readonly _data: string };
  readonly ns: { readonly coll: Followed };
  readonly documentKey: { readonly _id: string };
}

async function read(
  stream: ChangeStream<Document>,
  onChange: (change: DocumentChange, resumeAt: string) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const change = (await stream.tryNext()) as unknown as Told | null;
    if (change === null) {
      if (stream.closed) throw new Error('The change stream ended');
      continue;
    }
    onChange({ collection: change.ns.coll, id: String(change.documentKey._id) }, change._id._data);
  }
}

function isResumeLost(error: unknown): boolean {
  return error instanceof MongoServerError && RESUME_LOST.has(Number(error.code));
}

function resumeLost(cause: unknown): Error {
  const error = new Error('The resume point is older than what the database keeps', { cause });
  error.name = 'RESUME_LOST';
  return error;
}
