import type { Campaign } from '../campaign/campaign.ts';
import type { CampaignStatus } from '../lifecycle/status.ts';
import type { MinorUnits } from '../shared/money.ts';
import type { Quantity, Unit } from '../shared/quantity.ts';
import type { PricingModel } from '../terms/terms.ts';

/** The capacity of a campaign as an entry of its account left it. */
export interface CapacityFacts {
  readonly accountId: string;
  readonly sequence: number;
  readonly unit: Unit;
  readonly capacity: Quantity;
  readonly consumed: Quantity;
  readonly hardLimit: Quantity;
}

/** Everything that a score rests on, as it was at one moment. */
export interface UpsellFeatures {
  readonly status: CampaignStatus;
  readonly model: PricingModel | null;
  /** Null before the ledger knows of a capacity. */
  readonly unit: Unit | null;
  readonly capacity: Quantity;
  readonly consumed: Quantity;
  readonly hardLimit: Quantity;
  /** As Program Management reports them, over all cohorts that have begun; null where nobody did. */
  readonly sroi: number | null;
  readonly vis: number | null;
  /** Sessions held by all cohorts that have begun. */
  readonly sessions: number;
  readonly budgetAllocated: MinorUnits | null;
  readonly budgetSpent: MinorUnits;
  readonly currency: string;
  /** Active and recruiting campaigns of the company, this one included; counted up to 100. */
  readonly companyRuns: number;
}

/** What the campaign's own record, its capacity, its cohorts and its company say. */
export function featuresOf(
  campaign: Pick<Campaign, 'status' | 'terms' | 'budgetAllocated' | 'budgetSpent' | 'currency'>,
  facts: CapacityFacts | null,
  reported: Pick<UpsellFeatures, 'sroi' | 'vis' | 'sessions'>,
  companyRuns: number,
): UpsellFeatures {
  const { status, terms, budgetAllocated, budgetSpent, currency } = campaign;
  return {
    status,
    model: terms?.model ?? null,
    unit: facts?.unit ?? null,
    capacity: facts?.capacity ?? 0,
    consumed: facts?.consumed ?? 0,
    hardLimit: facts?.hardLimit ?? 0,
    ...reported,
    budgetAllocated,
    budgetSpent,
    currency,
    companyRuns,
  };
}

/** Whether a campaign counts as running for its company, and may be sold more. */
export function isRunning(status: CampaignStatus): boolean {
  return status === 'active' || status === 'recruiting';
}
