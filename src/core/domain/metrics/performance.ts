import type { Actor } from '../access/actor.ts';
import { divideHalfUp, ONE, parseDecimal } from '../shared/decimal.ts';
import type { MinorUnits } from '../shared/money.ts';
import { type Quantity, SCALE } from '../shared/quantity.ts';
import type { CampaignMetrics } from './metrics.ts';
import { type ShownFigure, showFigure } from './withhold.ts';

/** What one outcome cost. */
export interface OutcomeCost {
  readonly dimension: string;
  /** 0..1 */
  readonly score: ShownFigure;
  /** Beneficiaries × their score: so many whole outcomes; null where it is withheld. */
  readonly reached: Quantity | null;
  readonly costPerOutcome: MinorUnits | null;
}

/** What was got for what was spent; never for what was allocated. */
export interface Performance {
  readonly costPerLearner: MinorUnits | null;
  readonly costPerHour: MinorUnits | null;
  readonly outcomes: readonly OutcomeCost[];
  /** (SROI − 1) × 100, in percent. */
  readonly roi: number | null;
}

/** Spent ÷ beneficiaries served, hours and outcomes reached, each null where there is none, as the actor may see it. */
export function performanceOf(metrics: CampaignMetrics, actor: Actor): Performance {
  const { spent } = metrics.budget;
  const sroi = showFigure(metrics.sroi, actor).value;
  return {
    costPerLearner: perQuantity(spent, metrics.beneficiariesServed * SCALE),
    costPerHour: perQuantity(spent, metrics.hours),
    outcomes: Object.entries(metrics.outcomes).map(([dimension, figure]) => {
      const score = showFigure(figure, actor);
      const reached = score.value === null ? null : timesPeople(score.value, figure.people);
      return { dimension, score, reached, costPerOutcome: reached === null ? null : perQuantity(spent, reached) };
    }),
    roi: sroi === null ? null : roiOf(sroi),
  };
}

/** (SROI − 1) × 100, exactly. */
export function roiOf(sroi: number): number {
  return (Number(parseDecimal(sroi) ?? 0n) - Number(ONE)) / 10_000;
}

function perQuantity(amount: MinorUnits, quantity: Quantity): MinorUnits | null {
  if (quantity <= 0) return null;
  return Number(divideHalfUp(BigInt(amount) * BigInt(SCALE), BigInt(quantity)));
}

function timesPeople(score: number, people: number): Quantity {
  return Number(divideHalfUp((parseDecimal(score) ?? 0n) * BigInt(people) * BigInt(SCALE), ONE));
}
