import { requirePermission } from '../../domain/access/permissions.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { MinorUnits } from '../../domain/shared/money.ts';
import type { TermsInput } from '../../domain/terms/input.ts';
import type { RequestContext } from '../context.ts';
import { type CampaignWhatIf, type WhatIfPorts, whatIfCampaign } from './what-if-campaign.ts';

/** Campaigns of which other terms are asked at once. */
export const CAMPAIGNS_MAX = 50;

export interface CurrencyDifference {
  readonly currency: string;
  readonly current: MinorUnits;
  readonly proposed: MinorUnits;
  readonly difference: MinorUnits;
}

export interface CompanyWhatIf {
  readonly campaigns: readonly CampaignWhatIf[];
  /** Never mixed: one for each currency, by its code. */
  readonly totals: readonly CurrencyDifference[];
}

/** The same for several campaigns of a company, each with terms of its own. Throws NOT_FOUND also for a campaign of another company. */
export async function whatIfCompany(
  ports: WhatIfPorts,
  context: RequestContext,
  input: {
    readonly companyId: string;
    readonly campaigns: readonly { readonly campaignId: string; readonly terms: TermsInput }[];
  },
): Promise<CompanyWhatIf> {
  requirePermission(context.actor, 'pricing.read');
  if (!(await ports.companies.find(input.companyId))) throw notFound('Company');
  const campaigns: CampaignWhatIf[] = [];
  for (const each of input.campaigns) {
    const campaign = await ports.campaigns.find(each.campaignId);
    if (campaign?.companyId !== input.companyId) throw notFound('Campaign');
    campaigns.push(await whatIfCampaign(ports, context, each));
  }
  return { campaigns, totals: totalsOf(campaigns) };
}

/** What several comparisons come to, by currency. */
export function totalsOf(campaigns: readonly CampaignWhatIf[]): CurrencyDifference[] {
  return [...Map.groupBy(campaigns, ({ currency }) => currency)]
    .map(([currency, own]) => {
      const sum = (of: (each: CampaignWhatIf) => MinorUnits) => own.reduce((total, each) => total + of(each), 0);
      return {
        currency,
        current: sum(({ current }) => current.total),
        proposed: sum(({ proposed }) => proposed.total),
        difference: sum(({ difference }) => difference),
      };
    })
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
