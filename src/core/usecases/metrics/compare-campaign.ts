import type { CampaignRow } from '../../../ports/campaign-repository.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { FORECAST_WINDOW_DAYS, fillDays } from '../../domain/capacity/forecast.ts';
import type { ProgramType } from '../../domain/catalogue/catalogue.ts';
import { type Comparable, type Compared, compareWith, sizeBand } from '../../domain/metrics/comparison.ts';
import { type Completion, completionByLedger, completionByTrend, type Goal } from '../../domain/metrics/completion.ts';
import { type CampaignMetrics, metricsOf } from '../../domain/metrics/metrics.ts';
import { addDays, DAY, dateAt } from '../../domain/shared/time.ts';
import type { PricingModel } from '../../domain/terms/terms.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { withFigures } from './get-company-dashboard.ts';
import { snapshotBefore } from './get-performance.ts';
import { type MeasurePorts, measureCampaign } from './measure-campaign.ts';

export type ComparisonPorts = MeasurePorts & Pick<Core, 'catalogue' | 'clock' | 'dayEnds' | 'snapshots'>;

/** Where a campaign stands among its like, and when it reaches its targets. */
export interface Standing {
  readonly compared: readonly Compared[];
  /** What the others have in common with it; null where it has no terms, template or target to be like. */
  readonly like: { readonly programType: ProgramType; readonly model: PricingModel; readonly size: number } | null;
  readonly completion: readonly Completion[];
}

const COMPARED = ['active', 'paused', 'completed'] as const;
const PAGE = 500;
const MOST = 2_000;

/** Compares the campaign with others of its program type, model and size, and looks ahead. Throws NOT_FOUND. */
export async function compareCampaign(
  ports: ComparisonPorts,
  context: RequestContext,
  input: { readonly campaignId: string },
): Promise<Standing> {
  const campaign = await loadCampaign(ports, context, 'metrics.read', input.campaignId);
  const [metrics, like] = await Promise.all([measureCampaign(ports, campaign), likeOf(ports, campaign)]);
  const [others, completion] = await Promise.all([
    like ? othersLike(ports, campaign, like) : [],
    completionOf(ports, campaign, metrics),
  ]);
  return { compared: compareWith({ campaign, metrics }, others, context.actor), like, completion };
}

async function likeOf({ catalogue }: Pick<Core, 'catalogue'>, campaign: Campaign): Promise<Standing['like']> {
  const size = sizeBand(campaign.targetBeneficiaries);
  if (!campaign.terms || !campaign.programTemplateId || size === null) return null;
  const template = await catalogue.findTemplate(campaign.programTemplateId);
  return template && { programType: template.programType, model: campaign.terms.model, size };
}

/** The others, whosever they are; what is told of them is decided by what is asked for. */
async function othersLike(
  ports: ComparisonPorts,
  { id, terms }: Campaign,
  like: NonNullable<Standing['like']>,
): Promise<Comparable[]> {
  const rows: CampaignRow[] = [];
  let cursor: string | null = null;
  do {
    const query = { statuses: COMPARED, ...(terms && { pricingModel: terms.model }), limit: PAGE, cursor };
    const page = await ports.campaigns.list(query);
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && rows.length < MOST);
  const alike = rows.filter(
    ({ campaign }) => campaign.id !== id && sizeBand(campaign.targetBeneficiaries) === like.size,
  );
  const ids = [...new Set(alike.flatMap(({ campaign }) => campaign.programTemplateId ?? []))];
  const templates = await Promise.all(ids.map((templateId) => ports.catalogue.findTemplate(templateId)));
  const ofType = new Set(templates.flatMap((one) => (one?.programType === like.programType ? [one.id] : [])));
  const read = await withFigures(
    ports,
    alike.filter(({ campaign }) => ofType.has(campaign.programTemplateId ?? '')),
  );
  return read.map(({ campaign, figures, served, instances }) => {
    const { unit = null, consumed = 0, capacity = 0 } = figures ?? {};
    return { campaign, metrics: metricsOf(campaign, instances, { unit, consumed, capacity, served }) };
  });
}

/** Each target by the ledger where that counts its people, else by the newest snapshot of 30 days ago. */
async function completionOf(
  ports: ComparisonPorts,
  campaign: Campaign,
  metrics: CampaignMetrics,
): Promise<Completion[]> {
  const now = ports.clock.now();
  const today = dateAt(now, campaign.timeZone);
  const [recorded, before] = await Promise.all([
    ports.dayEnds.since(campaign.id, addDays(today, -FORECAST_WINDOW_DAYS - 1)),
    snapshotBefore(ports, campaign.id),
  ]);
  const when = { today, endDate: campaign.endDate };
  const goals: (Goal & { readonly byLedger: boolean })[] = [
    {
      what: 'volunteers',
      wanted: campaign.targetVolunteers ?? 0,
      current: metrics.volunteers,
      byLedger: metrics.unit === 'seat',
    },
    {
      what: 'beneficiaries',
      wanted: campaign.targetBeneficiaries ?? 0,
      current: metrics.beneficiaries,
      byLedger: metrics.unit === 'learner',
    },
  ];
  return goals
    .filter(({ wanted }) => wanted > 0)
    .map(({ byLedger, ...goal }) => {
      if (byLedger) return completionByLedger(goal, fillDays(recorded, today), when);
      const value = before?.metrics[goal.what] ?? null;
      const then = before && value !== null ? { value, daysAgo: Math.floor((now - before.at) / DAY) } : null;
      return completionByTrend(goal, then, when);
    });
}
