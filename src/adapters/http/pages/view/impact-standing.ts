import type { Measure } from '../../../../core/domain/metrics/comparison.ts';
import type { Completion } from '../../../../core/domain/metrics/completion.ts';
import type { Standing } from '../../../../core/usecases/metrics/compare-campaign.ts';
import { type Fact, fact } from './fact.ts';
import { countText, dateText, plural } from './format.ts';
import { MODEL_WORDS, PROGRAM_WORDS } from './words.ts';

const MEASURE_WORDS: Readonly<Record<Measure, string>> = {
  costPerLearner: 'Cost per learner',
  costPerHour: 'Cost per hour',
  sroi: 'SROI',
  vis: 'VIS',
};

const REASONS: Readonly<Record<NonNullable<Completion['reason']>, string>> = {
  too_little_history: 'Too little history to say when',
  not_growing: 'Not growing lately',
  not_before_end: 'Not before the end at this pace',
  reached: 'Reached',
  no_capacity: 'No capacity yet',
};

/** How a campaign stands among its like, and when it reaches its targets, in words. */
export interface StandingView {
  readonly like: string;
  readonly compared: readonly Fact[];
  readonly completion: readonly Fact[];
}

export function standingView({ compared, like, completion }: Standing): StandingView {
  return {
    like: like
      ? `Others of ${PROGRAM_WORDS[like.programType].toLowerCase()} on ${MODEL_WORDS[like.model].toLowerCase()} and of its size`
      : 'Needs a template, terms and a target to be compared',
    compared: compared.map(({ measure, percentile, comparedWith, reason }) =>
      fact(
        MEASURE_WORDS[measure],
        percentile === null
          ? reason === 'not_known'
            ? 'Not known here'
            : 'Too few others to compare with'
          : placeText(percentile, comparedWith),
      ),
    ),
    completion: completion.map((one) =>
      fact(
        one.what === 'volunteers' ? `${countText(one.wanted)} volunteers` : `${countText(one.wanted)} beneficiaries`,
        one.date === null ? (one.reason ? REASONS[one.reason] : '–') : dateOf(one.date, one),
      ),
    ),
  };
}

function placeText(percentile: number, others: number): string {
  if (percentile === 0) return others === 1 ? 'Behind the one other' : `Behind all ${countText(others)} others`;
  if (percentile === 100) return others === 1 ? 'Ahead of the one other' : `Ahead of all ${countText(others)} others`;
  return `As good as or better than ${percentile} % of ${plural(others, 'other')}`;
}

function dateOf(date: string, { earliest, latest }: Completion): string {
  if (earliest === null) return `By ${dateText(date)} at this pace`;
  return `By ${dateText(date)} (${dateText(earliest)} to ${latest === null ? 'the end' : dateText(latest)})`;
}
