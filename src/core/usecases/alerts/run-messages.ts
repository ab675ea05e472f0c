import type { Message } from '../../../ports/notifier.ts';
import type { Alert, AlertMessage } from '../../domain/alerting/alert.ts';
import type { AlertChange } from '../../domain/alerting/change.ts';
import { endOfQuiet } from '../../domain/alerting/quiet-hours.ts';
import {
  dropMessage,
  giveWindowBack,
  isOutdated,
  putOff,
  settleMessage,
} from '../../domain/alerting/settle-message.ts';
import { silencedUntil } from '../../domain/alerting/silence.ts';
import type { Utilizations } from '../../domain/alerting/tell.ts';
import { topicOf } from '../../domain/alerting/topic.ts';
import { ratio } from '../../domain/shared/quantity.ts';
import { SECOND } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { type LateSince, leasedJob } from '../followers/leased-job.ts';
import { alertWrites } from './alert-writes.ts';
import { currentUtilization } from './current-utilization.ts';
import { loadTellingRules } from './load-telling-rules.ts';
import { lostRace } from './lost-race.ts';

type MessagePorts = Pick<
  Core,
  'alertPolicies' | 'alerts' | 'campaigns' | 'clock' | 'figures' | 'leases' | 'notifier' | 'silences' | 'transactions'
>;

const LOOK_EVERY = SECOND;
const MOST_UNDER_WAY = 32;
/** How long a stop waits for what is under way; what is cut off is sent again under the same id. */
const GRACE = 3 * SECOND;

/** The job that delivers messages to people, again until they arrive or have failed too often. */
export function createMessageDelivery(core: MessagePorts, options: BackgroundOptions): BackgroundJob {
  const name = 'deliver-messages';
  return leasedJob(core, name, deliverDue, options);

  /** One side that does not answer holds up nobody else: what is under way is not waited for before the next look. */
  async function deliverDue(running: AbortSignal, lateSince: LateSince): Promise<void> {
    const underWay = new Map<string, Promise<void>>();
    while (!running.aborted) {
      const due = await core.alerts.dueMessages(core.clock.now(), 2 * MOST_UNDER_WAY);
      lateSince(due[0]?.nextAttemptAt);
      const next = due.filter(({ id }) => !underWay.has(id)).slice(0, MOST_UNDER_WAY - underWay.size);
      for (const message of next) {
        const delivery = deliverMessage(core, message)
          .catch((error) => options.onError(name, error))
          .finally(() => underWay.delete(message.id));
        underWay.set(message.id, delivery);
      }
      await options.sleep(LOOK_EVERY, running);
    }
    const waited = new AbortController();
    await Promise.race([Promise.all(underWay.values()), options.sleep(GRACE, waited.signal)]);
    waited.abort();
  }
}

/**
 * One attempt at one message, with its outcome kept. A crash between the two sends it again under the same id, by which the
 * receiver tells a repeat.
 */
export async function deliverMessage(core: MessagePorts, message: AlertMessage): Promise<void> {
  const [alert, campaign] = await Promise.all([
    message.alertId === null ? null : core.alerts.find(message.alertId),
    core.campaigns.find(message.campaignId),
  ]);
  const utilization = await currentUtilization(core.figures, alert);
  const utilizations = { before: alert && ratio(alert.consumed, alert.capacity), after: utilization };
  const content = contentOf(message, alert);
  const { id, campaignId, channel, target } = message;
  const route = { channel, target };
  const held = alert && !isOutdated(message, alert) ? await heldBack(core, message, alert, utilizations) : null;
  const change =
    held ??
    (!campaign || !content || isOutdated(message, alert)
      ? dropMessage(message, alert, core.clock.now(), utilizations)
      : settleMessage(
          message,
          alert,
          await core.notifier.deliver({ id, route, campaignId, campaignName: campaign.name, content }),
          core.clock.now(),
          utilizations,
        ));
  try {
    await core.transactions.commit(alertWrites(await withWindow(core, change, alert)));
  } catch (error) {
    if (!lostRace(error)) throw error;
  }
}

/** What is done in place of an attempt while the alert is silenced or people are not to be disturbed; null where they may be told. */
async function heldBack(
  core: MessagePorts,
  message: AlertMessage,
  alert: Alert,
  utilizations: Utilizations,
): Promise<AlertChange | null> {
  const at = core.clock.now();
  const { policy, timeZone, silences } = await loadTellingRules(core, alert.campaignId, alert.companyId, at);
  const until = silencedUntil(silences, alert, at);
  if (until !== null) return dropMessage(message, alert, at, utilizations, until);
  const quietUntil = endOfQuiet(policy.quietHours, at, timeZone);
  return quietUntil > at ? putOff(message, quietUntil) : null;
}

/** Looks at the window only where a message has ended without reaching anybody. */
async function withWindow(core: MessagePorts, change: AlertChange, alert: Alert | null): Promise<AlertChange> {
  if (!alert || change.messages.every(({ state }) => state === 'delivered' || state === 'pending')) return change;
  const [windows, messages] = await Promise.all([
    core.alerts.windows(alert.campaignId),
    core.alerts.messages(alert.id),
  ]);
  return giveWindowBack(change, windows.get(topicOf(alert)), messages, core.clock.now());
}

function contentOf(message: AlertMessage, alert: Alert | null): Message['content'] | null {
  const { type, event, recipient, repetition } = message;
  if (type !== 'capacity.alert' && type !== 'impact.alert') return event && { type, ...event };
  return alert && recipient && { type, alert, recipient, repetition };
}
