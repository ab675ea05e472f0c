import { scaleLinear } from 'd3-scale';
import { REDUCTIONS, type SroiInput } from '../../../../core/domain/metrics/estimate-sroi.ts';
import { toUnits } from '../../../../core/domain/shared/quantity.ts';
import type { ImpactEstimate, NoEstimateReason } from '../../../../core/usecases/metrics/estimate-impact.ts';
import { type Fact, fact } from './fact.ts';
import { countText, instantText, moneyText } from './format.ts';

export const INPUT_WORDS: Readonly<Record<SroiInput, string>> = {
  deadweight: 'Would have happened anyway',
  displacement: 'Happened at the cost of others',
  attribution: 'Owed to others',
  dropOff: 'Does not last',
  integration: 'Worth of integration',
  language: 'Worth of language',
  jobReadiness: 'Worth of job readiness',
  volunteerHour: 'Cost of a volunteer’s hour',
};

const NO_WORDS: Readonly<Record<NoEstimateReason, string>> = {
  no_proxies: 'There are no proxies in this currency, so what changed cannot be put at an amount',
  no_snapshot: 'Nobody recorded the figures of that time',
  no_outcomes: 'No outcome of integration, language or job readiness is reported yet',
  no_beneficiaries: 'Nobody was served yet',
  no_investment: 'There are no hours and no costs yet',
  no_volunteers: 'No volunteer was there yet',
  no_period: 'The campaign has no period yet',
  too_few: 'Withheld: it rests on outcomes over fewer than 5 people',
};

interface TornadoRow {
  readonly label: string;
  readonly range: string;
  readonly y: number;
  readonly labelY: number;
  readonly x: string;
  readonly width: string;
  readonly from: string;
  readonly to: string;
  readonly fromX: string;
  readonly toX: string;
}

export interface Tornado {
  readonly width: number;
  readonly height: number;
  readonly pointX: string;
  readonly point: string;
  readonly top: number;
  readonly rows: readonly TornadoRow[];
}

export interface EstimateView {
  readonly finding: string;
  readonly reason: string | null;
  readonly wide: Tornado | null;
  readonly narrow: Tornado | null;
  readonly table: readonly {
    readonly input: string;
    readonly range: string;
    readonly low: string;
    readonly high: string;
    readonly swing: string;
  }[];
  readonly facts: readonly Fact[];
  readonly inputs: readonly Fact[];
  readonly basis: string;
  readonly vis: string;
  readonly visFacts: readonly Fact[];
}

const ROW = 44;
const TOP = 26;

