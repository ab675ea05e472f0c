const MOST = 60_000;

/** Counts times in milliseconds, so that however many there are it stays as small. */
export function createLatencies() {
  const counts = new Uint32Array(MOST + 1);
  let total = 0;
  return {
    add(milliseconds: number): void {
      const at = Math.min(MOST, Math.max(0, Math.ceil(milliseconds)));
      counts[at] = (counts[at] ?? 0) + 1;
      total += 1;
    },
    /** The time within which this part of all arrived; 0 where there were none. */
    within(part: number): number {
      let left = Math.ceil(total * part);
      for (let at = 0; at <= MOST; at += 1) {
        left -= counts[at] ?? 0;
        if (left <= 0) return at;
      }
      return MOST;
    },
    count: () => total,
  };
}
