/** Passes things on together: at once after a pause, else those of one interval at its end, in their order. */
export interface Gathering<T> {
  add(thing: T): void;
  /** What still waits is not passed on. */
  stop(): void;
}

/** @param interval milliseconds between the times when things are passed on; 0 passes each on by itself */
export function createGathering<T>(
  pass: (things: readonly T[]) => void,
  interval: number,
  onError: (error: unknown) => void,
): Gathering<T> {
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  let stopped = false;

  function takeTurn(): void {
    timer = null;
    if (stopped || waiting.length === 0) return;
    const things = waiting;
    waiting = [];
    if (interval > 0) timer = setTimeout(takeTurn, interval);
    try {
      pass(things);
    } catch (error) {
      onError(error);
    }
  }

  return {
    add(thing) {
      waiting.push(thing);
      if (timer === null) takeTurn();
    },
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
