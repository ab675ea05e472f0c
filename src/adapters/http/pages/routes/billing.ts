import { Hono } from 'hono';
import { mayEver, requirePermission } from '../../../../core/domain/access/permissions.ts';
import { previewInvoice } from '../../../../core/usecases/billing/preview-invoice.ts';
import { listCampaigns } from '../../../../core/usecases/campaigns/list-campaigns.ts';
import type { RequestContext } from '../../../../core/usecases/context.ts';
import { listOutbox } from '../../../../core/usecases/outbox/list-outbox.ts';
import { retryDeadItems } from '../../../../core/usecases/outbox/retry-dead-items.ts';
import { retryOutboxItem } from '../../../../core/usecases/outbox/retry-outbox-item.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { readForm, requestContext } from '../forms.ts';
import { page } from '../frame.ts';
import { companyNames, part } from '../read.ts';
import { moneyText } from '../view/format.ts';
import { monthBeside, monthOf, monthText, standingText } from '../view/money.ts';
import { outboxRow } from '../view/outbox-row.ts';

/** Each month of a campaign is worked out from its ledger, so a page holds few of them. */
const CAMPAIGNS = 25;
const ROWS = 50;
const STATES = ['dead', 'pending', 'delivered'] as const;
const STATE_WORDS = { dead: 'Failed', pending: 'Waiting', delivered: 'Delivered' } as const;
const BY_NAME = [{ field: 'name', direction: 'asc' }] as const;

/** Billing: what a month comes to for each campaign, and the work that waits or failed. */
export function billingRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();
  app.get('/billing', async (c) => {
    const context = requestContext(pages, c);
    requirePermission(context.actor, 'outbox.read');
    const month = monthOf(c.req.query('month'), core.clock.now(), 'UTC');
    const cursor = c.req.query('cursor') || null;
    const state = STATES.find((known) => known === c.req.query('state')) ?? 'dead';
    const [charges, outbox] = await Promise.all([
      chargesOf(pages, context, month, cursor),
      part(outboxOf(pages, context, state)),
    ]);
    const model = {
      title: monthText(month),
      month,
      before: monthBeside(month, -1),
      after: monthBeside(month, 1),
      ...charges,
      more: charges.next && `/billing?${new URLSearchParams({ month, cursor: charges.next })}`,
      outbox,
      mayRetryAll: state === 'dead' && outbox.ok && outbox.value.filter(({ retryable }) => retryable).length > 1,
      state,
      states: STATES.map((known) => ({
        href: `/billing?${new URLSearchParams({ month, state: known })}#outbox`,
        label: STATE_WORDS[known],
        on: known === state,
      })),
    };
    return page(pages, c, 'billing', { title: 'Billing', section: 'billing' }, model);
  });
  app.post('/billing/outbox/retry', async (c) => {
    const form = await readForm(c);
    await retryDeadItems(core, requestContext(pages, c, form), {});
    return c.redirect('/billing?state=pending#outbox', 303);
  });
  app.post('/billing/outbox/:id/retry', async (c) => {
    const form = await readForm(c);
    await retryOutboxItem(core, requestContext(pages, c, form), { id: c.req.param('id') });
    return c.redirect('/billing?state=pending#outbox', 303);
  });
  return app;
}

/** What the month comes to for each campaign; one that cannot be worked out leaves the others standing. */
async function chargesOf(pages: PagesContext, context: RequestContext, month: string, cursor: string | null) {
  const { core } = pages;
  const [names, found] = await Promise.all([
    companyNames(pages, context),
    listCampaigns(core, context, { limit: CAMPAIGNS, cursor, sort: BY_NAME }),
  ]);
  const present = monthOf(undefined, core.clock.now(), 'UTC');
  const termed = found.items.filter(({ campaign }) => campaign.terms !== null && campaign.status !== 'draft');
  const rows = await Promise.all(
    termed.map(async ({ campaign }) => {
      const invoice = await part(previewInvoice(core, context, { campaignId: campaign.id, month }));
      return {
        href: `/campaigns/${campaign.id}/money?month=${month}`,
        name: campaign.name,
        company: names.get(campaign.companyId) ?? '',
        currency: campaign.currency,
        standing: invoice.ok ? standingText(month, present, invoice.value) : '–',
        total: invoice.ok ? invoice.value.total : null,
        amount: invoice.ok ? moneyText(invoice.value.total, campaign.currency) : 'Could not be worked out',
      };
    }),
  );
  const sums = new Map<string, number>();
  for (const { currency, total } of rows) if (total !== null) sums.set(currency, (sums.get(currency) ?? 0) + total);
  return {
    rows: rows.filter(({ total }) => total !== 0),
    totals: [...sums].map(([currency, minor]) => moneyText(minor, currency)),
    next: found.nextCursor,
  };
}

async function outboxOf(pages: PagesContext, context: RequestContext, state: (typeof STATES)[number]) {
  const { core } = pages;
  const { items } = await listOutbox(core, context, { limit: ROWS, cursor: null, state });
  const ids = [...new Set(items.map(({ campaignId }) => campaignId))];
  const campaigns = await Promise.all(ids.map((id) => core.campaigns.find(id)));
  const names = new Map(campaigns.flatMap((campaign) => (campaign ? [[campaign.id, campaign.name] as const] : [])));
  const viewer = { now: core.clock.now(), mayRetry: mayEver(context.actor, 'outbox.write') };
  return items.map((item) => outboxRow(item, names, viewer));
}
