import type { Instant } from '../shared/time.ts';
import { type Evidence, stands } from './evidence.ts';
import { type EvidenceScore, type Scored, scoreOf } from './score.ts';

export const SELECTION_MAX = 100;
export const SELECTION_DEFAULT = 10;
/** What evidence about no dimension is counted under. */
export const NO_DIMENSION = 'none';

type Selectable = Scored & Pick<Evidence, 'evidenceId' | 'detachedAt'>;

export type Selected<E> = EvidenceScore & { readonly evidence: E };

export interface Selection<E> {
  /** Highest score first. */
  readonly items: readonly Selected<E>[];
  /** How many of them are about each dimension. */
  readonly byDimension: Readonly<Record<string, number>>;
}

/**
 * The evidence that says most: by score, at most a third of the limit (rounded up) of a dimension, then filled up with the best of the
 * rest. Of equal scores the newer comes first, then the smaller evidenceId. What was withdrawn or detached is left out.
 */
export function selectEvidence<E extends Selectable>(
  evidence: readonly E[],
  limit: number,
  asOf: Instant,
): Selection<E> {
  const ranked = rank(evidence, asOf);
  const most = Math.ceil(limit / 3);
  const taken = new Map<string, number>();
  const chosen = new Set<Selected<E>>();
  for (const one of ranked) {
    const dimension = one.evidence.dimension ?? NO_DIMENSION;
    const before = taken.get(dimension) ?? 0;
    if (chosen.size >= limit || before >= most) continue;
    taken.set(dimension, before + 1);
    chosen.add(one);
  }
  for (const one of ranked) if (chosen.size < limit) chosen.add(one);
  const items = ranked.filter((one) => chosen.has(one));
  const counts = Map.groupBy(items, (one) => one.evidence.dimension ?? NO_DIMENSION);
  return { items, byDimension: Object.fromEntries([...counts].map(([name, own]) => [name, own.length])) };
}

/** Everything that stands, highest score first. */
function rank<E extends Selectable>(evidence: readonly E[], asOf: Instant): Selected<E>[] {
  return evidence
    .flatMap((one): Selected<E>[] => {
      const score = stands(one) ? scoreOf(one, asOf) : null;
      return score ? [{ ...score, evidence: one }] : [];
    })
    .sort(
      (a, b) =>
        b.score - a.score ||
        b.evidence.createdAt - a.evidence.createdAt ||
        (a.evidence.evidenceId < b.evidence.evidenceId ? -1 : 1),
    );
}
