import { Hono } from 'hono';
import { isStaff } from '../../../../core/domain/access/actor.ts';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import { ALERT_STATES, type Alert, type AlertState } from '../../../../core/domain/alerting/alert.ts';
import { acknowledgeAlert } from '../../../../core/usecases/alerts/acknowledge-alert.ts';
import { getAlert } from '../../../../core/usecases/alerts/get-alert.ts';
import { listAlerts } from '../../../../core/usecases/alerts/list-alerts.ts';
import { listDecisions } from '../../../../core/usecases/alerts/list-decisions.ts';
import { getCampaign } from '../../../../core/usecases/campaigns/get-campaign.ts';
import type { RequestContext } from '../../../../core/usecases/context.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { readForm, requestContext, wantsFragment } from '../forms.ts';
import { alertCount, page } from '../frame.ts';
import { companyNames, part, readAll } from '../read.ts';
import { localPath } from '../session.ts';
import { type AlertCard, alertCard, byUrgency } from '../view/alert-card.ts';
import { plural } from '../view/format.ts';

/** Resolved alerts that are shown; what is still open is always shown whole. */
const RESOLVED = 30;

/** The alerts: raised first, each with who was told and why nobody was told again. */
export function alertRoutes(pages: PagesContext): Hono<PagesEnv> {
  const app = new Hono<PagesEnv>();
  app.get('/alerts', async (c) => {
    const context = requestContext(pages, c);
    const chosen = ALERT_STATES.find((state) => state === c.req.query('state')) ?? 'raised';
    const [alerts, raised] = await Promise.all([
      alertsIn(pages, context, chosen),
      pages.core.alerts.countRaised(context.actor.companyId),
    ]);
    const cards = await cardsOf(pages, context, alerts.sort(byUrgency));
    const tabs = ALERT_STATES.map((state) => ({
      href: state === 'raised' ? '/alerts' : `/alerts?state=${state}`,
      label: TAB_WORDS[state],
      on: state === chosen,
    }));
    const lead =
      raised === 0 ? 'Nothing is raised now.' : `${plural(raised, 'alert')} raised, the most severe and oldest first.`;
    return page(
      pages,
      c,
      'alerts/list',
      { title: 'Alerts', section: 'alerts', live: 'alerts' },
      {
        cards,
        tabs,
        chosen,
        lead,
        maySilence: mayEver(context.actor, 'silence.read'),
        maySeeMessages: mayEver(context.actor, 'outbox.read'),
      },
    );
  });
  app.get('/alerts/:id', async (c) => {
    const context = requestContext(pages, c);
    const [card] = await cardsOf(pages, context, [await getAlert(pages.core, context, { id: c.req.param('id') })]);
    const title = card ? `${card.headline} – ${card.campaign}` : 'Alert';
    return page(pages, c, 'alerts/alert', { title, section: 'alerts' }, { card });
  });
  app.post('/alerts/:id/acknowledge', async (c) => {
    const form = await readForm(c);
    const context = requestContext(pages, c, form);
    const note = form.note?.trim();
    const { result } = await acknowledgeAlert(pages.core, context, {
      id: c.req.param('id'),
      ...(note ? { note } : {}),
    });
    if (!wantsFragment(c)) return c.redirect(localPath(form.next ?? '/alerts'), 303);
    const [card] = await cardsOf(pages, context, [await getAlert(pages.core, context, { id: result.id })]);
    const raised = alertCount(await pages.core.alerts.countRaised(context.actor.companyId));
    return c.html(pages.views.render('alerts/_acknowledged', { card, raised }));
  });
  return app;
}

const TAB_WORDS: Record<AlertState, string> = { raised: 'Raised', acknowledged: 'Acknowledged', resolved: 'Resolved' };

async function alertsIn(pages: PagesContext, context: RequestContext, state: AlertState): Promise<Alert[]> {
  if (state !== 'resolved') return readAll((request) => listAlerts(pages.core, context, { ...request, state }), 500);
  const { items } = await listAlerts(pages.core, context, { limit: RESOLVED, cursor: null, state });
  return [...items];
}

/** Cards with their decisions; a campaign or decisions that cannot be read leave a card without them. */
export async function cardsOf(
  pages: PagesContext,
  context: RequestContext,
  alerts: readonly Alert[],
): Promise<AlertCard[]> {
  const names = await companyNames(pages, context);
  const { actor } = context;
  const mayAcknowledge = mayEver(actor, 'alert.acknowledge');
  const viewer = { now: pages.core.clock.now(), mayAcknowledge, staff: isStaff(actor) };
  return Promise.all(
    alerts.map(async (alert) => {
      const [campaign, decisions] = await Promise.all([
        part(getCampaign(pages.core, context, { id: alert.campaignId })),
        part(listDecisions(pages.core, context, { alertId: alert.id })),
      ]);
      const place = {
        name: campaign.ok ? campaign.value.name : 'A campaign',
        company: names.get(alert.companyId) ?? null,
        timeZone: campaign.ok ? campaign.value.timeZone : 'UTC',
      };
      return alertCard(alert, place, decisions.ok ? decisions.value : [], viewer);
    }),
  );
}
