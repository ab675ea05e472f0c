import { SCALE } from '../shared/quantity.ts';
import { add, fromDecimal, least, multiply, type Rational, rational, subtract, ZERO } from '../shared/rational.ts';
import { type CalendarDate, laterOf } from '../shared/time.ts';
import type { CustomTerms } from '../terms/terms.ts';
import { type Contract, type TermsFrom, termsOn } from './contract.ts';
import { count, type Posting, sourcesOf } from './posting.ts';
import type { Usage } from './usage.ts';

/** fee + Σ rate × min(quantity, cap) + reached milestones: the fee on the first day, components on their day, milestones when reached. */
export function rateCustom(contract: Contract, versions: readonly TermsFrom<CustomTerms>[], usage: Usage): Posting[] {
  return [
    ...fees(contract, versions),
    ...components(contract, versions, usage),
    ...milestones(contract, versions, usage),
  ];
}

function fees(contract: Contract, versions: readonly TermsFrom<CustomTerms>[]): Posting[] {
  let before = ZERO;
  return versions.flatMap(({ effectiveFrom, terms }, index) => {
    const fee = fromDecimal(terms.fixedFee ?? 0);
    const amount = subtract(fee, before);
    before = fee;
    if (amount.numerator === 0n) return [];
    const date = index === 0 ? contract.startDate : laterOf(contract.startDate, effectiveFrom);
    return [line('fixed_fee', 'Fixed fee', date, amount, rational(1), terms.fixedFee)];
  });
}

function components(contract: Contract, versions: readonly TermsFrom<CustomTerms>[], usage: Usage): Posting[] {
  const totals = new Map<string, { quantity: Rational; counted: Rational }>();
  return usage.components.flatMap((used) => {
    const { name, date, quantity } = used;
    const day = laterOf(contract.startDate, date);
    const component = termsOn(versions, day).variableComponents.find((other) => other.name === name);
    if (!component) return [];
    const before = totals.get(name) ?? { quantity: ZERO, counted: ZERO };
    const total = add(before.quantity, rational(quantity, SCALE));
    const counted = component.cap === null ? total : least(total, count(component.cap));
    totals.set(name, { quantity: total, counted });
    const added = subtract(counted, before.counted);
    if (added.numerator === 0n) return [];
    const amount = multiply(added, fromDecimal(component.rate));
    return [{ ...line(name, name, day, amount, added, component.rate), ...sourcesOf(used) }];
  });
}

function milestones(contract: Contract, versions: readonly TermsFrom<CustomTerms>[], usage: Usage): Posting[] {
  return usage.milestones.flatMap(({ milestone, reachedOn }) => {
    const day = laterOf(contract.startDate, reachedOn);
    const payment = termsOn(versions, day).milestonePayments.find((other) => other.milestone === milestone);
    if (!payment) return [];
    return [
      line('milestone', `Milestone: ${milestone}`, day, fromDecimal(payment.amount), rational(1), payment.amount),
    ];
  });
}

function line(
  meter: string,
  description: string,
  date: CalendarDate,
  amount: Rational,
  quantity: Rational,
  unitPrice: string | null,
): Posting {
  return { meter, description, date, amount, quantity, unitPrice, posted: true };
}
