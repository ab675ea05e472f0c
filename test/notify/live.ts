import { createMemoryNotifications } from '../../src/adapters/memory/notifications.ts';
import { createHub, type HubOptions } from '../../src/adapters/notify/hub.ts';
import type { Actor } from '../../src/core/domain/access/actor.ts';
import type { Commit } from '../../src/core/domain/capacity/account.ts';
import type { NewNotification, NotificationLog } from '../../src/ports/notification-log.ts';
import { createManualClock } from '../support/clock.ts';
import { readBlocks } from './reader.ts';

export const STAFF: Actor = { id: 'staff-1', role: 'admin', companyId: null };
export const ACME: Actor = { id: 'user-1', role: 'company_user', companyId: 'acme' };

export interface LiveOptions extends Partial<HubOptions> {
  readonly notifications?: NotificationLog;
}

/** A hub over a log in memory and a feed that the test feeds. Campaigns are named `<company>/<campaign>`. */
export async function createLive(options: LiveOptions = {}) {
  const { notifications = createMemoryNotifications(), ...hubOptions } = options;
  const errors: unknown[] = [];
  let onCommit: (commit: Commit) => void = () => {};
  const hub = createHub(
    {
      notifications,
      clock: createManualClock('2026-01-05T12:00:00Z'),
      companyOf: async (campaignId) => campaignId.split('/')[0] ?? null,
      capacityFeed: {
        follow: (_resumeAt, listener, signal) =>
          new Promise((resolve) => {
            onCommit = (commit) => void listener(commit, 'here');
            signal.addEventListener('abort', () => resolve());
          }),
      },
    },
    { onError: (error) => errors.push(error), gatherFor: 0, ...hubOptions },
  );
  let cause = 0;

  /** Says that the campaign moved on, which anybody who may see it hears. */
  async function say(campaignId: string, over: Partial<NewNotification> = {}): Promise<void> {
    cause += 1;
    const companyId = campaignId.split('/')[0] ?? '';
    const said = { causeId: `cause-${cause}`, campaignId, companyId, at: 0, data: { from: 'planned', to: 'active' } };
    await notifications.append({ type: 'campaign.transitioned', ...said, ...over });
  }

  return {
    hub,
    errors,
    notifications,
    say,
    change: (commit: Commit) => onCommit(commit),
    /** Opens a stream; `leave` is the client going away. */
    open(actor: Actor = STAFF, filter = {}, lastEventId: number | null = null, cutAfter: number | null = null) {
      const leaving = new AbortController();
      const stream = hub.subscribe({ actor, filter, lastEventId, cutAfter, signal: leaving.signal });
      return { ...readBlocks(stream), leave: () => leaving.abort() };
    },
  };
}
