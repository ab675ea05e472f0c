import { type Actor, isStaff } from '../../domain/access/actor.ts';
import { burnOf } from '../../domain/metrics/burn.ts';
import {
  estimateSroi,
  type NoSroiReason,
  type Reduction,
  type ShareRange,
  type SroiEstimate,
} from '../../domain/metrics/estimate-sroi.ts';
import { estimateVis, type NoVisReason, type VisEstimate } from '../../domain/metrics/estimate-vis.ts';
import type { PeopleFigure } from '../../domain/metrics/impact.ts';
import type { CampaignMetrics } from '../../domain/metrics/metrics.ts';
import { IMPACT_PROXIES, type ImpactProxies } from '../../domain/metrics/proxies.ts';
import { FEWEST_PEOPLE, type ShownFigure, showFigure } from '../../domain/metrics/withhold.ts';
import { dateAt } from '../../domain/shared/time.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { type MeasurePorts, measureCampaign } from './measure-campaign.ts';

export interface EstimateInput {
  readonly campaignId: string;
  /** 0..1; unknown where left out. */
  readonly confidence?: number | null | undefined;
  readonly reductions: Readonly<Partial<Record<Reduction, ShareRange>>>;
}

type Withheld = { readonly reason: 'too_few' };

/** Our own estimate beside what is reported, never mixed with it, with everything that it rests on. */
export interface ImpactEstimate {
  readonly sroi: SroiEstimate | Withheld;
  readonly vis: VisEstimate | Withheld;
  readonly reported: { readonly sroi: ShownFigure; readonly vis: ShownFigure };
  readonly metrics: CampaignMetrics;
  /** Outcome scores by dimension as the caller may see them. */
  readonly outcomes: Readonly<Record<string, ShownFigure>>;
  readonly elapsedDays: number | null;
  readonly confidence: number | null;
  readonly reductions: EstimateInput['reductions'];
  readonly proxies: ImpactProxies | null;
}

export type NoEstimateReason = NoSroiReason | NoVisReason | 'too_few';

/** Estimates SROI and VIS of a campaign from its figures. Throws NOT_FOUND, also for another company's. */
export async function estimateImpact(
  ports: MeasurePorts & Pick<Core, 'clock'>,
  context: RequestContext,
  { campaignId, confidence = null, reductions }: EstimateInput,
): Promise<ImpactEstimate> {
  const campaign = await loadCampaign(ports, context, 'metrics.read', campaignId);
  const metrics = await measureCampaign(ports, campaign);
  const { actor } = context;
  const { hours, sessions, outcomes, beneficiariesServed, volunteersServed, budget } = metrics;
  const proxies = IMPACT_PROXIES[budget.currency] ?? null;
  const { elapsedDays } = burnOf(campaign, dateAt(ports.clock.now(), campaign.timeZone));
  const shared = { hours, outcomes, beneficiariesServed };
  const costs = { costs: budget.spent, currency: budget.currency };
  const sroi = estimateSroi({ ...shared, ...costs, confidence, reductions }, proxies);
  const vis = estimateVis({ volunteersServed, hours, sessions, elapsedDays, outcomes });
  const isHidden = restsOnFew(outcomes, actor);
  return {
    sroi: isHidden ? { reason: 'too_few' } : sroi,
    vis: isHidden ? { reason: 'too_few' } : vis,
    reported: { sroi: showFigure(metrics.sroi, actor), vis: showFigure(metrics.vis, actor) },
    metrics,
    outcomes: Object.fromEntries(Object.entries(outcomes).map(([name, figure]) => [name, showFigure(figure, actor)])),
    elapsedDays,
    confidence,
    reductions,
    proxies,
  };
}

/** Whether it rests on outcomes over too few people to tell a company. */
function restsOnFew(outcomes: Readonly<Record<string, PeopleFigure>>, actor: Actor): boolean {
  return (
    !isStaff(actor) && Object.values(outcomes).some(({ value, people }) => value !== null && people < FEWEST_PEOPLE)
  );
}
