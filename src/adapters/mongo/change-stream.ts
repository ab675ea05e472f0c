import { MongoServerError } from 'mongodb';

/** InvalidResumeToken, ChangeStreamFatalError, ChangeStreamHistoryLost. */
const RESUME_LOST = new Set([260, 280, 286]);

/** How long the database waits for news before it answers that there are none. */
const AWAIT_NEWS = 1_000;

/** The options of a stream that goes on behind a resume point, the stream's own token; null begins now. */
export function streamOptions(resumeAt: string | null) {
  return { maxAwaitTimeMS: AWAIT_NEWS, ...(resumeAt !== null && { resumeAfter: { _data: resumeAt } }) };
}

/** The part of a change stream that reading needs, whatever its changes are. */
interface Readable {
  readonly closed: boolean;
  tryNext(): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Hands on each change with its resume point until the signal stops it, and closes the stream either way.
 * Throws an error named RESUME_LOST where the resume point is older than what the database keeps, others as they come.
 */
export async function readChangeStream<C extends { readonly _id: unknown }>(
  stream: Readable,
  onChange: (change: C, resumeAt: string) => Promise<void> | void,
  signal: AbortSignal,
): Promise<void> {
  const close = () => void stream.close().catch(() => {});
  signal.addEventListener('abort', close, { once: true });
  try {
    while (!signal.aborted) {
      const change = (await stream.tryNext()) as C | null;
      if (change !== null) await onChange(change, tokenOf(change._id));
      else if (stream.closed) throw new Error('The change stream ended: what it follows is gone');
    }
  } catch (error) {
    if (signal.aborted) return;
    throw isResumeLost(error) ? resumeLost(error) : error;
  } finally {
    signal.removeEventListener('abort', close);
    await stream.close().catch(() => {});
  }
}

function tokenOf(token: unknown): string {
  return String((token as { _data: string })._data);
}

function isResumeLost(error: unknown): boolean {
  return error instanceof MongoServerError && RESUME_LOST.has(Number(error.code));
}

function resumeLost(cause: unknown): Error {
  const error = new Error('The resume point is older than what the database keeps', { cause });
  error.name = 'RESUME_LOST';
  return error;
}
