import type { Instance } from '../lifecycle/instance.ts';

type Reported = Pick<Instance, 'sroi' | 'vis' | 'outcomeScores' | 'enrolledVolunteers' | 'enrolledBeneficiaries'>;

/**
 * The outcomes that terms may guarantee, as Program Management reports them: SROI and outcome scores weighted by beneficiaries, VIS by
 * volunteers, the plain mean where all weights are 0. What nobody reported is absent.
 */
export function reportedOutcomes(instances: readonly Reported[]): Readonly<Record<string, number>> {
  const outcomes: Record<string, number> = {};
  const keep = (name: string, value: number | null) => {
    if (value !== null) outcomes[name] = value;
  };
  for (const name of new Set(instances.flatMap(({ outcomeScores }) => Object.keys(outcomeScores))))
    keep(
      name,
      mean(instances, byBeneficiaries, ({ outcomeScores }) => outcomeScores[name] ?? null),
    );
  keep(
    'sroi',
    mean(instances, byBeneficiaries, ({ sroi }) => sroi),
  );
  keep(
    'vis',
    mean(
      instances,
      ({ enrolledVolunteers }) => enrolledVolunteers,
      ({ vis }) => vis,
    ),
  );
  return outcomes;
}

const byBeneficiaries = ({ enrolledBeneficiaries }: Reported) => enrolledBeneficiaries;

/** To 6 decimals, so that a mean of equal values is that value. */
function mean(
  instances: readonly Reported[],
  weightOf: (instance: Reported) => number,
  scoreOf: (instance: Reported) => number | null,
): number | null {
  const known = instances.flatMap((instance) => {
    const value = scoreOf(instance);
    return value === null ? [] : [{ value, weight: weightOf(instance) }];
  });
  if (known.length === 0) return null;
  const weights = known.reduce((sum, { weight }) => sum + weight, 0);
  const total = known.reduce((sum, { value, weight }) => sum + value * (weights === 0 ? 1 : weight), 0);
  return Math.round((total / (weights === 0 ? known.length : weights)) * 1_000_000) / 1_000_000;
}
