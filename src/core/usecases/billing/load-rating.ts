import { type AgreementRecords, agreedAt, agreedContract } from '../../domain/billing/agreed-contract.ts';
import { createLedgerUsage, type LedgerUsage } from '../../domain/billing/ledger-usage.ts';
import { reportedOutcomes } from '../../domain/billing/outcomes.ts';
import { type UsageRecords, usageOf } from '../../domain/billing/usage-of.ts';
import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import type { Instance } from '../../domain/lifecycle/instance.ts';
import type { Contract } from '../../domain/rating/contract.ts';
import type { Posting } from '../../domain/rating/posting.ts';
import { rate } from '../../domain/rating/rate.ts';
import type { Usage } from '../../domain/rating/usage.ts';
import { dateAt, type Instant } from '../../domain/shared/time.ts';
import type { TermsVersion } from '../../domain/terms/terms.ts';
import { loadSubscription } from '../campaigns/load-named.ts';
import type { Core } from '../core.ts';

export type RatingPorts = Pick<Core, 'campaigns' | 'companies' | 'capacityLog' | 'billingRecords' | 'audit'>;

/** A campaign's contract with everything that was used under it. */
export interface Recorded {
  readonly contract: Contract;
  readonly records: UsageRecords;
  readonly usage: Usage;
}

/** The same, and what it owes by day. */
export interface Rated extends Recorded {
  readonly postings: readonly Posting[];
}

/** Rates a campaign on its records as they stand; null where nothing was agreed: no terms, no period, or it was closed as a draft. */
export async function loadRating(ports: RatingPorts, campaign: Campaign): Promise<Rated | null> {
  const contract = await loadContract(ports, campaign);
  if (!contract) return null;
  const [ledger, instances] = await Promise.all([
    readLedger(ports, campaign, contract),
    ports.campaigns.instances(campaign.id),
  ]);
  const recorded = await loadRecorded(ports, campaign, { contract, ledger, instances });
  return { ...recorded, postings: rate(contract, recorded.usage, ledger.capacityOn) };
}

/** What was agreed for a campaign, or null; by what the caller has read already, if anything. */
export async function loadContract(
  ports: RatingPorts,
  campaign: Campaign,
  read: Partial<Pick<AgreementRecords, 'versions' | 'transitions'>> = {},
): Promise<Contract | null> {
  const [versions, transitions, subscription] = await Promise.all([
    read.versions ?? ports.campaigns.termsVersions(campaign.id),
    read.transitions ?? ports.campaigns.transitions(campaign.id),
    loadSubscription(ports, campaign.terms),
  ]);
  const endDates = await agreedEndDates(ports, campaign, versions, agreedAt(campaign, transitions));
  return agreedContract(campaign, { versions, transitions, subscription, endDates });
}

/** A contract with what was used under it, by a ledger and cohorts that the caller has read already. */
export async function loadRecorded(
  ports: Pick<RatingPorts, 'billingRecords'>,
  { id, timeZone }: Campaign,
  read: { readonly contract: Contract; readonly ledger: LedgerUsage; readonly instances: readonly Instance[] },
): Promise<Recorded> {
  const { contract, ledger, instances } = read;
  const [completions, milestones, componentUses] = await Promise.all([
    ports.billingRecords.completions(id),
    ports.billingRecords.milestones(id),
    ports.billingRecords.componentUses(id),
  ]);
  const records = { ledger, completions, milestones, componentUses, outcomes: reportedOutcomes(instances) };
  return { contract, records, usage: usageOf(records, contract.versions, timeZone) };
}

async function readLedger(ports: RatingPorts, campaign: Campaign, { endDate }: Contract): Promise<LedgerUsage> {
  const fold = createLedgerUsage(campaign.timeZone, endDate);
  const range = { accountId: capacityAccountOf(campaign), campaignId: campaign.id };
  for await (const entry of ports.capacityLog.stream(range)) fold.add(entry);
  return fold.usage();
}

/** Only a term discount asks when an end date was agreed; then it is read off the changes recorded since the draft was left. */
async function agreedEndDates(
  ports: RatingPorts,
  campaign: Campaign,
  versions: readonly TermsVersion[],
  agreed: Instant,
): Promise<AgreementRecords['endDates']> {
  if (!versions.some(({ terms }) => terms.termDiscount)) return [];
  const changes: { from: string; before: string | null; endDate: string }[] = [];
  let cursor: string | null = null;
  do {
    const page = await ports.audit.list({ resource: `campaigns/${campaign.id}`, from: agreed + 1, limit: 100, cursor });
    for (const { at, action, changes: fields } of page.items) {
      const { before, after } = fields.endDate ?? {};
      if (action === 'campaign.update' && typeof after === 'string')
        changes.push({
          from: dateAt(at, campaign.timeZone),
          before: typeof before === 'string' ? before : null,
          endDate: after,
        });
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  const first = changes.at(-1);
  if (!first) return [];
  const since = changes.reverse().map(({ from, endDate }) => ({ from, endDate }));
  return first.before === null ? since : [{ from: '0000-01-01', endDate: first.before }, ...since];
}
