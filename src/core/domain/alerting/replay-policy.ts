import type { Entry } from '../capacity/entry.ts';
import { THRESHOLDS, type Threshold } from '../capacity/thresholds.ts';
import { DAY, type Instant } from '../shared/time.ts';
import { type Alert, type AlertMessage, type AlertTopic, type AlertWindow, RECIPIENTS } from './alert.ts';
import type { AlertChange } from './change.ts';
import { endWindow } from './end-window.ts';
import { followEntry } from './follow-entry.ts';
import { clears } from './margin.ts';
import { type AlertPolicy, thresholdToRaise } from './policy.ts';
import { topicOf } from './topic.ts';

/** What a policy would have led to over a ledger; rates are per 7 days from the first entry to the end. */
export interface PolicyReplay {
  readonly alerts: number;
  readonly messages: number;
  readonly alertsPerWeek: number;
  readonly messagesPerWeek: number;
  /** The shortest time in milliseconds from the first message about a lower threshold to a crossing of 100 %, 0 without one; null where 100 % was never crossed. */
  readonly leadTime: number | null;
  /** Alerts that were over, or last to the end, without a message to anybody. */
  readonly missed: number;
  /** Alerts that people were told of within 24 h after the same threshold's alert before had been resolved. */
  readonly flaps: number;
}

const FLAP = DAY;
const EVERYBODY = new Map(RECIPIENTS.map((name) => [name, [{ channel: 'email' as const, target: null }]]));
const routesOf = (policy: AlertPolicy) =>
  new Map([...EVERYBODY].map(([name, ways]) => [name, policy.channels[name].length > 0 ? ways : []]));

/**
 * Lives through a ledger under a policy, entry by entry, with the rules that decide in earnest; what it keeps does not grow.
 * Everybody is taken to be reachable by one of the channels that the policy leaves, nobody acknowledges, nothing is silenced.
 */
export function createPolicyReplay(policy: AlertPolicy, timeZone: string) {
  const rules = {
    policy: { ...policy, channels: { sales: ['email'], company_admin: ['email'], cs: ['email'] } },
    timeZone,
    silences: [],
  } as const;
  const routes = routesOf(policy);
  const windows = new Map<AlertTopic, AlertWindow>();
  const unresolved = new Map<string, Alert>();
  const told = new Set<string>();
  const toldOf = new Map<AlertTopic, Instant>();
  const resolvedAt = new Map<AlertTopic, Instant>();
  const isClear = new Map<Threshold, boolean>();
  const waiting: AlertMessage[] = [];
  let first: Instant | null = null;
  let capacity = 0;
  let alerts = 0;
  let messages = 0;
  let resolvedUnheard = 0;
  let flaps = 0;
  let leadTime: number | null = null;

  function take(change: AlertChange): void {
    for (const window of change.windows) windows.set(window.threshold, window);
    for (const alert of change.alerts) {
      if (alert.state === 'resolved') resolve(alert);
      else raise(alert, change.messages);
    }
    for (const message of change.messages) hear(message);
  }

  function raise(alert: Alert, sent: readonly AlertMessage[]): void {
    alerts += 1;
    unresolved.set(alert.id, alert);
    const before = resolvedAt.get(topicOf(alert));
    const again = before !== undefined && alert.raisedAt - before <= FLAP;
    if (again && sent.some(({ alertId }) => alertId === alert.id)) flaps += 1;
  }

  /** What waits for the end of quiet hours is dropped where the alert is over by then. */
  function resolve(alert: Alert): void {
    const at = alert.resolvedAt ?? alert.raisedAt;
    unresolved.delete(alert.id);
    resolvedAt.set(topicOf(alert), at);
    for (const wait of waiting.filter(({ alertId }) => alertId === alert.id)) {
      if (wait.nextAttemptAt > at) waiting.splice(waiting.indexOf(wait), 1);
    }
    deliver(at);
    if (!told.delete(alert.id)) resolvedUnheard += 1;
    toldOf.delete(topicOf(alert));
  }

  function hear(message: AlertMessage): void {
    waiting.push(message);
  }

  function deliver(at: Instant): void {
    for (const message of waiting.splice(0)) {
      const alert = message.alertId === null ? undefined : unresolved.get(message.alertId);
      if (message.nextAttemptAt > at) waiting.push(message);
      else arrive(message, alert);
    }
  }

  function arrive(message: AlertMessage, alert: Alert | undefined): void {
    messages += 1;
    if (message.alertId !== null) told.add(message.alertId);
    if (alert && !toldOf.has(topicOf(alert))) toldOf.set(topicOf(alert), message.nextAttemptAt);
  }

  /** What happens between two entries: windows end, and quiet hours too. */
  function passTime(until: Instant): void {
    for (;;) {
      const next = [...windows.values()]
        .filter(({ alertId, windowEndsAt }) => alertId !== null && windowEndsAt <= until)
        .sort((a, b) => a.windowEndsAt - b.windowEndsAt)[0];
      if (!next) break;
      const alert = next.alertId === null ? null : (unresolved.get(next.alertId) ?? null);
      const at = next.windowEndsAt;
      deliver(at);
      take(endWindow(next, alert, { routes, rules, utilization: null, utilizationThen: null, at }));
    }
    deliver(until);
  }

  return {
    step(entry: Entry): void {
      const at = entry.recordedAt;
      first ??= at;
      passTime(at);
      const lower = Math.min(...[80, 90].map((one) => toldOf.get(one as Threshold) ?? Infinity));
      const capacityAdded = entry.after.capacity > (entry.thresholds?.capacityBefore ?? capacity);
      const passed = entry.thresholds?.disarmed ?? [];
      const raised = entry.thresholds ? thresholdToRaise(entry.thresholds, policy) : null;
      const isNews = raised === null || isClear.get(raised) !== false;
      if (passed.includes(100)) {
        leadTime = Math.min(leadTime ?? Infinity, Number.isFinite(lower) ? at - lower : 0);
      }
      take(
        followEntry({ windows: new Map(windows), unresolved: [...unresolved.values()] }, entry, {
          companyId: '',
          capacityAdded,
          routes,
          rules,
          isNews,
          at,
        }),
      );
      deliver(at);
      for (const threshold of THRESHOLDS) {
        if (passed.includes(threshold)) isClear.set(threshold, false);
        else if (clears(entry, threshold, policy.rearmMargin)) isClear.set(threshold, true);
      }
      capacity = entry.after.capacity;
    },
    /** The figures up to an instant not before the last entry. */
    finish(at: Instant): PolicyReplay {
      passTime(at);
      const weeks = first === null ? 0 : Math.max(at - first, DAY) / (7 * DAY);
      const unheard = [...unresolved.keys()].filter((id) => !told.has(id)).length;
      return {
        alerts,
        messages,
        alertsPerWeek: weeks === 0 ? 0 : alerts / weeks,
        messagesPerWeek: weeks === 0 ? 0 : messages / weeks,
        leadTime,
        missed: resolvedUnheard + unheard,
        flaps,
      };
    },
  };
}
