import { requirePermission } from '../../domain/access/permissions.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { type ContractUsage, contractUsageOf } from '../../domain/insight/contract-usage.ts';
import { type InsightPriority, isBudgetConstrained, prioritiesOf } from '../../domain/insight/priorities.ts';
import { adviceOf } from '../../domain/insight/recommend.ts';
import { byUrgency } from '../../domain/insight/report.ts';
import type { CampaignStatus } from '../../domain/lifecycle/status.ts';
import { burnOf } from '../../domain/metrics/burn.ts';
import { flagsOf } from '../../domain/metrics/metrics.ts';
import { dateAt } from '../../domain/shared/time.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** A campaign's contract as lists have it: from projected figures, a moment behind the ledger and unrated. */
export interface ListedContract {
  readonly campaign: Campaign;
  readonly contract: ContractUsage;
  readonly priorities: readonly InsightPriority[];
  /** What to do, in a few words; null before there is a contract. */
  readonly advice: string | null;
}

/** With a contract that somebody may still act upon. */
const STATUSES: readonly CampaignStatus[] = ['planned', 'recruiting', 'active', 'paused', 'completed'];
const PAGE = 100;
/** More than these are no list that anybody reads: a company is chosen then. */
const MOST = 2_000;

/** Contracts of every company, or of one, the most pressing first; what needs a campaign's ledger is not in them. Throws FORBIDDEN. */
export async function listContracts(
  ports: Pick<Core, 'campaigns' | 'clock'>,
  { actor }: RequestContext,
  input: { readonly companyId?: string },
): Promise<ListedContract[]> {
  requirePermission(actor, 'pricing.read');
  const now = ports.clock.now();
  const contracts: ListedContract[] = [];
  let cursor: string | null = null;
  do {
    const page = await ports.campaigns.list({ ...input, statuses: STATUSES, limit: PAGE, cursor });
    for (const { campaign, figures, impact } of page.items) {
      const today = dateAt(now, campaign.timeZone);
      const contract = contractUsageOf(campaign, campaign.terms && figures, today, null);
      const { budgetAllocated: allocated, budgetSpent: spent, currency, status } = campaign;
      const { consumed, capacity } = figures ?? { consumed: 0, capacity: 0 };
      const measured = { consumed, capacity, budget: { allocated, spent, currency } };
      const flags = flagsOf(measured, impact?.sroi.value ?? null, status);
      const budgetConstrained = isBudgetConstrained(flags.budgetWarning, burnOf(campaign, today), contract);
      const priorities = prioritiesOf({ status, contract, flags, budgetConstrained, highValue: false });
      contracts.push({ campaign, contract, priorities, advice: adviceOf(contract) });
    }
    cursor = page.nextCursor;
  } while (cursor !== null && contracts.length < MOST);
  return contracts.sort(byUrgency);
}
