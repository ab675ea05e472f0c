import type { Chance } from './chance.ts';

/** How often things go wrong in a run, from 0 to 1; each seed has its own mixture, so that some runs have much of one and none of another. */
export interface Faults {
  /** A call fails and nothing has happened. */
  readonly refused: number;
  /** An append is applied and its answer lost. */
  readonly unanswered: number;
  /** An append is applied long after its caller was told that nobody knows. */
  readonly late: number;
  /** A load shows what stood a while ago. */
  readonly stale: number;
  /** A load comes in parts. */
  readonly parts: number;
  /** A lookup finds its parts at different times. */
  readonly torn: number;
  /** Between two steps of a client, a process dies. */
  readonly crashes: number;
  /** Somebody keeps a checkpoint. */
  readonly checkpoints: number;
}

export const NO_FAULTS: Faults = {
  refused: 0,
  unanswered: 0,
  late: 0,
  stale: 0,
  parts: 0,
  torn: 0,
  crashes: 0,
  checkpoints: 0,
};

export function drawFaults(chance: Chance): Faults {
  const rate = (most: number) => (chance.happens(0.5) ? 0 : chance.integer(1, 100) * (most / 100));
  return {
    refused: rate(0.15),
    unanswered: rate(0.3),
    late: rate(0.2),
    stale: rate(0.3),
    parts: rate(0.3),
    torn: rate(0.5),
    crashes: rate(0.12),
    checkpoints: rate(0.2),
  };
}
