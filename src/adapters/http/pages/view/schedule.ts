import type { ScheduledAction } from '../../../../core/domain/lifecycle/scheduled-action.ts';
import { type Instant, MINUTE } from '../../../../core/domain/shared/time.ts';
import { instantFrom, plural, type TimeText } from './format.ts';
import { type Chip, statusChip } from './words.ts';

/** A transition that is or was to happen at an instant, with what became of it. */
export interface ScheduleRow {
  readonly id: string;
  readonly to: Chip;
  readonly due: TimeText;
  /** What became of it, or what stands in its way today. */
  readonly text: string;
  readonly reasons: readonly string[];
  readonly pending: boolean;
  /** What people asked for can be cancelled; what follows from the period moves with its dates. */
  readonly cancellable: boolean;
}

type Action = Pick<ScheduledAction, 'id' | 'to' | 'dueAt' | 'outcome' | 'detail' | 'reason' | 'cause' | 'latenessMs'>;

export function scheduleRow(
  action: Action,
  guards: readonly { readonly message: string }[],
  viewer: { readonly now: Instant; readonly timeZone: string; readonly maySchedule: boolean },
): ScheduleRow {
  const pending = action.outcome === 'pending';
  return {
    id: action.id,
    to: statusChip(action.to),
    due: instantFrom(action.dueAt, viewer.now, viewer.timeZone),
    text: textOf(action),
    reasons: pending ? guards.map(({ message }) => message) : [],
    pending,
    cancellable: pending && action.cause === 'person' && viewer.maySchedule,
  };
}

function textOf({ outcome, detail, cause, reason, latenessMs }: Action): string {
  const why = reason ? `: “${reason}”` : '';
  if (outcome === 'pending') return cause === 'period' ? 'Follows from the dates' : `Asked for by a person${why}`;
  if (outcome === 'done') {
    const late =
      latenessMs !== null && latenessMs >= MINUTE ? `, ${plural(Math.floor(latenessMs / MINUTE), 'minute')} late` : '';
    return `Done${late}`;
  }
  const words = { skipped: 'Skipped', failed: 'Failed', cancelled: 'Cancelled' } as const;
  return detail && detail !== words[outcome] ? `${words[outcome]}: ${detail}` : words[outcome];
}
