import { type Instant, SECOND } from '../shared/time.ts';
import type { CampaignStatus } from './status.ts';

export const ACTION_OUTCOMES = ['pending', 'done', 'skipped', 'failed', 'cancelled'] as const;
export type ActionOutcome = (typeof ACTION_OUTCOMES)[number];

/** A transition that is to happen at an instant; kept with what became of it. */
export interface ScheduledAction {
  readonly id: string;
  readonly version: number;
  readonly campaignId: string;
  readonly companyId: string;
  readonly to: CampaignStatus;
  readonly dueAt: Instant;
  /** Null before it ran; also for what was cancelled. */
  readonly ranAt: Instant | null;
  /** How long after it was due it ran. */
  readonly latenessMs: number | null;
  readonly outcome: ActionOutcome;
  /** Why it was skipped, failed or was cancelled. */
  readonly detail: string | null;
  readonly reason: string | null;
  readonly actor: string;
  /** Whether it follows from the campaign's period, or a person asked for it. */
  readonly cause: 'period' | 'person';
  readonly createdAt: Instant;
}

/** How long an action that was overdue already when it was planned lets people go on, who are in the middle of several steps. */
export const SETTLING_TIME = 3 * SECOND;

/** From when on an action is to run: when it is due, or a while after it was planned where it was overdue by then. */
export function ripeAt({ dueAt, createdAt }: Pick<ScheduledAction, 'dueAt' | 'createdAt'>): Instant {
  return dueAt > createdAt ? dueAt : createdAt + SETTLING_TIME;
}

/** Whether a due action is to run now. */
export function isRipe(action: ScheduledAction, at: Instant): boolean {
  return ripeAt(action) <= at;
}

/** The action with what became of it when it ran. */
export function ran(
  action: ScheduledAction,
  outcome: 'done' | 'skipped' | 'failed',
  detail: string | null,
  at: Instant,
): ScheduledAction {
  const latenessMs = Math.max(0, at - action.dueAt);
  return { ...action, version: action.version + 1, outcome, detail, ranAt: at, latenessMs };
}

/** The action that will not run. */
export function cancelled(action: ScheduledAction, detail: string): ScheduledAction {
  return { ...action, version: action.version + 1, outcome: 'cancelled', detail };
}
