import type { JsonObject } from '../shared/json.ts';
import type { CalendarDate, Instant } from '../shared/time.ts';

export const INSTANCE_STATUSES = ['planned', 'active', 'paused', 'completed'] as const;
export type InstanceStatus = (typeof INSTANCE_STATUSES)[number];

/** One cohort of a campaign as Program Management runs and reports it. */
export interface Instance {
  /** The first cohort's id is fixed by its campaign, so that it is made once, ever. */
  readonly id: string;
  readonly version: number;
  readonly campaignId: string;
  readonly companyId: string;
  readonly name: string;
  readonly status: InstanceStatus;
  readonly startDate: CalendarDate;
  readonly endDate: CalendarDate;
  readonly config: JsonObject;
  readonly enrolledVolunteers: number;
  readonly enrolledBeneficiaries: number;
  readonly sessionsHeld: number;
  /** At most 4 decimals. */
  readonly hoursLogged: number;
  /** Social return on each unit of money put in; at most 4 decimals. */
  readonly sroi: number | null;
  /** Volunteer impact score, 0..100. */
  readonly vis: number | null;
  /** 0..1 by dimension, such as `job_readiness`. */
  readonly outcomeScores: Readonly<Record<string, number>>;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
