import type { Instance } from '../lifecycle/instance.ts';
import { divideHalfUp, ONE, parseDecimal } from '../shared/decimal.ts';
import { parseQuantity, type Quantity } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';

/** A figure over people, and over how many. */
export interface PeopleFigure {
  /** Null where nobody reported it. */
  readonly value: number | null;
  readonly people: number;
}

/** What Program Management reports of a campaign's outcomes, over all of its cohorts. */
export interface Impact {
  readonly sroi: PeopleFigure;
  readonly vis: PeopleFigure;
  readonly outcomes: Readonly<Record<string, PeopleFigure>>;
}

/** The reported SROI and VIS of a campaign as lists show them, written with each cohort so that cohorts written at once do not pass by each other. */
export interface CampaignImpact {
  /** The campaign's. */
  readonly id: string;
  readonly version: number;
  readonly companyId: string;
  readonly sroi: PeopleFigure;
  readonly vis: PeopleFigure;
  readonly updatedAt: Instant;
}

/** A planned cohort has begun nothing yet and does not count; a completed one keeps counting. */
export function begun<I extends Pick<Instance, 'status'>>(instances: readonly I[]): readonly I[] {
  return instances.filter(({ status }) => status !== 'planned');
}

/**
 * SROI and outcome scores weighted by beneficiaries, VIS by volunteers, the plain mean where all weights are 0; cohorts that report
 * nothing do not count. Exact, rounded half up to 6 decimals.
 */
export function impactOf(instances: readonly Instance[]): Impact {
  const counted = begun(instances);
  const beneficiaries = (instance: Instance) => instance.enrolledBeneficiaries;
  const volunteers = (instance: Instance) => instance.enrolledVolunteers;
  const dimensions = [...new Set(counted.flatMap(({ outcomeScores }) => Object.keys(outcomeScores)))].sort();
  return {
    sroi: weightedMean(counted, beneficiaries, ({ sroi }) => sroi),
    vis: weightedMean(counted, volunteers, ({ vis }) => vis),
    outcomes: Object.fromEntries(
      dimensions.map((name) => [
        name,
        weightedMean(counted, beneficiaries, ({ outcomeScores }) => outcomeScores[name] ?? null),
      ]),
    ),
  };
}

/** What the cohorts that have begun ever had and did: people, sessions and hours summed. */
export function totalsOf(instances: readonly Instance[]): {
  readonly volunteers: number;
  readonly beneficiaries: number;
  readonly sessions: number;
  readonly hours: Quantity;
} {
  const counted = begun(instances);
  const sum = (of: (instance: Instance) => number) => counted.reduce((total, instance) => total + of(instance), 0);
  return {
    volunteers: sum(({ enrolledVolunteers }) => enrolledVolunteers),
    beneficiaries: sum(({ enrolledBeneficiaries }) => enrolledBeneficiaries),
    sessions: sum(({ sessionsHeld }) => sessionsHeld),
    hours: sum(({ hoursLogged }) => parseQuantity(hoursLogged) ?? 0),
  };
}

function weightedMean(
  instances: readonly Instance[],
  weightOf: (instance: Instance) => number,
  figureOf: (instance: Instance) => number | null,
): PeopleFigure {
  return meanOf(instances.map((instance) => ({ value: figureOf(instance), people: weightOf(instance) })));
}

/** The mean of figures by their people, the plain one where there are no people; what is not known does not count. To 6 decimals. */
export function meanOf(figures: readonly PeopleFigure[]): PeopleFigure {
  const known = figures.flatMap(({ value, people }) =>
    value === null ? [] : [{ value: parseDecimal(value) ?? 0n, weight: BigInt(people) }],
  );
  if (known.length === 0) return { value: null, people: 0 };
  const people = known.reduce((sum, { weight }) => sum + weight, 0n);
  const total = known.reduce((sum, { value, weight }) => sum + value * (people === 0n ? 1n : weight), 0n);
  const mean = divideHalfUp(total, people === 0n ? BigInt(known.length) : people);
  return { value: Number(mean) / Number(ONE), people: Number(people) };
}
