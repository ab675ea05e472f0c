import { isStaff } from '../../core/domain/access/actor.ts';
import { type Audience, audienceOf } from '../../core/domain/alerting/redact.ts';
import type { LiveEvent, LiveEventType, LiveSubscription } from '../../ports/live-events.ts';
import { type EncodedEvent, join } from './encode.ts';

/** What somebody hears: null where nothing narrows it. */
export interface Wanted {
  readonly audience: Audience;
  readonly companyId: string | null;
  readonly campaignId: string | null;
  readonly types: readonly LiveEventType[] | null;
}

export interface Listener {
  /** Takes events of its channel; `bytes` is all of them as one chunk, made once for the channel. */
  deliver(events: readonly EncodedEvent[], bytes: () => Uint8Array): void;
}

/** What the subscription comes to for its actor; null where it may hear nothing of what it asks for. */
export function wantedBy({ actor, filter }: Pick<LiveSubscription, 'actor' | 'filter'>): Wanted | null {
  const asked = filter.companyId ?? null;
  if (!isStaff(actor) && (actor.companyId === null || (asked ?? actor.companyId) !== actor.companyId)) return null;
  return {
    audience: audienceOf(actor),
    companyId: isStaff(actor) ? asked : actor.companyId,
    campaignId: filter.campaignId ?? null,
    types: filter.types ? filter.types.toSorted() : null,
  };
}

export function hears(
  wanted: Wanted,
  event: Pick<LiveEvent, 'type' | 'companyId' | 'campaignId' | 'staffOnly'>,
): boolean {
  return (
    (wanted.audience === 'staff' || event.staffOnly !== true) &&
    (wanted.companyId === null || wanted.companyId === event.companyId) &&
    (wanted.campaignId === null || wanted.campaignId === event.campaignId) &&
    (wanted.types === null || wanted.types.includes(event.type))
  );
}

interface Channel {
  readonly wanted: Wanted;
  readonly listeners: Set<Listener>;
}

/** Listeners grouped by what they hear, and found by an event's campaign or company without asking every one of them. */
export interface Channels {
  /** The function it returns takes the listener out again. */
  join(wanted: Wanted, listener: Listener): () => void;
  /** Brings each channel its part of the events, in their order. */
  deliver(events: readonly EncodedEvent[]): void;
  /** Whether anybody may hear of the campaign; a company's listeners may hear of any. */
  mayConcern(campaignId: string): boolean;
}

export function createChannels(): Channels {
  const byCampaign = new Map<string | null, Map<string, Channel>>();
  const byCompany = new Map<string | null, Map<string, Channel>>();

  function* concerned(event: LiveEvent): Generator<Channel> {
    const places = [byCompany.get(null), byCompany.get(event.companyId), byCampaign.get(event.campaignId)];
    for (const place of places) {
      for (const channel of place?.values() ?? []) if (hears(channel.wanted, event)) yield channel;
    }
  }

  return {
    join(wanted, listener) {
      const { audience, campaignId, companyId, types } = wanted;
      const places = campaignId === null ? byCompany : byCampaign;
      const place = campaignId ?? companyId;
      const key = JSON.stringify([audience, companyId, types]);
      const channels = places.get(place) ?? new Map<string, Channel>();
      const channel = channels.get(key) ?? { wanted, listeners: new Set<Listener>() };
      places.set(place, channels);
      channels.set(key, channel);
      channel.listeners.add(listener);
      return () => {
        channel.listeners.delete(listener);
        if (channel.listeners.size === 0 && channels.get(key) === channel) channels.delete(key);
        if (channels.size === 0 && places.get(place) === channels) places.delete(place);
      };
    },
    deliver(events) {
      const parts = new Map<Channel, EncodedEvent[]>();
      for (const encoded of events) {
        for (const channel of concerned(encoded.event)) {
          const part = parts.get(channel);
          if (part) part.push(encoded);
          else parts.set(channel, [encoded]);
        }
      }
      for (const [{ wanted, listeners }, part] of parts) {
        let chunk: Uint8Array | null = null;
        const bytes = () => {
          chunk ??= join(part.map((encoded) => encoded.bytesFor(wanted.audience)));
          return chunk;
        };
        for (const listener of listeners) listener.deliver(part, bytes);
      }
    },
    mayConcern: (campaignId) => byCompany.size > 0 || byCampaign.has(campaignId),
  };
}
