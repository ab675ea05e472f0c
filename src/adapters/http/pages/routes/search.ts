import { Hono } from 'hono';
import { isStaff } from '../../../../core/domain/access/actor.ts';
import { listCampaigns } from '../../../../core/usecases/campaigns/list-campaigns.ts';
import { listTemplates } from '../../../../core/usecases/catalogue/list-templates.ts';
import { listCompanies } from '../../../../core/usecases/companies/list-companies.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { requestContext } from '../forms.ts';
import { page } from '../frame.ts';
import { companyNames } from '../read.ts';
import { campaignRow } from '../view/campaign-row.ts';
import { PROGRAM_WORDS } from '../view/words.ts';

const MOST = 20;

/** One box over campaigns, companies and templates. */
export function searchRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();
  app.get('/search', async (c) => {
    const q = (c.req.query('q') ?? '').trim().slice(0, 200);
    const context = requestContext(pages, c);
    const request = { q, limit: MOST, cursor: null };
    const [names, campaigns, companies, templates] = await Promise.all([
      companyNames(pages, context),
      q ? listCampaigns(core, context, request) : NOTHING,
      q && isStaff(context.actor) ? listCompanies(core, context, request) : NOTHING,
      q ? listTemplates(core, context, request) : NOTHING,
    ]);
    const now = core.clock.now();
    const model = {
      q,
      campaigns: campaigns.items.map((item) => campaignRow(item, names, now)),
      companies: companies.items.map(({ id, name, currency }) => ({
        href: `/catalogue/companies/${id}`,
        name,
        currency,
      })),
      templates: templates.items.map(({ id, name, programType }) => ({
        href: `/catalogue/templates/${id}`,
        name,
        program: PROGRAM_WORDS[programType],
      })),
      more: campaigns.nextCursor !== null,
    };
    return page(pages, c, 'search', { title: q ? `“${q}”` : 'Search', section: 'none' }, model);
  });
  return app;
}

const NOTHING = { items: [], nextCursor: null } as const;
