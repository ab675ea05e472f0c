import { add, fromDecimal, least, multiply, negate, rational, subtract, sum, ZERO } from '../shared/rational.ts';
import { type CalendarDate, laterOf } from '../shared/time.ts';
import type { IaasTerms } from '../terms/terms.ts';
import { type Contract, type TermsFrom, termsOn } from './contract.ts';
import { count, type Posting, priceOf, sourcesOf } from './posting.ts';
import type { Usage } from './usage.ts';

/**
 * Completed learners × price, also beyond the commitment, each on the later of its completion and its evidence. On the last day the
 * places that were not completed, with or without evidence, as shortfall (not with a flexible tariff), and for each outcome below its
 * threshold a credit of outcomeCreditRate of the charge, together at most the charge. An outcome that nobody reported is not judged.
 */
export function rateIaas(contract: Contract, versions: readonly TermsFrom<IaasTerms>[], usage: Usage): Posting[] {
  const learners = completedLearners(contract, versions, usage);
  const last = termsOn(versions, contract.endDate);
  const shortfall = shortfallOf(contract, last, usage);
  const charge = sum([...learners, ...shortfall].map(({ amount }) => amount));
  const unmet = Object.entries(last.outcomeThresholds).filter(([outcome, threshold]) => {
    const reported = usage.outcomes[outcome];
    return reported !== undefined && reported < threshold;
  });
  const rate = least(multiply(fromDecimal(last.outcomeCreditRate), count(unmet.length)), rational(1));
  const credit = multiply(charge, rate);
  if (credit.numerator <= 0n) return [...learners, ...shortfall];
  const outcomes = unmet.map(([outcome]) => outcome).join(', ');
  return [
    ...learners,
    ...shortfall,
    once(contract.endDate, 'outcome_credit', `Outcomes below their threshold: ${outcomes}`, negate(credit)),
  ];
}

function completedLearners(contract: Contract, versions: readonly TermsFrom<IaasTerms>[], usage: Usage): Posting[] {
  const payable = usage.completions
    .flatMap((completion) => {
      const { completedOn, payableOn } = completion;
      const needsEvidence = termsOn(versions, completedOn).requireEvidence;
      const date = needsEvidence ? payableOn : completedOn;
      const { learners = 1 } = completion;
      return date === null ? [] : [{ ...sourcesOf(completion), learners, date: laterOf(date, contract.startDate) }];
    })
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  let before = ZERO;
  return payable.map(({ date, learners, ...sources }) => {
    const quantity = rational(learners);
    const { pricePerLearner, tiers } = termsOn(versions, date);
    const next = add(before, quantity);
    const amount = subtract(priceOf(next, pricePerLearner, tiers), priceOf(before, pricePerLearner, tiers));
    before = next;
    const unitPrice = tiers ? null : pricePerLearner;
    return {
      ...sources,
      meter: 'learners',
      description: 'Learners who completed',
      date,
      amount,
      quantity,
      unitPrice,
      posted: true,
    };
  });
}

function shortfallOf(contract: Contract, terms: IaasTerms, usage: Usage): Posting[] {
  const completed = usage.completions.reduce((total, { learners = 1 }) => total + learners, 0);
  const open = terms.learnersCommitted - completed;
  if (terms.tariff === 'flexible' || open <= 0) return [];
  const done = count(completed);
  const amount = subtract(
    priceOf(count(terms.learnersCommitted), terms.pricePerLearner, terms.tiers),
    priceOf(done, terms.pricePerLearner, terms.tiers),
  );
  const line = once(contract.endDate, 'shortfall', 'Committed places not completed', amount);
  return [{ ...line, quantity: count(open), unitPrice: terms.tiers ? null : terms.pricePerLearner }];
}

function once(date: CalendarDate, meter: string, description: string, amount: Posting['amount']): Posting {
  return { meter, description, date, amount, quantity: rational(1), unitPrice: null, posted: true };
}
