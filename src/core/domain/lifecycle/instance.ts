import type { JsonObject } from '../shared/json.ts';
import type { CalendarDate, Instant } from '../shared/time.ts';

export type InstanceStatus = 'planned' | 'active' | 'paused' | 'completed';

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
  readonly hoursLogged: number;
  readonly sroi: number | null;
  readonly vis: number | null;
  readonly outcomeScores: Readonly<Record<string, number>>;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
