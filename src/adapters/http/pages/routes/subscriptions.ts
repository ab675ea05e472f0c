import { type Context, Hono } from 'hono';
import { isStaff } from '../../../../core/domain/access/actor.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { getPool } from '../../../../core/usecases/capacity/get-pool.ts';
import { getSubscription } from '../../../../core/usecases/companies/get-subscription.ts';
import { listSubscriptions } from '../../../../core/usecases/companies/list-subscriptions.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { requestContext } from '../forms.ts';
import { page } from '../frame.ts';
import { companyNames, part, readAll } from '../read.ts';
import { poolPage, subscriptionFacts, subscriptionRow } from '../view/pool.ts';

/** The learners' subscriptions that bundle campaigns share, each with its pool. */
export function subscriptionRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();

  app.get('/subscriptions', async (c) => {
    const context = requestContext(pages, c);
    const companyId = c.req.query('company');
    const [names, found] = await Promise.all([
      companyNames(pages, context),
      readAll((request) => listSubscriptions(core, context, { ...request, ...(companyId && { companyId }) })),
    ]);
    const now = core.clock.now();
    const model = {
      rows: found.map((subscription) => subscriptionRow(subscription, names, now)),
      company: companyId ? (names.get(companyId) ?? null) : null,
      staff: isStaff(context.actor),
      askedByCompany: !companyId && isStaff(context.actor) && Boolean(core.billing?.subscriptions),
    };
    return page(pages, c, 'subscriptions/list', { title: 'Subscriptions', section: 'catalogue' }, model);
  });

  app.get('/subscriptions/:id', async (c) => {
    const context = requestContext(pages, c);
    const subscription = await getSubscription(core, context, { id: c.req.param('id') });
    const [company, pool] = await Promise.all([
      core.companies.find(subscription.companyId),
      part(poolOf(pages, c, subscription.id)),
    ]);
    const now = core.clock.now();
    const row = subscriptionRow(subscription, new Map(), now);
    const model = {
      ...row,
      company: isStaff(context.actor) ? company && { id: company.id, name: company.name } : null,
      facts: subscriptionFacts(subscription, company, now, isStaff(context.actor)),
      pool: pool.ok ? pool.value : null,
    };
    return page(pages, c, 'subscriptions/show', { title: subscription.name, section: 'catalogue' }, model);
  });

  return app;
}

async function poolOf(pages: PagesContext, c: Context<PagesEnv>, subscriptionId: string) {
  const pool = await getPool(pages.core, requestContext(pages, c), { subscriptionId });
  const found = await Promise.all(pool.campaigns.map(({ campaignId }) => pages.core.campaigns.find(campaignId)));
  const campaigns = new Map(
    found.flatMap((campaign): [string, Campaign][] => (campaign ? [[campaign.id, campaign]] : [])),
  );
  return poolPage(pool, campaigns);
}
