import type { BackgroundOptions } from './background.ts';

export interface GatheredWrites<T> {
  /** The newest value of a key waits for the next write; an older one that still waits is replaced. */
  put(key: string, value: T): void;
  /** Resolves when everything put before is written. */
  written(signal: AbortSignal): Promise<void>;
}

/** Writes at most once in so many milliseconds: what comes in while a write waits for its turn goes with it. */
export function gatherWrites<T>(
  every: number,
  sleep: BackgroundOptions['sleep'],
  save: (values: readonly T[]) => Promise<void>,
): GatheredWrites<T> {
  const waiting = new Map<string, T>();
  let turn: Promise<void> | null = null;
  let rest: Promise<void> = Promise.resolve();

  async function write(signal: AbortSignal): Promise<void> {
    await rest;
    turn = null;
    const values = [...waiting.values()];
    waiting.clear();
    rest = sleep(every, signal);
    await save(values);
  }

  return {
    put: (key, value) => void waiting.set(key, value),
    async written(signal) {
      turn ??= write(signal);
      await turn;
    },
  };
}
