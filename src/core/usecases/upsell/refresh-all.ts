import { requirePermission } from '../../domain/access/permissions.ts';
import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import { hardLimitOf } from '../../domain/capacity/thresholds.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { LedgerNews } from '../../domain/upsell/upsell-score.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { someAtOnce } from '../some-at-once.ts';
import { type Refreshed, type RefreshPorts, refreshCampaign } from './refresh-campaign.ts';

const PAGE = 100;
const SIDE_BY_SIDE = 8;
/** So many changes are told one by one. */
const CHANGES_MAX = 100;

export interface RefreshReport {
  readonly checked: number;
  readonly changedCount: number;
  readonly opened: number;
  /** The first 100 of what changed. */
  readonly changed: readonly Refreshed[];
}

/**
 * Works out scores anew, from the accounts themselves, and says what changed: of one campaign, of a company, or of all.
 * Throws FORBIDDEN, NOT_FOUND for a campaign or company that does not exist, UNAVAILABLE.
 */
export async function refreshAll(
  ports: RefreshPorts & Pick<Core, 'accounts'>,
  context: RequestContext,
  input: { readonly campaignId?: string | undefined; readonly companyId?: string | undefined },
): Promise<RefreshReport> {
  requirePermission(context.actor, 'upsell.write');
  const { campaignId, companyId } = input;
  let checked = 0;
  const changed: Refreshed[] = [];
  for await (const campaigns of chosen(ports, campaignId, companyId)) {
    const refreshed = await someAtOnce(campaigns, SIDE_BY_SIDE, async (campaign) =>
      refreshCampaign(ports, campaign.id, await newsOf(ports, campaign)),
    );
    checked += campaigns.length;
    changed.push(...refreshed.filter((one) => one?.changed).filter((one) => one !== null));
  }
  const opened = changed.filter((one) => one.opened !== null).length;
  return { checked, changedCount: changed.length, opened, changed: changed.slice(0, CHANGES_MAX) };
}

async function* chosen(
  ports: RefreshPorts,
  campaignId: string | undefined,
  companyId: string | undefined,
): AsyncGenerator<readonly Campaign[]> {
  if (campaignId !== undefined) {
    const campaign = await ports.campaigns.find(campaignId);
    if (!campaign || (companyId !== undefined && campaign.companyId !== companyId)) throw notFound('Campaign');
    yield [campaign];
    return;
  }
  if (companyId !== undefined && !(await ports.companies.find(companyId))) throw notFound('Company');
  const sort = [{ field: 'name', direction: 'asc' }] as const;
  for (let cursor: string | null = null; ; ) {
    const query = { limit: PAGE, cursor, sort, ...(companyId !== undefined && { companyId }) };
    const page = await ports.campaigns.list(query);
    yield page.items.map(({ campaign }) => campaign);
    cursor = page.nextCursor;
    if (cursor === null) return;
  }
}

/** The account as it stands; crossings are only learned from entries. */
async function newsOf(ports: Pick<Core, 'accounts'>, campaign: Campaign): Promise<LedgerNews | null> {
  const accountId = capacityAccountOf(campaign);
  const { sequence, balances } = await ports.accounts.read(accountId);
  const balance = balances[campaign.id];
  if (!balance || balance.termsVersion === 0) return null;
  const { unit, capacity, consumed, overage } = balance;
  const hardLimit = hardLimitOf(capacity, overage, unit);
  return { facts: { accountId, sequence, unit, capacity, consumed, hardLimit }, crossing: null };
}
