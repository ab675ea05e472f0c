import type { Proposal } from '../../../../core/domain/proposal/propose.ts';
import type { TermsInput } from '../../../../core/domain/terms/input.ts';
import type { CommercialTerms } from '../../../../core/domain/terms/terms.ts';
import type { CampaignWhatIf } from '../../../../core/usecases/billing/what-if-campaign.ts';
import type { CompanyUpsell } from '../../../../core/usecases/upsell/get-upsell.ts';
import { moneyText, quantityText } from './format.ts';
import { TYPE_WORDS, tierChip } from './upsell-words.ts';
import { type Chip, MODEL_WORDS } from './words.ts';

/** The campaign's own terms with half as much capacity again; null for those whose capacity is not theirs to raise. */
export function moreTerms(terms: CommercialTerms): TermsInput | null {
  const { effectiveFrom: _, overage, tiers, termDiscount, minimumCommitment, tariff } = terms;
  const common = { overage: overage / 10_000, tiers, termDiscount, minimumCommitment, tariff };
  switch (terms.model) {
    case 'seats': {
      const { model, committedSeats, seatPricePerMonth, overageSeatPrice } = terms;
      return { ...common, model, committedSeats: half(committedSeats), seatPricePerMonth, overageSeatPrice };
    }
    case 'credits': {
      const { model, creditAllocation, creditConsumptionRate, creditPrice, overageCreditPrice } = terms;
      const more = half(Number(creditAllocation));
      return { ...common, model, creditAllocation: more, creditConsumptionRate, creditPrice, overageCreditPrice };
    }
    case 'iaas': {
      const { model, learnersCommitted, pricePerLearner, outcomesGuaranteed, outcomeThresholds } = terms;
      const { outcomeCreditRate, requireEvidence } = terms;
      const outcomes = { outcomesGuaranteed, outcomeThresholds, outcomeCreditRate, requireEvidence };
      return { ...common, model, learnersCommitted: half(learnersCommitted), pricePerLearner, ...outcomes };
    }
    default:
      return null;
  }
}

function half(count: number): number {
  return count + Math.ceil(count / 2);
}

export interface OfferView {
  readonly rows: readonly {
    readonly label: string;
    readonly detail: string;
    readonly amount: string;
    readonly on: boolean;
  }[];
  readonly reasons: readonly string[];
  /** What it means that one stands out. */
  readonly onWord: string;
}

export function proposalView({ options, recommended, reasons, currency }: Proposal): OfferView {
  return {
    rows: options.map(({ model, quantity, total }) => ({
      label: MODEL_WORDS[model],
      detail: model === 'bundle' || model === 'custom' ? '' : `${quantityText(quantity)} ${UNIT_WORDS[model]}`,
      amount: moneyText(total, currency),
      on: model === recommended,
    })),
    reasons,
    onWord: 'recommended',
  };
}

const UNIT_WORDS = { seats: 'seats', credits: 'credits', iaas: 'learners' } as const;

/** Half as much capacity again over the campaign's real ledger. */
export function whatIfView({ current, proposed, difference, currency, limits }: CampaignWhatIf): OfferView {
  const refused = limits.find(({ terms }) => terms === 'current')?.refused ?? 0;
  return {
    rows: [
      { label: 'As agreed', detail: '', amount: moneyText(current.total, currency), on: false },
      { label: 'With half as much again', detail: '', amount: moneyText(proposed.total, currency), on: true },
      { label: 'Difference', detail: '', amount: moneyText(difference, currency), on: false },
    ],
    onWord: '',
    reasons: refused > 0 ? [`The terms as agreed would have refused ${quantityText(refused)} of what was used`] : [],
  };
}

export interface CompanyUpsellPage {
  readonly rows: readonly {
    readonly href: string;
    readonly name: string;
    readonly chip: Chip;
    readonly score: number;
    readonly type: string;
    readonly estimate: string;
  }[];
  readonly bundle: { readonly score: number; readonly value: string } | null;
  readonly totals: string;
}

export function companyUpsellPage({ recommendations, bundle, totals }: CompanyUpsell): CompanyUpsellPage {
  return {
    rows: recommendations.map(({ id, campaignName, score, tier, type, estimate, currency }) => ({
      href: `/campaigns/${id}`,
      name: campaignName,
      chip: tierChip(tier),
      score,
      type: TYPE_WORDS[type],
      estimate: estimate === null ? '–' : moneyText(estimate, currency),
    })),
    bundle: bundle && {
      score: bundle.score,
      value:
        bundle.value.map(({ amount, currency }) => moneyText(amount, currency)).join(' + ') || 'No budgets are known',
    },
    totals: totals.map(({ estimate, currency }) => moneyText(estimate, currency)).join(' + ') || 'None',
  };
}
