import type { Campaign } from '../core/domain/campaign/campaign.ts';
import type { TransitionRecord } from '../core/domain/lifecycle/history.ts';
import type { Instance } from '../core/domain/lifecycle/instance.ts';
import type { CampaignStatus } from '../core/domain/lifecycle/status.ts';
import type { Snapshot } from '../core/domain/metrics/snapshot.ts';
import type { Instant } from '../core/domain/shared/time.ts';
import type { Spending } from '../core/domain/spending/spending.ts';
import type { Core } from '../core/usecases/core.ts';
import type { CampaignRepository } from '../ports/campaign-repository.ts';

/** Campaigns as their records say that they were at a time. */
export interface AsItWas {
  byName(name: string): Campaign | undefined;
  /** When cohorts were reported and looked at, oldest first. */
  reportsOf(campaignId: string): readonly Instant[];
  /** A view of the campaigns at that time: state, spending and reported figures; all else as it is now. */
  repositoryAt(at: Instant): CampaignRepository;
}

interface Records {
  readonly campaign: Campaign;
  readonly transitions: readonly TransitionRecord[];
  /** Oldest first. */
  readonly spending: readonly Spending[];
  readonly snapshots: readonly Snapshot[];
  readonly instances: readonly Instance[];
}

export async function campaignsAsTheyWere(core: Core, signal: AbortSignal): Promise<AsItWas> {
  const { items } = await core.campaigns.list({ limit: 100, cursor: null });
  const records = new Map<string, Records>();
  for (const { campaign } of items) {
    signal.throwIfAborted();
    const { id: campaignId } = campaign;
    const [transitions, { items: spending }, snapshots, instances] = await Promise.all([
      core.campaigns.transitions(campaignId),
      core.spending.list({ campaignId, limit: 100, cursor: null }),
      core.snapshots.since(campaignId, 0),
      core.campaigns.instances(campaignId),
    ]);
    records.set(campaignId, { campaign, transitions, spending: spending.toReversed(), snapshots, instances });
  }
  const all = [...records.values()];

  return {
    byName: (name) => all.find(({ campaign }) => campaign.name === name)?.campaign,
    reportsOf: (id) => records.get(id)?.snapshots.map(({ at }) => at) ?? [],
    repositoryAt: (at) => ({
      ...core.campaigns,
      async find(id) {
        const own = records.get(id);
        return own ? campaignAt(own, at) : core.campaigns.find(id);
      },
      async list(query) {
        const then = all.map((own) => campaignAt(own, at));
        const fitting = then.filter(
          ({ companyId, status }) =>
            (query.companyId === undefined || companyId === query.companyId) &&
            (query.statuses === undefined || query.statuses.includes(status)),
        );
        return { items: fitting.map((campaign) => ({ campaign, figures: null, impact: null })), nextCursor: null };
      },
      instances: async (id) => instancesAt(records.get(id), at),
    }),
  };
}

function campaignAt({ campaign, transitions, spending }: Records, at: Instant): Campaign {
  const status: CampaignStatus = transitions.findLast((one) => one.at <= at)?.to ?? 'draft';
  const budgetSpent = spending.findLast(({ recordedAt }) => recordedAt <= at)?.spentAfter ?? 0;
  return { ...campaign, status, budgetSpent };
}

/** The demo's campaigns have one cohort each, and a snapshot with each of its reports. */
function instancesAt(own: Records | undefined, at: Instant): Instance[] {
  const metrics = own?.snapshots.findLast((one) => one.at <= at)?.metrics;
  const [first] = own?.instances ?? [];
  if (!metrics || !first) return [];
  const { sroi, vis, sessions } = metrics;
  return [{ ...first, status: 'active', sroi: sroi.value, vis: vis.value, sessionsHeld: sessions ?? 0 }];
}
