import { toUnits } from '../../../../core/domain/shared/quantity.ts';
import type { CommercialTerms } from '../../../../core/domain/terms/terms.ts';
import type { Fact } from './fact.ts';
import { countText } from './format.ts';

/** Commercial terms as people read them; prices stay the exact decimals that were agreed. */
export function termsFacts(terms: CommercialTerms, currency: string): Fact[] {
  const rows = [
    ...modelFacts(terms, currency),
    ['Allowance past the capacity', `${countText(toUnits(terms.overage) * 100)} %`] as const,
  ];
  if (terms.termDiscount) {
    rows.push(['Discount', `${terms.termDiscount.percent} % from ${terms.termDiscount.months} months on`]);
  }
  if (terms.minimumCommitment) {
    rows.push(['Minimum', `${terms.minimumCommitment.amount} ${currency} per ${terms.minimumCommitment.per}`]);
  }
  rows.push(['Tariff', terms.tariff === 'flexible' ? 'Only what was used' : 'What is committed, used or not']);
  return rows.map(([label, value]) => ({ label, value, href: null }));
}

function modelFacts(terms: CommercialTerms, currency: string): (readonly [string, string])[] {
  const price = (amount: string | null, per: string) =>
    amount === null ? 'As agreed' : `${amount} ${currency} per ${per}`;
  switch (terms.model) {
    case 'seats':
      return [
        ['Seats', countText(terms.committedSeats)],
        ['Price', price(terms.seatPricePerMonth, 'seat and month')],
        ['Overage', price(terms.overageSeatPrice ?? terms.seatPricePerMonth, 'seat and month')],
      ];
    case 'credits':
      return [
        ['Credits', terms.creditAllocation],
        ['Rate', `${terms.creditConsumptionRate} credits per hour or session`],
        ['Price', price(terms.creditPrice, 'credit')],
      ];
    case 'iaas':
      return [
        ['Learners', countText(terms.learnersCommitted)],
        ['Price', price(terms.pricePerLearner, 'completed learner')],
        ['Outcomes', terms.outcomesGuaranteed.join(', ') || 'None named'],
      ];
    case 'bundle':
      return [['Share of the subscription', `${countText(toUnits(terms.share) * 100)} %`]];
    case 'custom':
      return [
        ['Capacity', `${countText(terms.capacity)} ${terms.capacityUnit}s`],
        ['Fixed fee', terms.fixedFee === null ? 'None' : `${terms.fixedFee} ${currency}`],
        ...terms.variableComponents.map(
          ({ name, rate, unit, cap }) =>
            [name, `${rate} ${currency} per ${unit}${cap === null ? '' : `, at most ${countText(cap)}`}`] as const,
        ),
        ...terms.milestonePayments.map(({ milestone, amount }) => [milestone, `${amount} ${currency}`] as const),
      ];
  }
}
