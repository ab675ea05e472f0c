import type { Ids } from '../../ports/ids.ts';

/** How many ids of one millisecond the 12 bits behind the time can count. */
const COUNTER_END = 0x1000;

/**
 * UUIDv7 by RFC 9562 with method 1, a counter behind the milliseconds, so that ids of one process sort as they were made.
 * Own code because Deno's `node:crypto` has no `randomUUIDv7` yet.
 */
export function createUuids(now: () => number = Date.now): Ids {
  let time = 0;
  let counter = 0;
  return {
    next() {
      const present = now();
      if (present > time) {
        time = present;
        counter = 0;
      } else {
        counter += 1;
        if (counter === COUNTER_END) {
          time += 1;
          counter = 0;
        }
      }
      return format(time, counter, crypto.getRandomValues(new Uint8Array(8)));
    },
  };
}

function format(time: number, counter: number, random: Uint8Array): string {
  const stamp = time.toString(16).padStart(12, '0');
  random[0] = 0x80 | ((random[0] ?? 0) & 0x3f);
  const tail = random.toHex();
  const count = counter.toString(16).padStart(3, '0');
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${count}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
