/** How often the first in line tries again: other processes' writers, each first in its own line, may be luckier many times. */
export const PATIENT = 200;

const lines = new WeakMap<object, Map<string, Promise<void>>>();

/**
 * Does the works on one thing after another within this process, whatever became of the one before, so that only other processes are
 * raced for it. It spares retries; what keeps the writes apart is still their precondition.
 * @param store what the works write to
 */
export async function inTurn<T>(store: object, thing: string, work: () => Promise<T>): Promise<T> {
  const line = lines.get(store) ?? new Map<string, Promise<void>>();
  lines.set(store, line);
  const turn = (line.get(thing) ?? Promise.resolve()).then(work);
  const over = turn.then(
    () => {},
    () => {},
  );
  line.set(thing, over);
  try {
    return await turn;
  } finally {
    if (line.get(thing) === over) line.delete(thing);
  }
}
