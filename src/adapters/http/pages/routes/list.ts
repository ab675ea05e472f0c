import { type Context, Hono } from 'hono';
import { isStaff } from '../../../../core/domain/access/actor.ts';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import { dateAt } from '../../../../core/domain/shared/time.ts';
import { listCampaigns } from '../../../../core/usecases/campaigns/list-campaigns.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { requestContext, wantsFragment } from '../forms.ts';
import { page } from '../frame.ts';
import { companyNames, part, readAll } from '../read.ts';
import { campaignRow } from '../view/campaign-row.ts';
import { campaignsCsv } from '../view/campaigns-csv.ts';
import {
  filterOptions,
  type ListQuery,
  listHref,
  parseListQuery,
  quartersAround,
  toCampaignQuery,
} from '../view/list-query.ts';
import { totalsOf } from '../view/totals.ts';
import { roleStrip } from './strip.ts';

const ROWS = 50;

/** The campaign list with the role's own strip above it, and the same list as CSV. */
export function listRoutes(pages: PagesContext): Hono<PagesEnv> {
  const app = new Hono<PagesEnv>();
  app.get('/', async (c) => {
    c.header('Vary', 'HX-Request, HX-Request-Type');
    const model = await listModel(pages, c);
    if (wantsFragment(c)) return c.html(pages.views.render('campaigns/_list', model));
    const strip = await part(roleStrip(pages, requestContext(pages, c)));
    return page(pages, c, 'campaigns/list', { title: 'Campaigns', section: 'campaigns' }, { ...model, strip });
  });
  app.get('/campaigns.csv', async (c) => {
    const query = parseListQuery(new URL(c.req.url).searchParams);
    const context = requestContext(pages, c);
    const [names, items] = await Promise.all([
      companyNames(pages, context),
      readAll((request) => listCampaigns(pages.core, context, { ...toCampaignQuery(query), ...request }), 10_000),
    ]);
    return c.body(campaignsCsv(items, names), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="campaigns.csv"',
    });
  });
  return app;
}

async function listModel(pages: PagesContext, c: Context<PagesEnv>) {
  const query = parseListQuery(new URL(c.req.url).searchParams);
  const context = requestContext(pages, c);
  const now = pages.core.clock.now();
  const request = { ...toCampaignQuery(query), limit: ROWS, cursor: query.cursor };
  const [names, found] = await Promise.all([companyNames(pages, context), listCampaigns(pages.core, context, request)]);
  const filtered = Boolean(query.state || query.company || query.model || query.band || query.quarter || query.q);
  return {
    query: { ...query, sort: (query.sort.direction === 'desc' ? '-' : '') + query.sort.field },
    filters: filterOptions(query, names, quartersAround(dateAt(now, 'UTC'), query.quarter)),
    filtered,
    staff: isStaff(context.actor),
    mayCreate: mayEver(context.actor, 'campaign.write'),
    mayPropose: mayEver(context.actor, 'terms.write'),
    rows: found.items.map((item) => campaignRow(item, names, now)),
    totals: totalsOf(found.items),
    columns: columnsOf(query),
    more: found.nextCursor ? listHref(query, { cursor: found.nextCursor }) : null,
    first: query.cursor ? listHref(query, {}) : null,
    csv: listHref(query, {}, '/campaigns.csv'),
  };
}

/** The sortable columns: a second click turns the order round. */
function columnsOf(query: ListQuery) {
  const column = (field: ListQuery['sort']['field'], first: 'asc' | 'desc') => {
    const on = query.sort.field === field;
    const direction: 'asc' | 'desc' = on ? (query.sort.direction === 'asc' ? 'desc' : 'asc') : first;
    return { href: listHref(query, { sort: { field, direction } }), sorted: on ? query.sort.direction : null };
  };
  return {
    name: column('name', 'asc'),
    startDate: column('startDate', 'desc'),
    utilization: column('utilization', 'desc'),
    sroi: column('sroi', 'desc'),
  };
}
