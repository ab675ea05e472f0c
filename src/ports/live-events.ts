import type { Actor } from '../core/domain/access/actor.ts';
import type { Instant } from '../core/domain/shared/time.ts';
import { NOTIFICATION_TYPES } from './notification-log.ts';

export const LIVE_EVENT_TYPES = [...NOTIFICATION_TYPES, 'capacity.changed'] as const;
export type LiveEventType = (typeof LIVE_EVENT_TYPES)[number];

/** What a client wants to hear; a field left out means everything that the actor may see. */
export interface LiveFilter {
  readonly campaignId?: string;
  readonly companyId?: string;
  readonly types?: readonly LiveEventType[];
}

export interface LiveSubscription {
  /** Company roles hear only their own company, in the form meant for them. */
  readonly actor: Actor;
  readonly filter: LiveFilter;
  /** Aborted when the client leaves, or when its token or session ends. */
  readonly signal: AbortSignal;
}

export interface StreamSubscription extends LiveSubscription {
  readonly lastEventId: number | null;
  /** Milliseconds after which the stream is cut like a slow reader's, and its connection with it; null: never. */
  readonly cutAfter: number | null;
}

/** One event as this actor may see it; `id` is null for `capacity.changed`, which is never replayed. */
export interface LiveEvent {
  readonly id: number | null;
  readonly type: LiveEventType;
  readonly campaignId: string;
  readonly companyId: string;
  readonly at: Instant;
  readonly data: Readonly<Record<string, unknown>>;
  readonly staffOnly?: boolean;
}

/** The live events of this process: one tail of what was said, fanned out to every client. */
export interface LiveEvents {
  /**
   * A stream of `text/event-stream` bytes that begins at once with a comment. With `lastEventId` all later events are
   * replayed in order before the live ones, without gap or repeat; an id older than what is kept gives one `reset` event.
   * It ends when the signal aborts, when the service stops, or when the reader is too slow (it can then resume by id).
   */
  subscribe(subscription: StreamSubscription): ReadableStream<Uint8Array>;
  /**
   * Calls `onEvent` for each live event until the signal aborts; nothing is replayed. For streams of another form, which are to end
   * at `onEnd`: the service stops.
   */
  watch(subscription: LiveSubscription, onEvent: (event: LiveEvent) => void, onEnd: () => void): void;
  /** How many streams and watchers are open. */
  clients(): number;
}
