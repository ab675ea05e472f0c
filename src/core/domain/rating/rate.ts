import { type Rational, sum, toMinorUnits } from '../shared/rational.ts';
import { addDays, type CalendarDate } from '../shared/time.ts';
import type { CommercialTerms, Decimal, PricingModel } from '../terms/terms.ts';
import { minimumTrueUps, termDiscounts } from './adjustments.ts';
import { rateBundle } from './bundle.ts';
import type { Contract, TermsFrom } from './contract.ts';
import { rateCredits } from './credits.ts';
import { rateCustom } from './custom.ts';
import { rateIaas } from './iaas.ts';
import type { Posting } from './posting.ts';
import { rateSeats } from './seats.ts';
import type { Usage } from './usage.ts';

/** One line of a bill: what one meter owes in a window, rounded once, half up. */
export interface Line {
  readonly meter: string;
  readonly description: string;
  readonly quantity: Rational;
  readonly unitPrice: Decimal | null;
  /** Minor units. */
  readonly amount: number;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly posted: boolean;
  /** The ledger entries and the evidence behind it, by id, in the order of their days. */
  readonly entries: readonly string[];
  readonly evidence: readonly string[];
}

/** A learners' capacity of a bundle campaign; unused by the other models. */
export type CapacityOn = (day: CalendarDate) => number;

/**
 * What the terms owe, as amounts by day. The one rating function: C(d) is the sum of what falls on days up to d, and every charge, invoice,
 * preview, proposal and what-if is a difference of two of these, so that windows add up by construction.
 */
export function rate(contract: Contract, usage: Usage, capacityOn: CapacityOn = () => 0): Posting[] {
  const charges = rateModel(contract, usage, capacityOn);
  const discounted = [...charges, ...termDiscounts(contract, charges)];
  return [...discounted, ...minimumTrueUps(contract, discounted)];
}

function rateModel(contract: Contract, usage: Usage, capacityOn: CapacityOn): Posting[] {
  const model = contract.versions[0]?.terms.model;
  switch (model) {
    case 'seats':
      return rateSeats(contract, ofModel(contract, model), usage);
    case 'credits':
      return rateCredits(contract, ofModel(contract, model), usage);
    case 'iaas':
      return rateIaas(contract, ofModel(contract, model), usage);
    case 'bundle':
      return rateBundle(contract, ofModel(contract, model), usage, capacityOn);
    case 'custom':
      return rateCustom(contract, ofModel(contract, model), usage);
    case undefined:
      return [];
  }
}

function ofModel<M extends PricingModel>(
  contract: Contract,
  model: M,
): TermsFrom<Extract<CommercialTerms, { model: M }>>[] {
  return contract.versions.filter(
    (version): version is TermsFrom<Extract<CommercialTerms, { model: M }>> => version.terms.model === model,
  );
}

/** The lines of a window, both days included: for each meter C(to) − C(from − 1), each C rounded once. Meters that owe nothing are left out. */
export function linesOf(postings: readonly Posting[], from: CalendarDate, to: CalendarDate, currency: string): Line[] {
  const before = addDays(from, -1);
  return [...Map.groupBy(postings, meterKey).values()].flatMap((own) => {
    const first = own[0];
    const inWindow = own.filter(({ date }) => date >= from && date <= to);
    const amount = chargedUpTo(own, to, currency) - chargedUpTo(own, before, currency);
    if (!first || (inWindow.length === 0 && amount === 0)) return [];
    const prices = new Set(inWindow.map(({ unitPrice }) => unitPrice));
    return [
      {
        meter: first.meter,
        description: first.description,
        quantity: sum(inWindow.map(({ quantity }) => quantity)),
        unitPrice: prices.size === 1 ? ([...prices][0] ?? null) : null,
        amount,
        from,
        to,
        posted: first.posted,
        entries: [...new Set(inWindow.flatMap(({ entries = [] }) => entries))],
        evidence: [...new Set(inWindow.flatMap(({ evidence = [] }) => evidence))],
      },
    ];
  });
}

/** What lines come to that are billed here, in minor units. */
export function totalOfLines(lines: readonly Line[]): number {
  return lines.filter(({ posted }) => posted).reduce((total, { amount }) => total + amount, 0);
}

function meterKey({ meter, description }: Posting): string {
  return `${meter} ${description}`;
}

function chargedUpTo(postings: readonly Posting[], day: CalendarDate, currency: string): number {
  return toMinorUnits(sum(postings.filter(({ date }) => date <= day).map(({ amount }) => amount)), currency);
}