export function estimateView(estimate: ImpactEstimate, timeZone: string): EstimateView {
  const { sroi, interval, drivers, reported, vis, basis, metrics } = estimate;
  const { currency, spent } = metrics.budget;
  const known = sroi.reason === null ? sroi : null;
  const number = (value: number | null) => (value === null ? 'Not known' : countText(value));
  const tornado = (width: number, margin: number) =>
    known && drivers.length > 0 ? tornadoOf(known.value, drivers, width, margin) : null;
  const { snapshot } = basis;
  return {
    finding: known
      ? interval
        ? `Estimated SROI ${scoreText(known.value)}, likely ${scoreText(interval.low)} to ${scoreText(interval.high)}`
        : `Estimated SROI ${scoreText(known.value)}`
      : 'No SROI can be estimated',
    reason: sroi.reason === null ? null : NO_WORDS[sroi.reason],
    wide: tornado(600, 52),
    narrow: tornado(360, 40),
    table: drivers.map(({ input, range, atLow, atHigh, swing }) => ({
      input: INPUT_WORDS[input],
      range: rangeText(input, range),
      low: scoreText(atLow),
      high: scoreText(atHigh),
      swing: scoreText(swing),
    })),
    facts: [
      fact('Estimate', known ? scoreText(known.value) : '–'),
      ...(interval
        ? [fact(`${interval.level * 100} % of draws`, `${scoreText(interval.low)} to ${scoreText(interval.high)}`)]
        : []),
      ...(known && known.low !== known.high
        ? [fact('At the ends', `${scoreText(known.low)} to ${scoreText(known.high)}`)]
        : []),
      fact('Reported SROI', reportedText(reported.sroi)),
    ],
    inputs: [
      fact('People served', number(metrics.beneficiariesServed)),
      fact('Hours', metrics.hours === null ? 'Not known' : countText(toUnits(metrics.hours))),
      fact('Spent', moneyText(spent, currency)),
      ...(estimate.proxies
        ? [
            fact('Point of integration', `${estimate.proxies.integration} ${currency}`),
            fact('Point of language', `${estimate.proxies.language} ${currency}`),
            fact('Point of job readiness', `${estimate.proxies.jobReadiness} ${currency}`),
            fact('Volunteer’s hour', `${estimate.proxies.volunteerHour} ${currency}`),
            fact('Source', estimate.proxies.source),
          ]
        : []),
      ...(interval ? [fact('Draws', `${countText(interval.draws)}, ${interval.distribution}`)] : []),
    ],
    basis: snapshot
      ? `Figures of ${instantText(basis.at, timeZone)}; newest snapshot ${instantText(snapshot.at, timeZone)}`
      : `Figures of ${instantText(basis.at, timeZone)}; no snapshot had been taken`,
    vis: vis.reason === null ? `Estimated VIS ${countText(vis.value)}` : `No VIS estimated: ${NO_WORDS[vis.reason]}`,
    visFacts:
      vis.reason === null
        ? [
            fact('Hours (30 %)', countText(vis.parts.hours)),
            fact('Consistency (30 %)', countText(vis.parts.consistency)),
            fact('Outcome (40 %)', countText(vis.parts.outcome)),
            fact('Reported VIS', reportedText(reported.vis)),
          ]
        : [fact('Reported VIS', reportedText(reported.vis))],
  };
}

function reportedText({ value, reason }: ImpactEstimate['reported']['sroi']): string {
  if (value !== null) return countText(Math.round(value * 100) / 100);
  if (reason === 'too_few') return 'Withheld';
  return reason === 'not_known_then' ? 'Not known then' : 'Not reported';
}

function tornadoOf(point: number, drivers: ImpactEstimate['drivers'], width: number, margin: number): Tornado {
  const ends = drivers.flatMap(({ atLow, atHigh }) => [atLow, atHigh]);
  const x = scaleLinear([Math.min(point, ...ends), Math.max(point, ...ends, point + 0.01)], [margin, width - margin]);
  return {
    width,
    height: TOP + drivers.length * ROW,
    pointX: x(point).toFixed(1),
    point: scoreText(point),
    top: TOP,
    rows: drivers.map(({ input, range, atLow, atHigh }, index) => {
      const [from, to] = [Math.min(atLow, atHigh), Math.max(atLow, atHigh)];
      return {
        label: INPUT_WORDS[input],
        range: rangeText(input, range),
        labelY: TOP + index * ROW + 14,
        y: TOP + index * ROW + 20,
        x: x(from).toFixed(1),
        width: Math.max(1, x(to) - x(from)).toFixed(1),
        from: scoreText(from),
        to: scoreText(to),
        fromX: (x(from) - 5).toFixed(1),
        toX: (x(to) + 5).toFixed(1),
      };
    }),
  };
}

/** Shares as percents; a proxy's factor as how far it may be off. */
export function rangeText(input: SroiInput, { low, high }: { readonly low: number; readonly high: number }): string {
  const percent = (share: number) => countText(Math.round(share * 10_000) / 100);
  if (REDUCTIONS.some((reduction) => reduction === input)) return `${percent(low)} to ${percent(high)} %`;
  return `± ${percent(high - 1)} %`;
}

function scoreText(value: number): string {
  return value.toFixed(2);
}
