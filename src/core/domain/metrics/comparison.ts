import { type Actor, isStaff } from '../access/actor.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { CampaignMetrics } from './metrics.ts';
import { performanceOf } from './performance.ts';
import { FEWEST_PEOPLE } from './withhold.ts';

/** What campaigns are compared by; of a cost less is better, of the rest more. */
export const MEASURES = ['costPerLearner', 'costPerHour', 'sroi', 'vis'] as const;
export type Measure = (typeof MEASURES)[number];

/** To companies a comparison is only told over so many others, of so many companies that are not theirs. */
export const FEWEST_OTHERS = 5;
export const FEWEST_COMPANIES = 3;

/** Campaigns of a size: by the beneficiaries that they are meant for. */
const SIZES = [25, 100, 500] as const;

export type NoComparisonReason = 'not_known' | 'too_few_others';

export interface Compared {
  readonly measure: Measure;
  /** The share of the others that it is as good as or better than, in percent; half of those that are alike count. */
  readonly percentile: number | null;
  readonly comparedWith: number;
  readonly reason: NoComparisonReason | null;
}

export interface Comparable {
  readonly campaign: Pick<Campaign, 'id' | 'companyId' | 'currency'>;
  readonly metrics: CampaignMetrics;
}

/** The band of size, from 0; null where no target is set. */
export function sizeBand(targetBeneficiaries: number | null): number | null {
  return targetBeneficiaries === null ? null : SIZES.filter((size) => targetBeneficiaries >= size).length;
}

/** How the campaign stands among others like it. Costs are compared in its own currency only, outcomes over at least 5 people. */
export function compareWith(own: Comparable, others: readonly Comparable[], actor: Actor): Compared[] {
  return MEASURES.map((measure) => {
    const value = figureOf(own, own.campaign.currency, measure);
    const known = others.flatMap((other) => {
      const theirs = figureOf(other, own.campaign.currency, measure);
      return theirs === null ? [] : [{ value: theirs, companyId: other.campaign.companyId }];
    });
    if (value === null) return { measure, percentile: null, comparedWith: 0, reason: 'not_known' };
    if (!mayBeTold(known, own.campaign.companyId, actor))
      return { measure, percentile: null, comparedWith: 0, reason: 'too_few_others' };
    const isCost = measure === 'costPerLearner' || measure === 'costPerHour';
    const worse = known.filter((other) => (isCost ? other.value > value : other.value < value)).length;
    const alike = known.filter((other) => other.value === value).length;
    const percentile = Math.floor(((2 * worse + alike) * 100 + known.length) / (2 * known.length));
    return { measure, percentile, comparedWith: known.length, reason: null };
  });
}

function figureOf({ campaign, metrics }: Comparable, currency: string, measure: Measure): number | null {
  if (measure === 'sroi' || measure === 'vis') {
    const { value, people } = metrics[measure];
    return people < FEWEST_PEOPLE ? null : value;
  }
  if (campaign.currency !== currency || metrics.budget.spent === 0) return null;
  return performanceOf(metrics, { id: '', role: 'admin', companyId: null })[measure];
}

function mayBeTold(known: readonly { readonly companyId: string }[], own: string, actor: Actor): boolean {
  if (isStaff(actor)) return known.length > 0;
  const foreign = known.filter(({ companyId }) => companyId !== own);
  return foreign.length >= FEWEST_OTHERS && new Set(foreign.map(({ companyId }) => companyId)).size >= FEWEST_COMPANIES;
}
