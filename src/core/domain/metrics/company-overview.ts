import type { Actor } from '../access/actor.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { CampaignFigures } from '../campaign/figures.ts';
import type { Instance } from '../lifecycle/instance.ts';
import { divideHalfUp } from '../shared/decimal.ts';
import type { MinorUnits } from '../shared/money.ts';
import { type Quantity, SCALE, type Unit } from '../shared/quantity.ts';
import { dateAt, type Instant } from '../shared/time.ts';
import { type Burn, burnOf } from './burn.ts';
import { meanOf, type PeopleFigure } from './impact.ts';
import { type CampaignMetrics, flagsOf, type MetricsFlags, metricsOf } from './metrics.ts';
import { type Performance, performanceOf } from './performance.ts';
import { type ShownFigure, showFigure } from './withhold.ts';

/** A campaign with what was read of it at once with all others of its company. */
export interface ReadCampaign {
  readonly campaign: Campaign;
  /** A moment behind the ledger; null before the first projection. */
  readonly figures: CampaignFigures | null;
  readonly served: number;
  readonly instances: readonly Instance[];
}

/** One campaign of the overview, as the actor may see it. */
export interface OverviewRow {
  readonly campaign: Campaign;
  readonly figures: CampaignFigures | null;
  readonly metrics: CampaignMetrics;
  readonly sroi: ShownFigure;
  readonly vis: ShownFigure;
  readonly burn: Burn;
  readonly performance: Performance;
  readonly flags: MetricsFlags;
}

export interface MoneyTotal {
  readonly currency: string;
  readonly allocated: MinorUnits;
  readonly spent: MinorUnits;
  /** Spent ÷ people served and hours of the campaigns in this currency. */
  readonly costPerLearner: MinorUnits | null;
  readonly costPerHour: MinorUnits | null;
}

export interface CapacityTotal {
  readonly unit: Unit;
  readonly consumed: Quantity;
  readonly capacity: Quantity;
}

/** What a company's campaigns come to together, and each by itself. */
export interface CompanyOverview {
  readonly counts: Readonly<
    Record<'campaigns' | 'running' | 'near' | 'at' | 'over' | 'budgetWarning' | 'lowPerformance', number>
  >;
  /** Summed over campaigns: who is in two of them counts twice. */
  readonly people: Pick<
    CampaignMetrics,
    'volunteers' | 'volunteersServed' | 'beneficiaries' | 'beneficiariesServed' | 'sessions' | 'hours'
  >;
  readonly sroi: ShownFigure;
  readonly vis: ShownFigure;
  readonly outcomes: readonly { readonly dimension: string; readonly score: ShownFigure }[];
  readonly money: readonly MoneyTotal[];
  readonly capacity: readonly CapacityTotal[];
  readonly rows: readonly OverviewRow[];
}

/**
 * The figures of each campaign and their sums: money by currency, capacity by unit, never mixed; SROI and outcomes weighted by
 * beneficiaries and VIS by volunteers, over the campaigns of which the actor may see them. Drafts are listed and count in no sum.
 */
export function overviewOf(read: readonly ReadCampaign[], actor: Actor, now: Instant): CompanyOverview {
  const rows = read.map((one) => rowOf(one, actor, now));
  const counted = rows.filter(({ campaign }) => campaign.status !== 'draft');
  const over = (of: (metrics: CampaignMetrics) => PeopleFigure | undefined) => {
    const known = counted.flatMap(({ metrics }) => of(metrics) ?? []);
    // What is withheld of one campaign is no part of the whole either: it could be worked out from the others.
    return showFigure(meanOf(known.filter((figure) => showFigure(figure, actor).reason === null)), actor);
  };
  const dimensions = [...new Set(counted.flatMap(({ metrics }) => Object.keys(metrics.outcomes)))].sort();
  const flagged = (flag: keyof MetricsFlags) => counted.filter(({ flags }) => flags[flag]).length;
  const sum = (of: (metrics: CampaignMetrics) => number) =>
    counted.reduce((total, { metrics }) => total + of(metrics), 0);
  return {
    counts: {
      campaigns: rows.length,
      running: rows.filter(({ campaign: { status } }) => status === 'active' || status === 'recruiting').length,
      near: flagged('nearCapacity'),
      at: flagged('atCapacity'),
      over: flagged('overCapacity'),
      budgetWarning: flagged('budgetWarning'),
      lowPerformance: flagged('lowPerformance'),
    },
    people: {
      volunteers: sum(({ volunteers }) => volunteers),
      volunteersServed: sum(({ volunteersServed }) => volunteersServed),
      beneficiaries: sum(({ beneficiaries }) => beneficiaries),
      beneficiariesServed: sum(({ beneficiariesServed }) => beneficiariesServed),
      sessions: sum(({ sessions }) => sessions),
      hours: sum(({ hours }) => hours),
    },
    sroi: over(({ sroi }) => sroi),
    vis: over(({ vis }) => vis),
    outcomes: dimensions.map((dimension) => ({ dimension, score: over(({ outcomes }) => outcomes[dimension]) })),
    money: moneyOf(counted),
    capacity: capacityOf(counted),
    rows,
  };
}

function rowOf({ campaign, figures, served, instances }: ReadCampaign, actor: Actor, now: Instant): OverviewRow {
  const { unit = null, consumed = 0, capacity = 0 } = figures ?? {};
  const metrics = metricsOf(campaign, instances, { unit, consumed, capacity, served });
  const sroi = showFigure(metrics.sroi, actor);
  return {
    campaign,
    figures,
    metrics,
    sroi,
    vis: showFigure(metrics.vis, actor),
    burn: burnOf(campaign, dateAt(now, campaign.timeZone)),
    performance: performanceOf(metrics, actor),
    flags: flagsOf(metrics, sroi.value, campaign.status),
  };
}

function moneyOf(rows: readonly OverviewRow[]): MoneyTotal[] {
  const currencies = [...new Set(rows.map(({ campaign }) => campaign.currency))].sort();
  return currencies.map((currency) => {
    const own = rows.filter(({ campaign }) => campaign.currency === currency);
    const sum = (of: (row: OverviewRow) => number) => own.reduce((total, row) => total + of(row), 0);
    const spent = sum(({ campaign }) => campaign.budgetSpent);
    return {
      currency,
      allocated: sum(({ campaign }) => campaign.budgetAllocated ?? 0),
      spent,
      costPerLearner: per(spent, sum(({ metrics }) => metrics.beneficiariesServed) * SCALE),
      costPerHour: per(
        spent,
        sum(({ metrics }) => metrics.hours),
      ),
    };
  });
}

function capacityOf(rows: readonly OverviewRow[]): CapacityTotal[] {
  const sums = new Map<Unit, CapacityTotal>();
  for (const { figures } of rows) {
    if (!figures) continue;
    const { unit } = figures;
    const sum = sums.get(unit) ?? { unit, consumed: 0, capacity: 0 };
    sums.set(unit, {
      unit,
      consumed: sum.consumed + figures.consumed,
      capacity: sum.capacity + figures.capacity,
    });
  }
  return [...sums.values()];
}

function per(amount: MinorUnits, quantity: Quantity): MinorUnits | null {
  if (quantity <= 0) return null;
  return Number(divideHalfUp(BigInt(amount) * BigInt(SCALE), BigInt(quantity)));
}
