import { Hono } from 'hono';
import { isStaff } from '../../../../core/domain/access/actor.ts';
import { getCompanyDashboard } from '../../../../core/usecases/metrics/get-company-dashboard.ts';
import { csvRow } from '../../csv.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { requestContext } from '../forms.ts';
import { page } from '../frame.ts';
import { COMPANY_COLUMNS, companyCells, companyView } from '../view/company-dashboard.ts';

/** What a company gets for its money, over all of its campaigns, and the same as CSV. */
export function companyDashboardRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();
  app.get('/companies/:id/dashboard', async (c) => {
    const context = requestContext(pages, c);
    const id = c.req.param('id');
    const view = companyView(await getCompanyDashboard(core, context, { companyId: id }));
    const staff = isStaff(context.actor);
    const options = {
      title: `Impact of ${view.title}`,
      section: staff ? 'catalogue' : 'impact',
      scripts: ['print.js'],
    } as const;
    return page(pages, c, 'companies/dashboard', options, { ...view, base: `/companies/${id}/dashboard`, id, staff });
  });
  app.get('/companies/:id/dashboard.csv', async (c) => {
    const { rows } = await getCompanyDashboard(core, requestContext(pages, c), { companyId: c.req.param('id') });
    const lines = rows.map((row) => csvRow(companyCells(row)));
    return c.body([csvRow(COMPANY_COLUMNS), ...lines].join(''), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="impact.csv"',
    });
  });
  return app;
}
