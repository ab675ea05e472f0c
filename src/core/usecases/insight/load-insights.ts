import { createLedgerUsage, type LedgerUsageFold } from '../../domain/billing/ledger-usage.ts';
import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import type { Account } from '../../domain/capacity/account.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import { insightOf, type PricingInsight } from '../../domain/insight/insight.ts';
import type { Instance } from '../../domain/lifecycle/instance.ts';
import { metricsOf } from '../../domain/metrics/metrics.ts';
import { createPeopleServed, type PeopleServed } from '../../domain/metrics/people-served.ts';
import type { Contract } from '../../domain/rating/contract.ts';
import { belongsToSubject } from '../../domain/shared/quantity.ts';
import { dateAt, type Instant } from '../../domain/shared/time.ts';
import { loadContract, loadRecorded, type RatingPorts } from '../billing/load-rating.ts';
import type { Core } from '../core.ts';

export type InsightPorts = RatingPorts & Pick<Core, 'accounts' | 'clock'>;

/** Accounts that are read at once: enough to keep the database busy, few enough that others get their turn. */
const AT_ONCE = 16;

/** The insights of campaigns in the order given; each account's ledger is read once, whatever number of campaigns it counts. */
export async function loadInsights(ports: InsightPorts, campaigns: readonly Campaign[]): Promise<PricingInsight[]> {
  const accounts = [...Map.groupBy(campaigns, capacityAccountOf)];
  const found = new Map<string, PricingInsight>();
  const next = accounts.values();
  const work = async () => {
    for (const [accountId, own] of next)
      for (const insight of await insightsOfAccount(ports, accountId, own)) found.set(insight.campaign.id, insight);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, accounts.length) }, work));
  return campaigns.flatMap(({ id }) => found.get(id) ?? []);
}

async function insightsOfAccount(
  ports: InsightPorts,
  accountId: string,
  campaigns: readonly Campaign[],
): Promise<PricingInsight[]> {
  const [account, prepared] = await Promise.all([
    ports.accounts.read(accountId),
    Promise.all(
      campaigns.map(async (campaign) => {
        const [contract, instances] = await Promise.all([
          loadContract(ports, campaign),
          ports.campaigns.instances(campaign.id),
        ]);
        return { campaign, contract, instances };
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
  const recorded = contract && ledger ? await loadRecorded(ports, campaign, { contract, ledger, instances }) : null;
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
