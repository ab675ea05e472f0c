import type { Notification } from '../../../ports/notification-log.ts';
import type { AlertMessage } from '../../domain/alerting/alert.ts';
import type { Instant } from '../../domain/shared/time.ts';
import { SECOND } from '../../domain/shared/time.ts';
import type { Webhook } from '../../domain/webhook/webhook.ts';
import { lostRace } from '../alerts/lost-race.ts';
import type { Core } from '../core.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { withLease } from '../followers/with-lease.ts';

type QueuePorts = Pick<Core, 'clock' | 'figures' | 'leases' | 'notifications' | 'transactions' | 'webhooks'>;

const NAME = 'queue-webhooks';
const LOOK_EVERY = SECOND;
const PAGE = 100;

/**
 * The job that queues live events for the webhooks that want them, from where it stopped. Alerts are not among them: they are
 * messages to people, queued with the decision to send them.
 */
export function createEventQueue(core: QueuePorts, options: BackgroundOptions): BackgroundJob {
  let waitingSince: Instant | null = null;
  return {
    name: NAME,
    lag: () => (waitingSince === null ? 0 : Math.max(0, core.clock.now() - waitingSince) / SECOND),
    run: (signal) =>
      withLease(
        core,
        NAME,
        async (running) => {
          let told = await begin(core);
          while (!running.aborted) {
            const page = await core.notifications.after(told, PAGE);
            waitingSince = page[0]?.at ?? null;
            for (const notification of page) await queueEvent(core, notification);
            told = page.at(-1)?.id ?? told;
            if (page.length > 0) await core.figures.saveResumePoint(NAME, String(told));
            waitingSince = null;
            if (page.length < PAGE) await options.sleep(LOOK_EVERY, running);
          }
        },
        signal,
        options,
      ),
  };
}

/** Where it stopped, or the end of the log: what was said before there were webhooks is not sent. */
async function begin(core: QueuePorts): Promise<number> {
  const stored = await core.figures.resumePoint(NAME);
  if (stored !== null) return Number(stored);
  const { newest } = await core.notifications.bounds();
  await core.figures.saveResumePoint(NAME, String(newest));
  return newest;
}

/** Queues one event for each webhook that wants it; doing it again changes nothing, as ids are fixed by the event. */
export async function queueEvent(
  core: Pick<QueuePorts, 'clock' | 'transactions' | 'webhooks'>,
  notification: Notification,
): Promise<void> {
  if (notification.type === 'capacity.alert' || notification.type === 'impact.alert') return;
  const listening = await core.webhooks.listening(notification.type, notification.companyId);
  for (const webhook of listening) {
    if (notification.staffOnly && webhook.companyId !== null) continue;
    try {
      const document = messageFor(webhook, notification, core.clock.now());
      await core.transactions.commit([{ op: 'insert', collection: 'alertMessages', document }]);
    } catch (error) {
      if (!lostRace(error)) throw error;
    }
  }
}

function messageFor(
  webhook: Webhook,
  { type, causeId, campaignId, companyId, at, data }: Notification,
  now: Instant,
): AlertMessage {
  return {
    id: [type, causeId, webhook.id].join('/'),
    version: 1,
    type,
    campaignId,
    companyId,
    alertId: null,
    recipient: null,
    event: { at, data },
    channel: 'webhook',
    target: webhook.id,
    repetition: false,
    state: 'pending',
    attempts: 0,
    lastError: null,
    nextAttemptAt: now,
    createdAt: now,
    deliveredAt: null,
  };
}
