import type { Alert, AlertDecision, AlertMessage, AlertTopic, AlertWindow, Recipient, Route } from './alert.ts';

/** What is known of a campaign's alerts when something happens to it. */
export interface AlertingState {
  readonly windows: ReadonlyMap<AlertTopic, AlertWindow>;
  /** Raised or acknowledged. */
  readonly unresolved: readonly Alert[];
}

export type Routes = ReadonlyMap<Recipient, readonly Route[]>;

/** What is to be written, all of it or nothing. A version of 1 is new, any other replaces the one before. */
export interface AlertChange {
  readonly alerts: readonly Alert[];
  readonly decisions: readonly AlertDecision[];
  readonly messages: readonly AlertMessage[];
  readonly windows: readonly AlertWindow[];
}

export const NO_CHANGE: AlertChange = { alerts: [], decisions: [], messages: [], windows: [] };

/** Whether there is nothing to write. */
export function isEmpty(change: AlertChange): boolean {
  return change.alerts.length + change.decisions.length + change.messages.length + change.windows.length === 0;
}
