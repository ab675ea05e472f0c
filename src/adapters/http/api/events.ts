import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { LIVE_EVENT_TYPES, type LiveEventType } from '../../../ports/live-events.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { guarded, problems } from '../operation.ts';
import { compact } from '../request.ts';
import { cutAfter, untilExpiry } from '../stream-life.ts';
import { refuseInvalid } from '../validation.ts';

const types = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(LIVE_EVENT_TYPES)).min(1))
  .openapi({
    type: 'string',
    description: `Separated by commas: ${LIVE_EVENT_TYPES.join(', ')}`,
    example: 'capacity.alert',
  });
const eventId = z
  .string()
  .regex(/^\d{1,15}$/, 'Expected the id of an event')
  .transform(Number);

const EventQuery = z.strictObject({
  campaignId: z.string().optional(),
  companyId: z.string().optional(),
  types: types.optional(),
  lastEventId: eventId.optional().openapi({ type: 'string', example: '4711' }),
});

const EXAMPLE = `: connected

id: 4712
event: capacity.alert
data: {"specversion":"1.0","id":"4712","source":"/api/v1/events","type":"capacity.alert","subject":"01980a6c-0d4e-7cc5-8d6a-3f1a2b3c4d5e","time":"2025-11-24T09:30:00.000Z","data":{"threshold":80,"severity":"info"}}

`;

const listen = createRoute({
  method: 'get',
  path: '/events',
  operationId: 'listenToEvents',
  tags: ['Live events'],
  summary: 'Live events as server-sent events',
  description:
    'Each event is one CloudEvents 1.0 JSON object. With `Last-Event-ID` (header or `lastEventId`) everything after it is replayed in order, then live; older than kept: one `reset` event, then live. `capacity.changed` carries no id and is not replayed. The stream ends when the token does; a client resumes where it had read to.',
  ...guarded('alert.read'),
  parameters: [{ in: 'header', name: 'Last-Event-ID', required: false, schema: { type: 'string' }, example: '4711' }],
  request: { query: EventQuery },
  responses: {
    200: {
      description: 'A stream that stays open',
      content: { 'text/event-stream': { schema: z.string(), example: EXAMPLE } },
    },
    ...problems(),
  },
});

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

/** GET /events: bytes of the live hub, until the client leaves or its token ends. */
export function eventsApi({ core, liveEvents, mostStreamLife }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid }).openapi(listen, (c) => {
    const { campaignId, companyId, types, lastEventId } = c.req.valid('query');
    const header = c.req.header('Last-Event-ID');
    const resumeAfter = header === undefined || header === '' ? undefined : eventId.safeParse(header);
    const expiry = AbortSignal.timeout(untilExpiry(c.get('expiresAt'), core.clock.now()));
    const stream = liveEvents.subscribe({
      actor: c.get('actor'),
      filter: compact({ campaignId, companyId, types: types as LiveEventType[] | undefined }),
      // An id that is none of ours is older than anything kept: the client is told to start afresh.
      lastEventId: resumeAfter ? (resumeAfter.data ?? 0) : (lastEventId ?? null),
      signal: AbortSignal.any([c.req.raw.signal, expiry]),
      cutAfter: cutAfter(mostStreamLife),
    });
    return c.body(stream, 200, HEADERS);
  });
}
