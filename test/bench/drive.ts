import { performance } from 'node:perf_hooks';

export interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Keeps so many requests under way at a time until the total is reached; each worker starts its next as soon as the last is answered. */
export async function drive(
  atOnce: number,
  total: number,
  request: (index: number) => Promise<unknown>,
): Promise<Measured> {
  const latencies = new Float64Array(total);
  let next = 0;
  const worker = async () => {
    while (next < total) {
      const index = next;
      next += 1;
      const asked = performance.now();
      await request(index);
      latencies[index] = performance.now() - asked;
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - begun) / 1_000;
  latencies.sort();
  return { perSecond: total / seconds, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Runs each contender in turn, round after round, so that a slow minute of the machine meets all of them; medians of each. */
export async function alternate<N extends string>(
  rounds: number,
  contenders: Readonly<Record<N, () => Promise<Measured>>>,
): Promise<Record<N, Measured>> {
  const names = Object.keys(contenders) as N[];
  const runs = new Map<N, Measured[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) runs.get(name)?.push(await contenders[name]());
  }
  const medianOf = (name: N, figure: keyof Measured) => median((runs.get(name) ?? []).map((run) => run[figure]));
  const medians = names.map((name) => [
    name,
    { perSecond: medianOf(name, 'perSecond'), p50: medianOf(name, 'p50'), p99: medianOf(name, 'p99') },
  ]);
  return Object.fromEntries(medians) as Record<N, Measured>;
}
