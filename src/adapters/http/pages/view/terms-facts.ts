import { formatDecimal, parseDecimal } from '../../../../core/domain/shared/decimal.ts';
import { toUnits } from '../../../../core/domain/shared/quantity.ts';
import { DEFAULT_CREDIT_PRICE } from '../../../../core/domain/terms/limits.ts';
import type { CommercialTerms } from '../../../../core/domain/terms/terms.ts';
import type { Fact } from './fact.ts';
import { countText, dateText, plural } from './format.ts';

/** Commercial terms as people read them; prices stay the exact decimals that were agreed. */
export function termsFacts(terms: CommercialTerms, currency: string): Fact[] {
  const rows = [
    ...modelFacts(terms, currency),
    ['Allowance past the capacity', `${countText(toUnits(terms.overage) * 100)} %`] as const,
  ];
  if (terms.tiers) rows.push(['Tiers', tiersText(terms.tiers, currency)]);
  if (terms.termDiscount) {
    rows.push(['Discount', `${terms.termDiscount.percent} % from ${terms.termDiscount.months} months on`]);
  }
  if (terms.minimumCommitment) {
    rows.push(['Minimum', `${terms.minimumCommitment.amount} ${currency} per ${terms.minimumCommitment.per}`]);
  }
  rows.push(['Tariff', terms.tariff === 'flexible' ? 'Only what was used' : 'What is committed, used or not']);
  const facts = rows.map(([label, value]): Fact => ({ label, value, href: null }));
  if (terms.model !== 'bundle') return facts;
  return [{ label: 'Subscription', value: 'See its pool', href: `/subscriptions/${terms.subscriptionId}` }, ...facts];
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
        ...(terms.reclaimAfterDays === null
          ? []
          : [
              [
                'Reclaimed',
                `${terms.autoReclaim ? 'By itself' : 'By an admin'} after ${plural(terms.reclaimAfterDays, 'day')} without activity`,
              ] as const,
            ]),
      ];
    case 'credits':
      return [
        ['Credits', terms.creditAllocation],
        ['Rate', `${terms.creditConsumptionRate} credits per hour or session`],
        ['Price', price(terms.creditPrice ?? DEFAULT_CREDIT_PRICE, 'credit')],
        ['Overage', price(terms.overageCreditPrice ?? terms.creditPrice ?? DEFAULT_CREDIT_PRICE, 'credit')],
      ];
    case 'iaas':
      return [
        ['Learners', countText(terms.learnersCommitted)],
        ['Price', price(terms.pricePerLearner, 'completed learner')],
        ['Completions count', terms.requireEvidence ? 'Only with evidence' : 'Also without evidence'],
        ['Outcomes', terms.outcomesGuaranteed.join(', ') || 'None named'],
        ...Object.entries(terms.outcomeThresholds).map(
          ([name, least]) =>
            [
              `At least, ${name}`,
              `${countText(least)}, else ${shareText(terms.outcomeCreditRate)} given back`,
            ] as const,
        ),
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
        ...terms.milestonePayments.map(
          ({ milestone, amount, dueDate }) =>
            [milestone, `${amount} ${currency}${dueDate ? `, planned for ${dateText(dueDate)}` : ''}`] as const,
        ),
        ...(terms.description ? [['Agreed', terms.description] as const] : []),
      ];
  }
}

/** `up to 10: 85.00 EUR, then 80.00 EUR, each part at its own price`. */
function tiersText({ mode, steps }: NonNullable<CommercialTerms['tiers']>, currency: string): string {
  const each = steps.map(({ upTo, unitPrice }) =>
    upTo === null ? `beyond ${unitPrice} ${currency}` : `up to ${countText(upTo)} ${unitPrice} ${currency}`,
  );
  return `${each.join(', ')}; ${mode === 'volume' ? 'all at the step reached' : 'each part at its own step'}`;
}

function shareText(ratio: string): string {
  return `${formatDecimal((parseDecimal(ratio) ?? 0n) * 100n)} %`;
}
