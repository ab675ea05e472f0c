import { type Actor, isStaff } from '../../domain/access/actor.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { burnOf } from '../../domain/metrics/burn.ts';
import {
  estimateSroi,
  modelSroi,
  type NoSroiReason,
  type Reduction,
  type ShareRange,
  type SroiEstimate,
  type SroiInputs,
} from '../../domain/metrics/estimate-sroi.ts';
import { estimateVis, type NoVisReason, type VisEstimate } from '../../domain/metrics/estimate-vis.ts';
import type { PeopleFigure } from '../../domain/metrics/impact.ts';
import { IMPACT_PROXIES, type ImpactProxies } from '../../domain/metrics/proxies.ts';
import {
  type Distribution,
  driversOf,
  type SroiDriver,
  type SroiInterval,
  simulateSroi,
} from '../../domain/metrics/simulate-sroi.ts';
import type { SnapshotMetrics } from '../../domain/metrics/snapshot.ts';
import { FEWEST_PEOPLE, type ShownFigure, showFigure } from '../../domain/metrics/withhold.ts';
import { invalid } from '../../domain/shared/errors.ts';
import { dateAt, type Instant } from '../../domain/shared/time.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { type MeasurePorts, measureCampaign } from './measure-campaign.ts';
import { type Basis, metricsAt, type PastPorts } from './metrics-at.ts';

export type EstimatePorts = MeasurePorts & PastPorts & Pick<Core, 'clock'>;

export interface EstimateInput {
  readonly campaignId: string;
  /** 0..1; unknown where left out. */
  readonly confidence?: number | null | undefined;
  readonly reductions: Readonly<Partial<Record<Reduction, ShareRange>>>;
  /** The share by which each proxy may be off either way. */
  readonly proxyDoubt?: number | undefined;
  readonly distribution?: Distribution | undefined;
  /** Figures as they were then; the present ones where left out. */
  readonly asOf?: Instant | undefined;
}

type Withheld = { readonly reason: 'too_few' };

/** Our own estimate beside what is reported, never mixed with it, with everything that it rests on. */
export interface ImpactEstimate {
  readonly sroi: SroiEstimate | Withheld;
  /** Null where there is no estimate, or nothing has a range. */
  readonly interval: SroiInterval | null;
  /** What moves the estimate most, first. */
  readonly drivers: readonly SroiDriver[];
  readonly vis: VisEstimate | Withheld;
  readonly reported: { readonly sroi: ShownFigure; readonly vis: ShownFigure };
  readonly metrics: SnapshotMetrics;
  /** Outcome scores by dimension as the caller may see them. */
  readonly outcomes: Readonly<Record<string, ShownFigure>>;
  readonly elapsedDays: number | null;
  readonly confidence: number | null;
  readonly reductions: EstimateInput['reductions'];
  readonly proxyDoubt: number;
  readonly proxies: ImpactProxies | null;
  readonly basis: Basis;
}

export type NoEstimateReason = NoSroiReason | NoVisReason | 'too_few';

/**
 * Estimates SROI and VIS of a campaign from its figures, now or as they were at some time: the same ledger and snapshot give the same
 * report. Throws NOT_FOUND, also for another company's, and INVALID for a time to come.
 */
export async function estimateImpact(
  ports: EstimatePorts,
  context: RequestContext,
  { campaignId, confidence = null, reductions, proxyDoubt = 0, distribution, asOf }: EstimateInput,
): Promise<ImpactEstimate> {
  const campaign = await loadCampaign(ports, context, 'metrics.read', campaignId);
  const { metrics, basis } = await figuresOf(ports, campaign, asOf);
  const { actor } = context;
  const { hours, outcomes, beneficiariesServed, budget } = metrics;
  const proxies = IMPACT_PROXIES[budget.currency] ?? null;
  const { elapsedDays } = burnOf(campaign, dateAt(basis.at, campaign.timeZone));
  const costs = { costs: budget.spent, currency: budget.currency };
  const inputs = { beneficiariesServed, outcomes, hours, ...costs, confidence, reductions, proxyDoubt };
  const isHidden = restsOnFew(outcomes, actor);
  const isUnknown = asOf !== undefined && basis.snapshot === null;
  const shown = (figure: PeopleFigure): ShownFigure =>
    isUnknown ? { value: null, reason: 'not_known_then' } : showFigure(figure, actor);
  return {
    ...(isHidden ? HIDDEN : sroiOf(inputs, proxies, seedOf(campaign, basis), distribution)),
    vis: isHidden ? { reason: 'too_few' } : visOf(metrics, elapsedDays),
    reported: { sroi: shown(metrics.sroi), vis: shown(metrics.vis) },
    metrics,
    outcomes: Object.fromEntries(Object.entries(outcomes).map(([name, figure]) => [name, shown(figure)])),
    elapsedDays,
    confidence,
    reductions,
    proxyDoubt,
    proxies,
    basis,
  };
}

const HIDDEN = { sroi: { reason: 'too_few' }, interval: null, drivers: [] } as const;

async function figuresOf(ports: EstimatePorts, campaign: Campaign, asOf: Instant | undefined) {
  const now = ports.clock.now();
  if (asOf !== undefined) {
    if (asOf > now) throw invalid([{ path: 'asOf', code: 'INVALID', message: 'asOf must not be in the future' }]);
    return metricsAt(ports, campaign, asOf);
  }
  const [metrics, snapshot] = await Promise.all([
    measureCampaign(ports, campaign),
    ports.snapshots.newestUntil(campaign.id, now),
  ]);
  const basis: Basis = { at: now, snapshot: snapshot && { id: snapshot.id, at: snapshot.at }, ledgerSequence: null };
  return { metrics, basis };
}

/** The same draws for the same campaign and snapshot, so that two reports differ by their figures alone. */
function seedOf({ id }: Campaign, { snapshot }: Basis): string {
  return snapshot?.id ?? `${id}/none`;
}

function sroiOf(inputs: SroiInputs, proxies: ImpactProxies | null, seed: string, distribution?: Distribution) {
  const model = modelSroi(inputs, proxies);
  const sroi = estimateSroi(inputs, proxies);
  if ('reason' in model) return { sroi, interval: null, drivers: [] };
  return { sroi, interval: simulateSroi(model, seed, distribution), drivers: driversOf(model) };
}

function visOf({ volunteersServed, hours, sessions, outcomes }: SnapshotMetrics, elapsedDays: number | null) {
  if (volunteersServed === null || hours === null || sessions === null) return { reason: 'no_snapshot' } as const;
  return estimateVis({ volunteersServed, hours, sessions, elapsedDays, outcomes });
}

/** Whether it rests on outcomes over too few people to tell a company. */
function restsOnFew(outcomes: Readonly<Record<string, PeopleFigure>>, actor: Actor): boolean {
  return (
    !isStaff(actor) && Object.values(outcomes).some(({ value, people }) => value !== null && people < FEWEST_PEOPLE)
  );
}
