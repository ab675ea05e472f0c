import type { Campaign } from '../../core/domain/campaign/campaign.ts';
import type { CampaignFigures } from '../../core/domain/campaign/figures.ts';
import type { TransitionRecord } from '../../core/domain/lifecycle/history.ts';
import type { Instance } from '../../core/domain/lifecycle/instance.ts';
import { FEWEST_PEOPLE } from '../../core/domain/metrics/withhold.ts';
import { foldText, matchesWords } from '../../core/domain/shared/text.ts';
import type { TermsVersion } from '../../core/domain/terms/terms.ts';
import type {
  CampaignQuery,
  CampaignRepository,
  CampaignSort,
  CampaignRow as Row,
} from '../../ports/campaign-repository.ts';
import { by, pageOf, type SortKey, sortedBy } from './list.ts';
import type { Tables } from './tables.ts';

export function createMemoryCampaigns(tables: Tables): CampaignRepository {
  const rows = (): Row[] =>
    [...tables.campaigns.values()].map((campaign) => {
      const impact = tables.campaignImpacts.get(campaign.id);
      return {
        campaign,
        figures: tables.figures.get(campaign.id) ?? null,
        impact: impact ? { sroi: impact.sroi, vis: impact.vis } : null,
      };
    });

  const transitionsOf = ofCampaigns('transitions', [by('version', ({ version }) => version, 'asc', 'number')]);
  const termsVersionsOf = ofCampaigns('termsVersions', [by('number', ({ number }) => number, 'desc', 'number')]);
  const instancesOf = ofCampaigns('instances', [
    by('createdAt', (one) => one.createdAt, 'asc', 'number'),
    by('id', (one) => one.id),
  ]);

  /** What hangs on campaigns, in its order. */
  function ofCampaigns<N extends 'transitions' | 'termsVersions' | 'instances'>(name: N, order: SortKey<Hanging[N]>[]) {
    return async (campaignIds: readonly string[]): Promise<Map<string, Hanging[N][]>> => {
      const wanted = new Set(campaignIds);
      const all = [...(tables[name].values() as Iterable<Hanging[N]>)];
      const found = sortedBy(
        all.filter(({ campaignId }) => wanted.has(campaignId)),
        order,
      );
      return Map.groupBy(found, ({ campaignId }) => campaignId);
    };
  }

  return {
    find: async (id) => tables.campaigns.get(id) ?? null,
    async list(query) {
      const sort = query.sort?.length ? query.sort : [{ field: 'updatedAt', direction: 'desc' } as const];
      const keys = sort.map(({ field, direction }) => ({
        ...(field === 'sroi' && query.forCompany ? SHOWN_SROI : SORT_KEYS[field]),
        direction,
      }));
      const last = keys.at(-1)?.direction ?? 'asc';
      return pageOf(
        rows().filter((row) => fits(row, query)),
        [...keys, by('id', ({ campaign }) => campaign.id, last)],
        query,
      );
    },
    async *open() {
      const open = [...tables.campaigns.values()].filter(({ status }) => OPEN.has(status));
      yield* sortedBy(open, [by('id', ({ id }) => id)]);
    },
    transitions: async (campaignId) => (await transitionsOf([campaignId])).get(campaignId) ?? [],
    termsVersions: async (campaignId) => (await termsVersionsOf([campaignId])).get(campaignId) ?? [],
    instances: async (campaignId) => (await instancesOf([campaignId])).get(campaignId) ?? [],
    transitionsOf,
    termsVersionsOf,
    instancesOf,
  };
}

/** What hangs on a campaign, by its table. */
interface Hanging {
  readonly transitions: TransitionRecord;
  readonly termsVersions: TermsVersion;
  readonly instances: Instance;
}

const OPEN: ReadonlySet<string> = new Set(['recruiting', 'active', 'paused']);

const SORT_KEYS: Record<CampaignSort, SortKey<Row>> = {
  name: by('name', ({ campaign }) => foldText(campaign.name)),
  startDate: by('startDate', ({ campaign }) => campaign.startDate),
  utilization: by('utilization', ({ figures }) => utilizationOf(figures), 'asc', 'number'),
  sroi: by('sroi', ({ impact }) => impact?.sroi.value ?? null, 'asc', 'number'),
  updatedAt: by('updatedAt', ({ campaign }) => campaign.updatedAt, 'asc', 'number'),
};

const SHOWN_SROI: SortKey<Row> = by(
  'shownSroi',
  ({ impact }) => (impact && impact.sroi.people >= FEWEST_PEOPLE ? impact.sroi.value : null),
  'asc',
  'number',
);

function utilizationOf(figures: CampaignFigures | null): number | null {
  return figures && figures.capacity > 0 ? figures.consumed / figures.capacity : null;
}

function fits({ campaign, figures }: Row, query: CampaignQuery): boolean {
  const equal = <T>(wanted: T | undefined, actual: T | null | undefined) => wanted === undefined || wanted === actual;
  return (
    equal(query.companyId, campaign.companyId) &&
    (query.statuses === undefined || query.statuses.includes(campaign.status)) &&
    equal(query.pricingModel, campaign.terms?.model) &&
    equal(query.programTemplateId, campaign.programTemplateId) &&
    equal(query.beneficiaryGroupId, campaign.beneficiaryGroupId) &&
    equal(query.quarter, campaign.quarter) &&
    equal(query.band, figures?.band) &&
    (query.q === undefined || matchesWords(textOf(campaign), query.q))
  );
}

function textOf(campaign: Campaign): string {
  return foldText([campaign.name, campaign.description ?? '', ...campaign.tags].join('\n'));
}
