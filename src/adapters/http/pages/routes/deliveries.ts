import { Hono } from 'hono';
import { mayEver, requirePermission } from '../../../../core/domain/access/permissions.ts';
import { listMessages } from '../../../../core/usecases/alerts/list-messages.ts';
import { retryMessage } from '../../../../core/usecases/alerts/retry-message.ts';
import type { RequestContext } from '../../../../core/usecases/context.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { readForm, requestContext } from '../forms.ts';
import { page } from '../frame.ts';
import { part } from '../read.ts';
import { messageRow } from '../view/message-row.ts';

const ROWS = 50;
const STATES = ['dead', 'pending', 'delivered', 'dropped'] as const;
const WORDS = { dead: 'Failed', pending: 'Waiting', delivered: 'Delivered', dropped: 'Not sent' } as const;

/** Messages to people and webhooks: what failed with its retry, what waits, what arrived. */
export function deliveryRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();
  app.get('/alerts/deliveries', async (c) => {
    const context = requestContext(pages, c);
    requirePermission(context.actor, 'outbox.read');
    const state = STATES.find((known) => known === c.req.query('state')) ?? 'dead';
    const found = await part(rowsOf(pages, context, state, c.req.query('cursor') || null));
    const tabs = STATES.map((known) => ({
      href: known === 'dead' ? '/alerts/deliveries' : `/alerts/deliveries?state=${known}`,
      label: WORDS[known],
      on: known === state,
    }));
    const frame = { title: 'Messages', section: 'alerts' } as const;
    return page(pages, c, 'alerts/deliveries', frame, { found, tabs, state });
  });
  app.post('/alerts/deliveries/:id/retry', async (c) => {
    const form = await readForm(c);
    await retryMessage(core, requestContext(pages, c, form), { id: c.req.param('id') });
    return c.redirect('/alerts/deliveries?state=pending', 303);
  });
  return app;
}

async function rowsOf(
  pages: PagesContext,
  context: RequestContext,
  state: (typeof STATES)[number],
  cursor: string | null,
) {
  const { core } = pages;
  const { items, nextCursor } = await listMessages(core, context, { limit: ROWS, cursor, state });
  const ids = [...new Set(items.map(({ campaignId }) => campaignId))];
  const campaigns = await Promise.all(ids.map((id) => core.campaigns.find(id)));
  const names = new Map(campaigns.flatMap((campaign) => (campaign ? [[campaign.id, campaign.name] as const] : [])));
  const viewer = { now: core.clock.now(), mayRetry: mayEver(context.actor, 'outbox.write') };
  return {
    rows: items.map((message) => messageRow(message, names, viewer)),
    more: nextCursor && `/alerts/deliveries?${new URLSearchParams({ state, cursor: nextCursor })}`,
  };
}
