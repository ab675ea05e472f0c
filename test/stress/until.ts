import { setTimeout as wait } from 'node:timers/promises';

/** Asks again until it is so. Throws when it is not within the time. */
export async function until(isSo: () => boolean | Promise<boolean>, within: number, what: string): Promise<void> {
  const end = performance.now() + within;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Not within ${within / 1_000} s: ${what}`);
    await wait(100);
  }
}
