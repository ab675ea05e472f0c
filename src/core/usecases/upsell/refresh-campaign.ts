import type { Write } from '../../../ports/transactions.ts';
import { SYSTEM } from '../../domain/access/actor.ts';
import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import { impactOf, totalsOf } from '../../domain/metrics/impact.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { type CapacityFacts, isRunning } from '../../domain/upsell/features.ts';
import { followScore } from '../../domain/upsell/open-opportunity.ts';
import { BUNDLE_FROM, type UpsellTier, type UpsellType } from '../../domain/upsell/rules.ts';
import { type LedgerNews, refreshScore, type UpsellScore, type UpsellWorld } from '../../domain/upsell/upsell-score.ts';
import { loadSubscription } from '../campaigns/load-named.ts';
import type { Core } from '../core.ts';
import { existsAlready, untilUndisturbed } from '../write.ts';

export type RefreshPorts = Pick<
  Core,
  'clock' | 'ids' | 'transactions' | 'campaigns' | 'companies' | 'figures' | 'upsell' | 'upsellDemand'
>;

export interface ScoreSummary {
  readonly score: number;
  readonly tier: UpsellTier;
  readonly type: UpsellType;
}

/** What a refresh changed of a campaign. */
export interface Refreshed {
  readonly campaignId: string;
  /** Null where there was none. */
  readonly before: ScoreSummary | null;
  readonly after: ScoreSummary;
  /** The opportunity that came up. */
  readonly opened: string | null;
  readonly changed: boolean;
}

/** Counted up to here; a bundle is offered from 2 on. */
const RUNS_MAX = 100;

/**
 * Works out a campaign's score from what stands now, keeps it, and has its open opportunities follow, in one write against what was
 * read. Where the campaign began or ceased to run, the other campaigns of its company follow too, since a bundle depends on how many
 * run. A second time it changes nothing. Null where there is no such campaign (any more). Throws UNAVAILABLE.
 */
export async function refreshCampaign(
  ports: RefreshPorts,
  campaignId: string,
  news: LedgerNews | null = null,
): Promise<Refreshed | null> {
  const [campaign, before] = await Promise.all([ports.campaigns.find(campaignId), ports.upsell.score(campaignId)]);
  if (campaign && isRunning(campaign.status) !== isRunning(before?.features.status ?? 'draft')) {
    await refreshSiblings(ports, campaign);
  }
  return refreshAlone(ports, campaignId, news);
}

async function refreshSiblings(ports: RefreshPorts, { id, companyId }: Campaign): Promise<void> {
  const [scores, runs] = await Promise.all([ports.upsell.scoresOf(companyId), runsOf(ports, companyId)]);
  const offersBundle = runs >= BUNDLE_FROM;
  for (const other of scores) {
    if (other.id !== id && other.features.companyRuns >= BUNDLE_FROM !== offersBundle) {
      await refreshAlone(ports, other.id, null);
    }
  }
}

function refreshAlone(ports: RefreshPorts, campaignId: string, news: LedgerNews | null): Promise<Refreshed | null> {
  return untilUndisturbed(async () => {
    const before = await ports.upsell.score(campaignId);
    const campaign = await ports.campaigns.find(campaignId);
    if (!campaign) {
      if (before) await ports.transactions.commit([remove(before)]);
      return null;
    }
    const [world, own] = await Promise.all([
      readWorld(ports, campaign, before, news),
      ports.upsell.ofCampaign(campaignId),
    ]);
    const at = ports.clock.now();
    const changed = refreshScore(before, world, at);
    const score = changed ?? before;
    if (!score) throw new Error('A campaign without a score was said not to have changed');
    const queue = followScore(score, own, { id: ports.ids.next(), at, actor: SYSTEM.id });
    const writes: Write[] = [
      ...(changed ? [keep(before, changed)] : []),
      ...queue.refreshed.map(
        ({ before: { version }, after }): Write => ({
          op: 'replace',
          collection: 'opportunities',
          document: after,
          ifVersion: version,
        }),
      ),
      ...(queue.opened ? [{ op: 'insert', collection: 'opportunities', document: queue.opened } as const] : []),
    ];
    if (writes.length > 0) await ports.transactions.commit(writes).catch(asLostRace);
    return {
      campaignId,
      before: before && summaryOf(before),
      after: summaryOf(score),
      opened: queue.opened?.id ?? null,
      changed: writes.length > 0,
    };
  });
}

/** Another process made the score or opened the opportunity first: decide again on what it wrote. */
function asLostRace(error: unknown): never {
  const collection = (['upsellScores', 'opportunities'] as const).find((name) => existsAlready(error, name));
  if (!collection) throw error;
  throw new DomainError('version_mismatch', 'VERSION_MISMATCH', 'This was made in the meantime', {
    details: { collection },
  });
}

async function readWorld(
  ports: RefreshPorts,
  campaign: Campaign,
  before: UpsellScore | null,
  news: LedgerNews | null,
): Promise<UpsellWorld> {
  const accountId = capacityAccountOf(campaign);
  const known = [before?.facts, news?.facts].some((facts) => facts?.accountId === accountId);
  const [instances, companyRuns, subscription, demand, figures] = await Promise.all([
    ports.campaigns.instances(campaign.id),
    runsOf(ports, campaign.companyId),
    loadSubscription(ports, campaign.terms),
    ports.upsellDemand.of(campaign.id),
    known ? null : ports.figures.byCampaigns([campaign.id]),
  ]);
  const { sroi, vis } = impactOf(instances);
  const projected = figures?.get(campaign.id);
  const facts: CapacityFacts[] = projected ? [{ ...projected, accountId }] : [];
  return {
    campaign,
    accountId,
    facts: facts.map(({ sequence, unit, capacity, consumed, hardLimit }) => ({
      accountId,
      sequence,
      unit,
      capacity,
      consumed,
      hardLimit,
    })),
    reported: { sroi: sroi.value, vis: vis.value, sessions: totalsOf(instances).sessions },
    companyRuns,
    subscription,
    demand,
    news,
  };
}

async function runsOf(ports: Pick<Core, 'campaigns'>, companyId: string): Promise<number> {
  const statuses = ['active', 'recruiting'] as const;
  const { items } = await ports.campaigns.list({ companyId, statuses, limit: RUNS_MAX, cursor: null });
  return items.length;
}

function summaryOf({ score, tier, type }: UpsellScore): ScoreSummary {
  return { score, tier, type };
}

function keep(before: UpsellScore | null, document: UpsellScore): Write {
  return before
    ? { op: 'replace', collection: 'upsellScores', document, ifVersion: before.version }
    : { op: 'insert', collection: 'upsellScores', document };
}

function remove({ id, version }: UpsellScore): Write {
  return { op: 'delete', collection: 'upsellScores', id, ifVersion: version };
}
