import type { Notifier } from '../../ports/notifier.ts';

/** A service that is set up with no way to reach people: nobody can be told, and nothing is said to have been sent. */
export function createNoChannels(): Notifier {
  return {
    routesFor: async () => [],
    deliver: async () => ({ outcome: 'refused', error: 'no channel is set up' }),
  };
}
