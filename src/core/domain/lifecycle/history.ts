import type { Instant } from '../shared/time.ts';
import type { CampaignStatus } from './status.ts';

export type Trigger = 'manual' | 'schedule' | 'system';

/** One change of state, as it happened; never changed or removed. */
export interface TransitionRecord {
  readonly id: string;
  readonly campaignId: string;
  readonly companyId: string;
  readonly from: CampaignStatus;
  readonly to: CampaignStatus;
  readonly at: Instant;
  readonly actor: string;
  readonly trigger: Trigger;
  readonly reason: string | null;
  /** The campaign's version that this transition made. */
  readonly version: number;
}
