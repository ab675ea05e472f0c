import { acknowledge } from '../../../src/core/domain/alerting/acknowledge.ts';
import type {
  Alert,
  AlertDecision,
  AlertMessage,
  AlertTopic,
  AlertWindow,
  Recipient,
  Route,
} from '../../../src/core/domain/alerting/alert.ts';
import type { AlertChange, AlertingState } from '../../../src/core/domain/alerting/change.ts';
import { endWindow } from '../../../src/core/domain/alerting/end-window.ts';
import { followEntry } from '../../../src/core/domain/alerting/follow-entry.ts';
import { topicOf } from '../../../src/core/domain/alerting/topic.ts';
import type { Entry } from '../../../src/core/domain/capacity/entry.ts';

export const EVERYBODY_BY_EMAIL: ReadonlyMap<Recipient, readonly Route[]> = new Map([
  ['sales', [{ channel: 'email', target: null }]],
  ['company_admin', [{ channel: 'email', target: null }]],
  ['cs', [{ channel: 'email', target: null }]],
]);

/** A message that tells of an alert. */
export type TellingMessage = AlertMessage & { readonly alertId: string };

/** One campaign's alerting, kept as the service would keep it; a write that rests on an old version fails. */
export class World {
  readonly alerts = new Map<string, Alert>();
  readonly windows = new Map<AlertTopic, AlertWindow>();
  readonly decisions: AlertDecision[] = [];
  readonly messages: TellingMessage[] = [];
  readonly routes: ReadonlyMap<Recipient, readonly Route[]>;
  private capacity = 0;

  constructor(routes: ReadonlyMap<Recipient, readonly Route[]> = EVERYBODY_BY_EMAIL) {
    this.routes = routes;
  }

  /** Follows an entry; returns whether it added capacity. */
  follow(entry: Entry, at: number): boolean {
    const capacityAdded = entry.after.capacity > this.capacity;
    this.capacity = entry.after.capacity;
    this.write(followEntry(this.state(), entry, { companyId: 'company-1', capacityAdded, routes: this.routes, at }));
    return capacityAdded;
  }

  /** Evaluates every window that has ended. */
  endWindows(at: number): void {
    for (const window of [...this.windows.values()]) {
      const alert = window.alertId === null ? null : (this.alerts.get(window.alertId) ?? null);
      this.write(endWindow(window, alert, { routes: this.routes, utilization: null, utilizationThen: null, at }));
    }
  }

  acknowledge(alertId: string, at: number): void {
    const alert = this.alert(alertId);
    const by = { actorId: 'somebody', at, utilization: null, utilizationThen: null, noteId: null };
    this.write(acknowledge(alert, this.windows.get(topicOf(alert)), by));
  }

  alert(id: string): Alert {
    const alert = this.alerts.get(id);
    if (!alert) throw new Error(`No alert ${id}`);
    return alert;
  }

  raised(): Alert[] {
    return [...this.alerts.values()].filter(({ state }) => state === 'raised');
  }

  private state(): AlertingState {
    return {
      windows: new Map([...this.windows.values()].map((window) => [window.threshold, window])),
      unresolved: [...this.alerts.values()].filter(({ state }) => state !== 'resolved'),
    };
  }

  private write(change: AlertChange): void {
    for (const alert of change.alerts) {
      requireNext(alert, this.alerts.get(alert.id));
      this.alerts.set(alert.id, alert);
    }
    for (const window of change.windows) {
      requireNext(window, this.windows.get(window.threshold));
      this.windows.set(window.threshold, window);
    }
    const known = new Set([...this.decisions, ...this.messages].map(({ id }) => id));
    for (const { id } of [...change.decisions, ...change.messages]) {
      if (known.has(id)) throw new Error(`${id} stands already`);
      known.add(id);
    }
    this.decisions.push(...change.decisions);
    for (const message of change.messages) {
      if (message.alertId !== null) this.messages.push({ ...message, alertId: message.alertId });
    }
  }
}

function requireNext(after: { version: number }, before: { version: number } | undefined): void {
  if (after.version !== (before?.version ?? 0) + 1) throw new Error('The write rests on another version');
}
