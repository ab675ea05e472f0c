import type { MessageChannel } from '../../core/domain/alerting/alert.ts';
import type { Notifier } from '../../ports/notifier.ts';

/** One way by which messages leave the service; it delivers only what it gave a route for. */
export type Channel = Notifier;

/** A notifier over the channels that are set up; with none of them nobody can be reached, and nothing is said to have been sent. */
export function createNotifier(channels: Readonly<Partial<Record<MessageChannel, Channel>>>): Notifier {
  const all = Object.values(channels);
  return {
    async routesFor(recipient, companyId, type) {
      return (await Promise.all(all.map((channel) => channel.routesFor(recipient, companyId, type)))).flat();
    },
    async deliver(message) {
      const channel = channels[message.route.channel];
      return channel ? channel.deliver(message) : { outcome: 'refused', error: 'channel_not_set_up' };
    },
  };
}
