import type { CampaignRow } from '../../../ports/campaign-repository.ts';
import { isStaff } from '../../domain/access/actor.ts';
import { authorise } from '../../domain/access/permissions.ts';
import { capacityAccountOf } from '../../domain/campaign/campaign.ts';
import { redactCampaign } from '../../domain/campaign/redact-campaign.ts';
import type { Company } from '../../domain/company/company.ts';
import { type CompanyOverview, overviewOf, type ReadCampaign } from '../../domain/metrics/company-overview.ts';
import { notFound } from '../../domain/shared/errors.ts';
import { belongsToSubject } from '../../domain/shared/quantity.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { countServed, type ServedPorts } from './count-served.ts';

export type CompanyDashboardPorts = ServedPorts & Pick<Core, 'campaigns' | 'clock' | 'companies'>;

export interface CompanyDashboard extends CompanyOverview {
  readonly company: Pick<Company, 'id' | 'name'>;
  readonly at: Instant;
}

const PAGE = 500;
const BY_NAME = [{ field: 'name', direction: 'asc' }] as const;

/**
 * All campaigns of a company with their figures, and what they come to: a few reads, however many campaigns there are. Capacity is
 * projected from the ledger, a moment behind it. Throws NOT_FOUND, also for another company's.
 */
export async function getCompanyDashboard(
  ports: CompanyDashboardPorts,
  { actor }: RequestContext,
  input: { readonly companyId: string },
): Promise<CompanyDashboard> {
  authorise(actor, 'metrics.read', input.companyId, 'Company');
  const [company, rows] = await Promise.all([
    ports.companies.find(input.companyId),
    allOf(ports, input.companyId, !isStaff(actor)),
  ]);
  if (!company) throw notFound('Company');
  const now = ports.clock.now();
  const read = await withFigures(ports, rows);
  const shown = read.map((one) => ({ ...one, campaign: redactCampaign(one.campaign, actor) }));
  return { company: { id: company.id, name: company.name }, at: now, ...overviewOf(shown, actor, now) };
}

async function allOf({ campaigns }: Pick<Core, 'campaigns'>, companyId: string, forCompany: boolean) {
  const rows: CampaignRow[] = [];
  let cursor: string | null = null;
  do {
    const page = await campaigns.list({ companyId, forCompany, limit: PAGE, cursor, sort: BY_NAME });
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
}

/** The campaigns with their cohorts and the people they served, by two reads. */
export async function withFigures(
  ports: ServedPorts & Pick<Core, 'campaigns'>,
  rows: readonly CampaignRow[],
): Promise<ReadCampaign[]> {
  const ids = rows.map(({ campaign }) => campaign.id);
  const [instances, counts] = await Promise.all([
    ports.campaigns.instancesOf(ids),
    ports.servedCounts.byCampaigns(ids),
  ]);
  return Promise.all(
    rows.map(async ({ campaign, figures }) => {
      const unit = figures?.unit;
      const kept = counts.get(campaign.id);
      const query = unit &&
        belongsToSubject(unit) && { accountId: capacityAccountOf(campaign), campaignId: campaign.id, unit };
      const count = !query ? null : kept?.unit === unit ? kept : await countServed(ports, query);
      return { campaign, figures, served: count?.served ?? 0, instances: instances.get(campaign.id) ?? [] };
    }),
  );
}
