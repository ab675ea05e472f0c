import type { Core } from '../../core/usecases/core.ts';
import type { LiveEvents } from '../../ports/live-events.ts';

/** What the API's routes work with. */
export interface ApiDependencies {
  readonly core: Core;
  readonly liveEvents: LiveEvents;
  /** Milliseconds that a stream stays open at most; null: as long as its token is good. */
  readonly mostStreamLife: number | null;
}
