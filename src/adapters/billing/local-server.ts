import type { BilledSubscription } from '../../ports/billing-service.ts';
import { BATCH_TYPE, type CloudEvent, USAGE_TYPE } from './cloud-events.ts';
import type { PostedLine } from './invoice-line.ts';

/** A small billing service in memory, for the demo and for tests: it keeps to docs/billing-service.openapi.json. */
export interface LocalBilling {
  /** Answers a request as the service would; the path is taken from behind the host. */
  fetch(request: Request): Promise<Response>;
  /** What was taken, once each, in the order in which it came. */
  readonly events: ReadonlyMap<string, CloudEvent>;
  readonly lines: ReadonlyMap<string, PostedLine>;
  /** What it answers of subscriptions, by id. */
  readonly subscriptions: Map<string, BilledSubscription>;
}

const EVENTS_MAX = 1_000;

export function createLocalBilling(token: string): LocalBilling {
  const events = new Map<string, CloudEvent>();
  const lines = new Map<string, PostedLine>();
  const subscriptions = new Map<string, BilledSubscription>();

  async function takeEvents(request: Request): Promise<Response> {
    if (mediaTypeOf(request) !== BATCH_TYPE) return problem(415, 'Send a CloudEvents batch');
    const batch: unknown = await request.json().catch(() => null);
    if (!Array.isArray(batch) || batch.length === 0 || batch.length > EVENTS_MAX)
      return problem(400, 'Send a list of events');
    if (!batch.every(isUsage)) return problem(422, 'Not every event is of use');
    for (const event of batch) {
      const key = `${event.source} ${event.id}`;
      if (!events.has(key)) events.set(key, event);
    }
    return new Response(null, { status: 202 });
  }

  async function takeLine(request: Request): Promise<Response> {
    const key = request.headers.get('Idempotency-Key');
    if (!key) return problem(400, 'Send an Idempotency-Key');
    const line: unknown = await request.json().catch(() => null);
    if (!isLine(line)) return problem(422, 'This is no invoice line');
    const before = lines.get(key);
    if (before && JSON.stringify(before) !== JSON.stringify(line))
      return problem(422, 'This key stands for another line');
    lines.set(key, line);
    return Response.json(line, { status: before ? 200 : 201 });
  }

  function readSubscriptions({ url }: Request): Response {
    const { pathname, searchParams } = new URL(url);
    const id = /^\/subscriptions\/([^/]+)$/.exec(pathname)?.[1];
    if (id === undefined) {
      const items = [...subscriptions.values()].filter(({ companyId }) => companyId === searchParams.get('companyId'));
      return Response.json({ items });
    }
    const found = subscriptions.get(decodeURIComponent(id));
    return found ? Response.json(found) : problem(404, 'There is no such subscription');
  }

  return {
    events,
    lines,
    subscriptions,
    async fetch(request) {
      if (request.headers.get('Authorization') !== `Bearer ${token}`) return problem(401, 'The token is not valid');
      const { pathname } = new URL(request.url);
      if (request.method === 'GET' && /^\/subscriptions(\/[^/]+)?$/.test(pathname)) return readSubscriptions(request);
      const take = ROUTES[`${request.method} ${pathname}`];
      return take ? await { takeEvents, takeLine }[take](request) : problem(404, 'There is nothing here');
    },
  };
}

const ROUTES: Readonly<Record<string, 'takeEvents' | 'takeLine'>> = {
  'POST /events': 'takeEvents',
  'POST /invoice-lines': 'takeLine',
};

function mediaTypeOf(request: Request): string | undefined {
  return request.headers.get('Content-Type')?.split(';')[0]?.trim();
}

function isUsage(value: unknown): value is CloudEvent {
  const event = value as Partial<CloudEvent> | null;
  const data = event?.data;
  return (
    event?.specversion === '1.0' &&
    event.type === USAGE_TYPE &&
    [event.id, event.source, event.subject, data?.campaignId, data?.companyId, data?.meter, data?.unit].every(isText) &&
    Number.isFinite(data?.quantity) &&
    (isText(data?.period) || isText(data?.entryId))
  );
}

function isLine(value: unknown): value is PostedLine {
  const line = value as Partial<PostedLine> | null;
  const texts = [line?.id, line?.campaignId, line?.companyId, line?.month, line?.from, line?.to, line?.meter];
  return (
    [...texts, line?.description, line?.currency].every(isText) &&
    Number.isFinite(line?.quantity) &&
    /^-?\d+(\.\d+)?$/.test(line?.amount ?? '')
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function problem(status: number, detail: string): Response {
  const body = { type: 'about:blank', title: 'Refused', status, detail };
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json' } });
}
