import { FEWEST_PEOPLE, type UnknownReason } from '../metrics/withhold.ts';
import { divideHalfUp } from '../shared/decimal.ts';
import { type RatioInTenThousandths, SCALE } from '../shared/quantity.ts';
import { fromDecimal, sum } from '../shared/rational.ts';
import { type Evidence, stands, VERIFICATIONS, type Verification } from './evidence.ts';

/** What the evidence of a dimension comes to. */
export interface DimensionEvidence {
  /** Null for evidence that is about none. */
  readonly dimension: string | null;
  readonly counts: Readonly<Record<Verification, number>>;
  /** The mean outcome of what stands. */
  readonly outcome: RatioInTenThousandths | null;
  /** Why the outcome is null. */
  readonly reason: UnknownReason | null;
}

/**
 * Attached evidence by dimension, most of it first. The mean outcome, half up, is withheld from those who may not see single people where it
 * is over fewer than 5 of them.
 * @param served over how many people evidence about nobody in particular is
 */
export function evidenceByDimension(
  evidence: readonly Evidence[],
  served: number,
  maySeePeople: boolean,
): DimensionEvidence[] {
  const attached = evidence.filter(({ detachedAt }) => detachedAt === null);
  return [...Map.groupBy(attached, ({ dimension }) => dimension)]
    .map(([dimension, own]) => {
      const counts = Object.fromEntries(
        VERIFICATIONS.map((state) => [state, own.filter(({ verification }) => verification === state).length]),
      ) as Record<Verification, number>;
      const telling = own.filter((one) => stands(one) && one.outcome !== null);
      return { dimension, counts, ...meanOutcome(telling, served, maySeePeople) };
    })
    .sort((a, b) => standing(b) - standing(a) || ((a.dimension ?? '') < (b.dimension ?? '') ? -1 : 1));
}

function standing({ counts }: DimensionEvidence): number {
  return counts.pending + counts.verified;
}

function meanOutcome(
  telling: readonly Evidence[],
  served: number,
  maySeePeople: boolean,
): Pick<DimensionEvidence, 'outcome' | 'reason'> {
  if (telling.length === 0) return { outcome: null, reason: 'not_reported' };
  if (!maySeePeople && peopleBehind(telling, served) < FEWEST_PEOPLE) return { outcome: null, reason: 'too_few' };
  const total = sum(telling.map(({ outcome }) => fromDecimal(outcome ?? 0)));
  const mean = divideHalfUp(total.numerator * BigInt(SCALE), total.denominator * BigInt(telling.length));
  return { outcome: Number(mean), reason: null };
}

function peopleBehind(telling: readonly Evidence[], served: number): number {
  const subjects = new Set(telling.flatMap(({ subject }) => subject ?? []));
  return telling.some(({ subject }) => subject === null) ? Math.max(served, subjects.size) : subjects.size;
}
