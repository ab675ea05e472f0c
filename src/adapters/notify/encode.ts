import { redactEventData } from '../../core/domain/alerting/live-event.ts';
import type { Audience } from '../../core/domain/alerting/redact.ts';
import { toRfc3339 } from '../../core/domain/shared/time.ts';
import type { LiveEvent } from '../../ports/live-events.ts';

const encoder = new TextEncoder();

/** Where the events come from, in their envelope. */
const SOURCE = '/api/v1/events';

/** An event with the forms it has already been given, so that it is encoded once for all clients of an audience. */
export interface EncodedEvent {
  readonly event: LiveEvent;
  bytesFor(audience: Audience): Uint8Array;
  seenBy(audience: Audience): LiveEvent;
}

/** @param key tells it from all others where it has no id of its own */
export function encodeEvent(event: LiveEvent, key: string = String(event.id)): EncodedEvent {
  const seen = new Map<Audience, LiveEvent>();
  const bytes = new Map<Audience, Uint8Array>();
  function seenBy(audience: Audience): LiveEvent {
    const found = seen.get(audience) ?? { ...event, data: redactEventData(event.data, audience) };
    seen.set(audience, found);
    return found;
  }
  return {
    event,
    seenBy,
    bytesFor(audience) {
      const found = bytes.get(audience) ?? encode(seenBy(audience), key);
      bytes.set(audience, found);
      return found;
    },
  };
}

/** The CloudEvents 1.0 envelope of an event. */
export function cloudEvent(event: Pick<LiveEvent, 'type' | 'campaignId' | 'at' | 'data'>, id: string) {
  return {
    specversion: '1.0',
    id,
    source: SOURCE,
    type: event.type,
    subject: event.campaignId,
    time: toRfc3339(event.at),
    datacontenttype: 'application/json',
    data: event.data,
  };
}

/** One `text/event-stream` block with a CloudEvents object as its data. */
function encode(event: LiveEvent, key: string): Uint8Array {
  const id = event.id === null ? '' : `id: ${event.id}\n`;
  return encoder.encode(`${id}event: ${event.type}\ndata: ${JSON.stringify(cloudEvent(event, key))}\n\n`);
}

/** Said to a client whose place is older than what is kept: read afresh, and go on from this id. */
export function encodeReset(id: number, at: number): Uint8Array {
  const cloudEvent = {
    specversion: '1.0',
    id: `reset/${id}`,
    source: SOURCE,
    type: 'reset',
    time: toRfc3339(at),
    datacontenttype: 'application/json',
    data: { id },
  };
  return encoder.encode(`id: ${id}\nevent: reset\ndata: ${JSON.stringify(cloudEvent)}\n\n`);
}

/** The first bytes of a stream: they open it at once, say when to come back, and where to resume before anything happened. */
export function encodeWelcome(id: number | null): Uint8Array {
  return encoder.encode(`: connected\nretry: 1000\n${id === null ? '' : `id: ${id}\n`}\n`);
}

export const HEARTBEAT = encoder.encode(':\n\n');

/** Several blocks as one, since a chunk costs more than its bytes. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
