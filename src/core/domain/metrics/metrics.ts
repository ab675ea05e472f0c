import type { Campaign } from '../campaign/campaign.ts';
import { flagsOf as capacityFlags } from '../capacity/thresholds.ts';
import type { Instance } from '../lifecycle/instance.ts';
import type { MinorUnits } from '../shared/money.ts';
import { type Quantity, ratio, toUnits, type Unit } from '../shared/quantity.ts';
import { type Impact, impactOf, totalsOf } from './impact.ts';

/** Below this SROI an active campaign performs poorly. */
export const LOWEST_SROI = 2;
/** At this share of the budget, in tenths, spending is warned of. */
export const BUDGET_WARNING_TENTHS = 9;

/** What the ledger says of a campaign's places. */
export interface Places {
  /** Null before there are terms. */
  readonly unit: Unit | null;
  readonly consumed: Quantity;
  readonly capacity: Quantity;
  /** Everyone who ever had a place; 0 where the unit is nobody's place. */
  readonly served: number;
}

/** A campaign's figures over its cohorts, its ledger and its spending, as they are now. */
export interface CampaignMetrics extends Impact {
  /** Who is in it now; `…Served` is everyone who ever was. */
  readonly volunteers: number;
  readonly volunteersServed: number;
  readonly beneficiaries: number;
  readonly beneficiariesServed: number;
  readonly sessions: number;
  readonly hours: Quantity;
  readonly instances: number;
  readonly activeInstances: number;
  readonly unit: Unit | null;
  readonly consumed: Quantity;
  readonly capacity: Quantity;
  readonly budget: {
    readonly allocated: MinorUnits | null;
    readonly spent: MinorUnits;
    readonly currency: string;
  };
}

export interface MetricsFlags {
  readonly nearCapacity: boolean;
  readonly atCapacity: boolean;
  readonly overCapacity: boolean;
  readonly budgetWarning: boolean;
  readonly lowPerformance: boolean;
}

/**
 * Volunteers are the seats in the ledger where the unit is a seat, beneficiaries the learners where it is a learner; else the sum over
 * the cohorts: under way (active, paused) for who is in it now, all that have begun for who was served.
 */
export function metricsOf(
  { budgetAllocated, budgetSpent, currency }: Pick<Campaign, 'budgetAllocated' | 'budgetSpent' | 'currency'>,
  instances: readonly Instance[],
  places: Places,
): CampaignMetrics {
  const ever = totalsOf(instances);
  const now = totalsOf(instances.filter(({ status }) => status === 'active' || status === 'paused'));
  const { unit, consumed, capacity, served } = places;
  const taken = toUnits(consumed);
  const isSeat = unit === 'seat';
  const isLearner = unit === 'learner';
  return {
    volunteers: isSeat ? taken : now.volunteers,
    volunteersServed: isSeat ? served : ever.volunteers,
    beneficiaries: isLearner ? taken : now.beneficiaries,
    beneficiariesServed: isLearner ? served : ever.beneficiaries,
    sessions: ever.sessions,
    hours: ever.hours,
    ...impactOf(instances),
    instances: instances.length,
    activeInstances: instances.filter(({ status }) => status === 'active').length,
    unit,
    consumed,
    capacity,
    budget: { allocated: budgetAllocated, spent: budgetSpent, currency },
  };
}

/** Spent ÷ allocated to 4 decimals; null without a budget. */
export function budgetUtilization({ allocated, spent }: CampaignMetrics['budget']): number | null {
  return allocated === null ? null : ratio(spent, allocated);
}

/** What somebody should look at; an SROI that is not known, or not shown, is not called low. */
export function flagsOf(
  { consumed, capacity, budget }: Pick<CampaignMetrics, 'consumed' | 'capacity' | 'budget'>,
  sroi: number | null,
  status: Campaign['status'],
): MetricsFlags {
  const { near, at, over } = capacityFlags(consumed, capacity);
  const { allocated, spent } = budget;
  return {
    nearCapacity: near,
    atCapacity: at,
    overCapacity: over,
    budgetWarning: allocated !== null && spent * 10 >= allocated * BUDGET_WARNING_TENTHS,
    lowPerformance: status === 'active' && sroi !== null && sroi < LOWEST_SROI,
  };
}
