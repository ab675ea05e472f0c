import type { Sample } from './backtest.ts';

/** How well forecasts did. */
export interface Score {
  readonly name: string;
  readonly samples: number;
  /** Share of true dates inside the 80 % interval. */
  readonly coverage: number;
  /** Mean absolute error in days, of those that came true before the end. */
  readonly error: number;
}

const HORIZONS = [
  { name: 'within a week', until: 7 },
  { name: 'within two weeks', until: 14 },
  { name: 'within four weeks', until: 28 },
  { name: 'within eight weeks', until: 56 },
  { name: 'later', until: Number.POSITIVE_INFINITY },
];

export function scoreOf(name: string, samples: readonly Sample[]): Score {
  const errors = samples.flatMap(({ forecast, truth }) => (truth === null ? [] : [Math.abs(forecast - truth)]));
  return {
    name,
    samples: samples.length,
    coverage: samples.filter(({ inside }) => inside).length / samples.length,
    error: errors.reduce((sum, error) => sum + error, 0) / errors.length,
  };
}

/** By how far ahead the date was said to be. */
export function byHorizon(samples: readonly Sample[]): Score[] {
  const at = Map.groupBy(samples, ({ forecast }) => HORIZONS.find(({ until }) => forecast < until)?.name);
  return HORIZONS.flatMap(({ name }) => {
    const own = at.get(name);
    return own ? [scoreOf(name, own)] : [];
  });
}

export function byKind(samples: readonly Sample[]): Score[] {
  return [...Map.groupBy(samples, ({ kind }) => kind)].map(([kind, own]) => scoreOf(kind, own));
}

export function lineOf({ name, samples, coverage, error }: Score): string {
  const share = `${(coverage * 100).toFixed(1)} %`;
  return `${name.padEnd(20)}${String(samples).padStart(8)}${share.padStart(10)}${error.toFixed(1).padStart(8)} days`;
}
