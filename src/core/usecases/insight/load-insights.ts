import { createLedgerUsage, type LedgerUsage, type LedgerUsageFold } from '../../domain/billing/ledger-usage.ts';
import { reportedOutcomes } from '../../domain/billing/outcomes.ts';
import { usageOf } from '../../domain/billing/usage-of.ts';
import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import type { Account } from '../../domain/capacity/account.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import { insightOf, type PricingInsight } from '../../domain/insight/insight.ts';
import type { TransitionRecord } from '../../domain/lifecycle/history.ts';
import type { Instance } from '../../domain/lifecycle/instance.ts';
import { metricsOf } from '../../domain/metrics/metrics.ts';
import { createPeopleServed, type PeopleServed } from '../../domain/metrics/people-served.ts';
import type { Contract } from '../../domain/rating/contract.ts';
import { belongsToSubject } from '../../domain/shared/quantity.ts';
import { dateAt, type Instant } from '../../domain/shared/time.ts';
import type { TermsVersion } from '../../domain/terms/terms.ts';
import { loadContract, loadRecorded, type RatingPorts } from '../billing/load-rating.ts';
import type { Core } from '../core.ts';

export type InsightPorts = RatingPorts & Pick<Core, 'accounts' | 'clock'>;

/** Accounts that are read at once: enough to keep the database busy, few enough that others get their turn. */
const AT_ONCE = 16;

/** The insights of campaigns in the order given; each account's ledger is read once, whatever number of campaigns it counts. */
export async function loadInsights(ports: InsightPorts, campaigns: readonly Campaign[]): Promise<PricingInsight[]> {
  const ids = campaigns.map(({ id }) => id);
  const [versions, transitions, instances] = await Promise.all([
    ports.campaigns.termsVersionsOf(ids),
    ports.campaigns.transitionsOf(ids),
    ports.campaigns.instancesOf(ids),
  ]);
  const known: Known = { versions, transitions, instances };
  const accounts = [...Map.groupBy(campaigns, capacityAccountOf)];
  const found = new Map<string, PricingInsight>();
  const next = accounts.values();
  const work = async () => {
    for (const [accountId, own] of next)
      for (const insight of await insightsOfAccount(ports, accountId, own, known))
        found.set(insight.campaign.id, insight);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, accounts.length) }, work));
  return campaigns.flatMap(({ id }) => found.get(id) ?? []);
}

/** What hangs on the campaigns, read at once for all of them. */
interface Known {
  readonly versions: ReadonlyMap<string, readonly TermsVersion[]>;
  readonly transitions: ReadonlyMap<string, readonly TransitionRecord[]>;
  readonly instances: ReadonlyMap<string, readonly Instance[]>;
}

async function insightsOfAccount(
  ports: InsightPorts,
  accountId: string,
  campaigns: readonly Campaign[],
  known: Known,
): Promise<PricingInsight[]> {
  const [account, prepared] = await Promise.all([
    ports.accounts.read(accountId),
    Promise.all(
      campaigns.map(async (campaign) => {
        const versions = known.versions.get(campaign.id) ?? [];
        const transitions = known.transitions.get(campaign.id) ?? [];
        const contract = await loadContract(ports, campaign, { versions, transitions });
        return { campaign, contract, instances: known.instances.get(campaign.id) ?? [] };
      }),
    ),
  ]);
  const readings = prepared.map((each) => readingOf(account, each));
  const byCampaign = new Map(readings.map((reading) => [reading.campaign.id, reading]));
  const [only] = campaigns.length === 1 ? campaigns : [];
  const range = { accountId, ...(only && { campaignId: only.id }) };
  if (account.sequence > 0)
    for await (const entry of ports.capacityLog.stream(range)) byCampaign.get(entry.campaignId)?.add(entry);
  return Promise.all(readings.map((reading) => settle(ports, account, reading)));
}

/** What one pass over the ledger gathers of a campaign. */
interface Reading {
  readonly campaign: Campaign;
  readonly contract: Contract | null;
  readonly instances: readonly Instance[];
  readonly usage: LedgerUsageFold | null;
  readonly people: PeopleServed | null;
  exhaustedSince: Instant | null;
  add(entry: Entry): void;
}

function readingOf(account: Account, given: Pick<Reading, 'campaign' | 'contract' | 'instances'>): Reading {
  const { campaign, contract } = given;
  const unit = account.balances[campaign.id]?.unit ?? null;
  return {
    ...given,
    usage: contract && createLedgerUsage(campaign.timeZone, contract.endDate),
    people: unit && belongsToSubject(unit) ? createPeopleServed(unit) : null,
    exhaustedSince: null,
    add(entry) {
      this.usage?.add(entry);
      this.people?.add(entry);
      const { consumed, capacity } = entry.after;
      const isExhausted = capacity > 0 && consumed >= capacity;
      this.exhaustedSince = isExhausted ? (this.exhaustedSince ?? entry.recordedAt) : null;
    },
  };
}

async function settle(ports: InsightPorts, account: Account, reading: Reading): Promise<PricingInsight> {
  const { campaign, contract, instances, usage, people, exhaustedSince } = reading;
  const { timeZone } = campaign;
  const balance = account.balances[campaign.id];
  const places =
    balance && balance.termsVersion > 0
      ? { unit: balance.unit, consumed: balance.consumed, capacity: balance.capacity, served: people?.count() ?? 0 }
      : { unit: null, consumed: 0, capacity: 0, served: 0 };
  const ledger = usage?.usage();
  const recorded = contract && ledger ? await recordsOf(ports, campaign, { contract, ledger, instances }) : null;
  return insightOf(
    campaign,
    {
      metrics: metricsOf(campaign, instances, places),
      rating: recorded && { ...recorded, capacityOn: recorded.records.ledger.capacityOn },
      exhaustedSince: exhaustedSince === null ? null : dateAt(exhaustedSince, timeZone),
    },
    dateAt(ports.clock.now(), timeZone),
  );
}

/** Learners complete under iaas, and milestones and components are those of custom terms; the other models have none to be read. */
async function recordsOf(
  ports: InsightPorts,
  campaign: Campaign,
  read: { readonly contract: Contract; readonly ledger: LedgerUsage; readonly instances: readonly Instance[] },
) {
  const model = read.contract.versions[0]?.terms.model;
  if (model === 'iaas' || model === 'custom') return loadRecorded(ports, campaign, read);
  const { contract, ledger, instances } = read;
  const outcomes = reportedOutcomes(instances);
  const records = { ledger, completions: [], milestones: [], componentUses: [], outcomes };
  return { contract, records, usage: usageOf(records, contract.versions, campaign.timeZone) };
}
