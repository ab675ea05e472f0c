import { Hono } from 'hono';
import { listAlerts } from '../../../../core/usecases/alerts/list-alerts.ts';
import { listCampaigns } from '../../../../core/usecases/campaigns/list-campaigns.ts';
import type { RequestContext } from '../../../../core/usecases/context.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { requestContext } from '../forms.ts';
import { OPEN } from '../fragments.ts';
import { page } from '../frame.ts';
import { companyNames, part, readAll } from '../read.ts';
import { BANDS } from '../view/bands.ts';
import { bandFilters, boardRow, onBoard } from '../view/board.ts';
import { alertRaised, alertResolved, type Happening } from '../view/happening.ts';

const RECENT = 12;

/** The live board: every open campaign, the nearest to its limit first. */
export function boardRoutes(pages: PagesContext): Hono<PagesEnv> {
  const app = new Hono<PagesEnv>();
  app.get('/capacity', async (c) => {
    const context = requestContext(pages, c);
    const chosen = BANDS.map(String).find((band) => band === c.req.query('band')) ?? null;
    const [names, items] = await Promise.all([
      companyNames(pages, context),
      readAll((request) => listCampaigns(pages.core, context, { ...request, statuses: OPEN })),
    ]);
    const rows = onBoard(items).map(({ campaign, figures }) =>
      boardRow({ ...campaign, company: names.get(campaign.companyId) ?? null }, figures),
    );
    const recent = await part(
      recentHappenings(pages, context, new Map(items.map(({ campaign }) => [campaign.id, campaign]))),
    );
    const model = { rows, filters: bandFilters(rows, chosen), chosen: chosen ?? 'all', recent };
    const live = `capacity&since=${pages.core.clock.now()}`;
    return page(
      pages,
      c,
      'capacity/board',
      { title: 'Capacity', section: 'capacity', live, scripts: ['board.js'] },
      model,
    );
  });
  return app;
}

type Named = ReadonlyMap<string, { readonly id: string; readonly name: string; readonly timeZone: string }>;

async function recentHappenings(pages: PagesContext, context: RequestContext, campaigns: Named): Promise<Happening[]> {
  const now = pages.core.clock.now();
  const { items } = await listAlerts(pages.core, context, { limit: 50, cursor: null });
  return items
    .flatMap((alert) => {
      const campaign = campaigns.get(alert.campaignId);
      if (!campaign) return [];
      const raised = { at: alert.raisedAt, line: alertRaised(alert, campaign, now, campaign.timeZone) };
      if (alert.resolvedAt === null) return [raised];
      const at = alert.resolvedAt;
      return [raised, { at, line: alertResolved(alert, campaign, at, now, campaign.timeZone) }];
    })
    .sort((a, b) => b.at - a.at)
    .slice(0, RECENT)
    .map(({ line }) => line);
}
