import { DomainError } from '../shared/errors.ts';
import type { Instant } from '../shared/time.ts';
import type { Alert, AlertWindow } from './alert.ts';
import { type AlertChange, NO_CHANGE } from './change.ts';
import { aboutAlert } from './topic.ts';
import { detachWindow } from './windows.ts';

export interface Acknowledgement {
  readonly actorId: string;
  readonly at: Instant;
  /** Ratios of 4 decimals, at the crossing and now. */
  readonly utilizationThen: number | null;
  readonly utilization: number | null;
  readonly noteId: string | null;
}

/**
 * What an acknowledgement leads to: the alert is said no more until its threshold is crossed anew. Acknowledging again
 * changes nothing. Throws CONFLICT where the alert is resolved already.
 */
export function acknowledge(alert: Alert, window: AlertWindow | undefined, by: Acknowledgement): AlertChange {
  if (alert.state === 'acknowledged') return NO_CHANGE;
  if (alert.state === 'resolved') {
    throw new DomainError('conflict', 'CONFLICT', 'The alert is resolved already');
  }
  return {
    alerts: [
      {
        ...alert,
        version: alert.version + 1,
        state: 'acknowledged',
        acknowledgedAt: by.at,
        acknowledgedBy: by.actorId,
      },
    ],
    decisions: [
      {
        id: `${alert.id}/acknowledged`,
        ...aboutAlert(alert),
        at: by.at,
        decision: 'suppressed',
        reason: 'acknowledged',
        utilizationBefore: by.utilizationThen,
        utilizationAfter: by.utilization,
        recipient: null,
        channel: null,
        ...(by.noteId !== null && { noteId: by.noteId }),
      },
    ],
    messages: [],
    windows: window?.alertId === alert.id ? [detachWindow(window)] : [],
  };
}
