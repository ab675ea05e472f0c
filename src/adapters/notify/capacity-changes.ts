import { capacityEventData } from '../../core/domain/alerting/live-event.ts';
import type { Commit } from '../../core/domain/capacity/account.ts';
import type { Entry, EntryKind } from '../../core/domain/capacity/entry.ts';
import { type EncodedEvent, encodeEvent } from './encode.ts';

/** A little over a quarter of a second, so that a campaign is told of at most 4 times in any second. */
const TELL_EVERY = 260;

const CHANGE_NOTHING: ReadonlySet<EntryKind> = new Set(['wait', 'leave', 'schedule']);

/** Gathers what changes and tells of each campaign's newest figures, at once where nothing was told just before. */
export interface CapacityChanges {
  add(commit: Commit): void;
  stop(): void;
}

export interface CapacityChangesOptions {
  readonly companyOf: (campaignId: string) => Promise<string | null>;
  /** Whether anybody listens; what nobody hears is not even looked up. */
  readonly mayConcern: (campaignId: string) => boolean;
  readonly tell: (events: readonly EncodedEvent[]) => void;
  readonly onError: (error: unknown) => void;
}

export function createCapacityChanges(options: CapacityChangesOptions): CapacityChanges {
  const waiting = new Map<string, Entry>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  let stopped = false;

  async function eventOf(entry: Entry): Promise<EncodedEvent | null> {
    const { campaignId, recordedAt: at, sequence } = entry;
    const companyId = await options.companyOf(campaignId);
    if (companyId === null) return null;
    const data = capacityEventData(entry, companyId);
    const event = { id: null, type: 'capacity.changed', campaignId, companyId, at, data } as const;
    return encodeEvent(event, `${campaignId}/${sequence}`);
  }

  async function tellAll(): Promise<void> {
    const entries = [...waiting.values()];
    waiting.clear();
    const events = await Promise.all(entries.map(eventOf));
    if (!stopped) options.tell(events.filter((event) => event !== null));
  }

  /** Tells what waits, then rests; the rest is counted from the end of the telling. */
  function takeTurn(): void {
    busy = !stopped && waiting.size > 0;
    if (!busy) return;
    tellAll()
      .catch(options.onError)
      .finally(() => {
        timer = setTimeout(takeTurn, TELL_EVERY);
      });
  }

  return {
    add(commit) {
      for (const entry of commit.entries) {
        if (!CHANGE_NOTHING.has(entry.kind) && options.mayConcern(entry.campaignId)) {
          waiting.set(entry.campaignId, entry);
        }
      }
      if (!busy) takeTurn();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
