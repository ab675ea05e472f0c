import { Hono } from 'hono';
import { type Actor, isStaff } from '../../../../core/domain/access/actor.ts';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import { type Instant, MINUTE, SECOND } from '../../../../core/domain/shared/time.ts';
import { listCampaigns } from '../../../../core/usecases/campaigns/list-campaigns.ts';
import type { RequestContext } from '../../../../core/usecases/context.ts';
import type { LiveEvent } from '../../../../ports/live-events.ts';
import { cutAfter, StreamCut, untilExpiry } from '../../stream-life.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { requestContext } from '../forms.ts';
import { createFragments, type Fragments, type LivePage, OPEN } from '../fragments.ts';
import { companyNames, readAll } from '../read.ts';
import { createUpsellWatch, type UpsellNews, type UpsellWatch } from '../upsell-watch.ts';
import { cardScore } from '../view/opportunity-card.ts';

const HEARTBEAT = 12 * SECOND;
/** Messages that may wait for a slow reader before it is cut; it comes back with a fresh snapshot. */
const QUEUE = 256;
/** Clocks of several processes may differ by this much; what changed in it is sent again. */
const MARGIN = MINUTE;

const HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store',
  'X-Accel-Buffering': 'no',
};

/**
 * The pages' stream: unnamed messages of `<hx-partial>` elements. It begins with what changed since the page was made and
 * has no memory: who comes back after a break gets the same snapshot anew. It ends with the session.
 */
export function liveRoutes(pages: PagesContext): Hono<PagesEnv> {
  const fragments = createFragments(pages);
  const upsell = createUpsellWatch(pages.core);
  const app = new Hono<PagesEnv>();
  app.get('/live', (c) => {
    const stream = openStream(pages, fragments, upsell, {
      context: requestContext(pages, c),
      page: pageOf(c.req.query('page') ?? ''),
      since: Number(c.req.query('since')) || pages.core.clock.now(),
      expiresAt: c.get('expiresAt'),
      left: c.req.raw.signal,
    });
    return c.body(stream, 200, HEADERS);
  });
  return app;
}

interface Reader {
  readonly context: RequestContext;
  readonly page: LivePage;
  readonly since: Instant;
  readonly expiresAt: Instant;
  readonly left: AbortSignal;
}

function openStream(
  pages: PagesContext,
  fragments: Fragments,
  upsell: UpsellWatch,
  reader: Reader,
): ReadableStream<Uint8Array> {
  const end = new AbortController();
  const encoder = new TextEncoder();
  const { actor } = reader.context;
  let close = () => {};
  const stop = () => {
    if (end.signal.aborted) return;
    end.abort();
    close();
  };
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const send = (text: string) => {
      if (end.signal.aborted || text === '') return;
      if ((controller.desiredSize ?? 0) <= 0) stop();
      else controller.enqueue(encoder.encode(text));
    };
    const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT);
    const expiry = setTimeout(stop, untilExpiry(reader.expiresAt, pages.core.clock.now()));
    const life = cutAfter(pages.mostStreamLife);
    const cutting = life === null ? undefined : setTimeout(cut, life);
    reader.left.addEventListener('abort', stop);
    close = () => {
      clearInterval(heartbeat);
      clearTimeout(expiry);
      clearTimeout(cutting);
      reader.left.removeEventListener('abort', stop);
      if (controller.desiredSize !== null) controller.close();
    };
    function cut(): void {
      if (end.signal.aborted) return;
      controller.error(new StreamCut());
      stop();
    }
    send(': open\n\n');
    let last: Promise<void> = snapshot(pages, fragments, reader).then((html) => send(message(html)));
    last.catch(stop);
    const tell = (event: LiveEvent) => {
      const html = fragments.of(event, actor, reader.page);
      last = last.then(async () => send(message(await html))).catch(stop);
    };
    pages.live.watch({ actor, filter: {}, signal: end.signal }, tell, stop);
    if (mayEver(actor, 'upsell.read') && isOfUpsell(reader.page)) {
      upsell.watch((news) => send(message(upsellFragment(pages, news, reader.page))), end.signal);
    }
  };
  return new ReadableStream<Uint8Array>({ start, cancel: stop }, { highWaterMark: QUEUE });
}

/** One unnamed message; newlines in the HTML become lines of the same message. */
function message(html: string): string {
  if (html === '') return '';
  return `${html
    .split(/\r\n|\r|\n/)
    .map((line) => `data: ${line}\n`)
    .join('')}\n`;
}

/** A score changes where it stands; of everything else a page is told, and moves nothing. */
function upsellFragment({ views }: PagesContext, { kind, opportunity }: UpsellNews, page: LivePage): string {
  const { id, workVersion: version, state } = opportunity;
  const onBoard = page === 'upsell';
  if (!onBoard && page !== `opportunity:${id}`) return '';
  if (kind === 'score') {
    const html = views.render('upsell/_score', { score: cardScore(opportunity) });
    return `<hx-partial hx-target="#score-${id}" hx-swap="innerHTML">${html}</hx-partial>`;
  }
  const html = views.render('upsell/_news', { id, version, state, onBoard });
  return `<hx-partial hx-target="#upsell-news" hx-swap="innerHTML">${html}</hx-partial>`;
}

function isOfUpsell(page: LivePage): boolean {
  return page === 'upsell' || page.startsWith('opportunity:');
}

async function snapshot(pages: PagesContext, fragments: Fragments, reader: Reader): Promise<string> {
  const count = await fragments.alertCount(reader.context.actor);
  if (reader.page !== 'capacity') return count;
  return count + (await changedRows(pages, fragments, reader, reader.context.actor));
}

async function changedRows(pages: PagesContext, fragments: Fragments, reader: Reader, actor: Actor): Promise<string> {
  const { context, since } = reader;
  const [names, items] = await Promise.all([
    companyNames(pages, context),
    readAll((request) => listCampaigns(pages.core, context, { ...request, statuses: OPEN })),
  ]);
  return items
    .flatMap(({ campaign, figures }) => {
      if (!figures || figures.updatedAt < since - MARGIN) return [];
      return fragments.row(campaign, isStaff(actor) ? (names.get(campaign.companyId) ?? null) : null, figures);
    })
    .join('');
}

function pageOf(text: string): LivePage {
  if (text === 'capacity' || text === 'alerts' || text === 'upsell') return text;
  return /^(campaign|opportunity):[\w-]{1,64}$/.test(text) ? (text as LivePage) : 'frame';
}
