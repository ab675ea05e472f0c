import type { Campaign } from '../../core/domain/campaign/campaign.ts';
import type { CampaignFigures } from '../../core/domain/campaign/figures.ts';
import type { Instance } from '../../core/domain/lifecycle/instance.ts';
import { FEWEST_PEOPLE } from '../../core/domain/metrics/withhold.ts';
import { foldText, matchesWords } from '../../core/domain/shared/text.ts';
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

  function instancesOf(holds: (one: Instance) => boolean): Instance[] {
    const found = [...tables.instances.values()].filter(holds);
    return sortedBy(found, [by('createdAt', (one) => one.createdAt, 'asc', 'number'), by('id', (one) => one.id)]);
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
    async transitions(campaignId) {
      const own = [...tables.transitions.values()].filter((record) => record.campaignId === campaignId);
      return own.sort((a, b) => a.version - b.version);
    },
    async termsVersions(campaignId) {
      const own = [...tables.termsVersions.values()].filter((version) => version.campaignId === campaignId);
      return own.sort((a, b) => b.number - a.number);
    },
    instances: async (campaignId) => instancesOf((one) => one.campaignId === campaignId),
    async instancesOf(campaignIds) {
      const wanted = new Set(campaignIds);
      return Map.groupBy(
        instancesOf((one) => wanted.has(one.campaignId)),
        ({ campaignId }) => campaignId,
      );
    },
  };
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
