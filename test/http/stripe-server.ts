import { type FatedServer, type FateOf, startFatedServer } from './fated-server.ts';

export const API_KEY = 'sk_test_123';
const OLDEST = 35 * 86_400;

export interface MeterEvent {
  readonly event_name: string;
  readonly identifier: string;
  readonly timestamp: number;
  readonly value: number;
  readonly customer: string;
}

/** An invoice item as it was asked for, by Stripe's own names, e.g. `metadata[line_id]`. */
export type InvoiceItem = Readonly<Record<string, string>> & { readonly id: string };

export interface StripeServer extends FatedServer {
  readonly events: Map<string, MeterEvent>;
  readonly items: InvoiceItem[];
  /** Customers by the company that their metadata names. */
  readonly customers: Map<string, string[]>;
  /** Keys with what was answered first; to be forgotten as Stripe does after a day. */
  readonly keys: Map<string, StoredAnswer>;
}

interface StoredAnswer {
  readonly body: string;
  readonly status: number;
  readonly answer: object;
  /** The request that was answered so. */
  readonly request: string;
}

export interface StripeServerOptions {
  /** Where stripe-mock is: it holds every request to Stripe's own description. */
  readonly mock: string;
  readonly fateOf?: FateOf;
  /** Whether carrying out a request fails, so that the failure is stored with its key. */
  readonly breaksAt?: (path: string) => boolean;
  readonly now?: () => number;
}

/** What stripe-mock lacks: the memory of Stripe, for meter events by identifier and invoice items by key, with a fate for each request. */
export async function startStripeServer(options: StripeServerOptions): Promise<StripeServer> {
  const { mock, fateOf = () => 'answered', breaksAt = () => false, now = Date.now } = options;
  const events: StripeServer['events'] = new Map();
  const items: InvoiceItem[] = [];
  const customers: StripeServer['customers'] = new Map();
  const keys: StripeServer['keys'] = new Map();
  let requests = 0;

  async function answer(request: Request): Promise<Response> {
    const { pathname, search, searchParams } = new URL(request.url);
    const { method, headers } = request;
    const body = method === 'POST' ? await request.text() : null;
    const checked = await fetch(`${mock}${pathname}${search}`, { method, headers: passedOn(headers), body });
    const said = await checked.json();
    if (!checked.ok) return Response.json(said, { status: checked.status });
    const fields = Object.fromEntries(new URLSearchParams(body ?? ''));
    switch (`${method} ${pathname}`) {
      case 'GET /v1/customers/search':
        return Response.json({ ...said, data: findCustomers(searchParams.get('query') ?? '') });
      case 'POST /v1/billing/meter_events':
        return takeEvent(fields, said);
      case 'POST /v1/invoiceitems':
        return once(headers.get('Idempotency-Key'), body ?? '', () => takeItem(fields, said, pathname));
      case 'GET /v1/invoiceitems':
        return Response.json({ ...said, has_more: false, data: listItems(searchParams) });
      default:
        return refused(404, 'There is nothing here');
    }
  }

  function findCustomers(query: string) {
    const company = /^metadata\["company_id"\]:"(.*)"$/.exec(query)?.[1] ?? '';
    return (customers.get(company) ?? []).map((id) => ({ id, object: 'customer' }));
  }

  function takeEvent(fields: Readonly<Record<string, string>>, said: object): Response {
    const { identifier = '', event_name = '', timestamp } = fields;
    const value = fields['payload[value]'] ?? '';
    const at = Number(timestamp);
    const today = now() / 1_000;
    if (!/^-?\d+$/.test(value)) return refused(400, 'The value must be a whole number', 'meter_event_invalid_value');
    if (at < today - OLDEST || at > today + 300) return refused(400, 'The timestamp is out of range');
    if (events.has(identifier)) return refused(400, `An event already exists with identifier ${identifier}.`);
    const customer = fields['payload[stripe_customer_id]'] ?? '';
    events.set(identifier, { event_name, identifier, timestamp: at, value: Number(value), customer });
    return Response.json(said);
  }

  function takeItem(fields: Readonly<Record<string, string>>, said: object, path: string) {
    if (breaksAt(path)) return { status: 500, answer: { error: { type: 'api_error', message: 'Something broke' } } };
    const item = { ...fields, id: `ii_${items.length + 1}`, date: String(Math.floor(now() / 1_000)) };
    items.push(item);
    return { status: 200, answer: { ...said, id: item.id } };
  }

  function listItems(query: URLSearchParams) {
    const since = Number(query.get('created[gte]') ?? 0);
    const found = items.filter(({ customer, date }) => customer === query.get('customer') && Number(date) >= since);
    return found.map(({ id, ...item }) => ({ id, metadata: { line_id: item['metadata[line_id]'] } }));
  }

  function once(key: string | null, body: string, work: () => { status: number; answer: object }): Response {
    if (key === null) return refused(400, 'Send an Idempotency-Key');
    const before = keys.get(key);
    const kind = 'idempotency_error';
    if (before && before.body !== body) return refused(400, 'The key stands for another request', undefined, kind);
    const kept = before ?? { body, ...work(), request: `req_${++requests}` };
    keys.set(key, kept);
    const replayed = { 'Idempotent-Replayed': 'true', 'Original-Request': kept.request };
    return Response.json(kept.answer, { status: kept.status, headers: before ? replayed : {} });
  }

  return { ...(await startFatedServer(answer, fateOf)), events, items, customers, keys };
}

function passedOn(headers: Headers): Headers {
  const names = ['authorization', 'content-type', 'idempotency-key', 'stripe-version'];
  return new Headers(
    names.flatMap((name): [string, string][] => (headers.has(name) ? [[name, headers.get(name) ?? '']] : [])),
  );
}

function refused(status: number, message: string, code?: string, type = 'invalid_request_error'): Response {
  return Response.json({ error: { type, message, code } }, { status });
}
