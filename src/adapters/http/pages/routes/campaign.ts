import { Hono } from 'hono';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { fillDays, forecast } from '../../../../core/domain/capacity/forecast.ts';
import { STATUSES } from '../../../../core/domain/lifecycle/status.ts';
import { notFound } from '../../../../core/domain/shared/errors.ts';
import { dateAt } from '../../../../core/domain/shared/time.ts';
import { listAlerts } from '../../../../core/usecases/alerts/list-alerts.ts';
import { getCapacity } from '../../../../core/usecases/capacity/get-capacity.ts';
import type { RequestContext } from '../../../../core/usecases/context.ts';
import { listInstances } from '../../../../core/usecases/lifecycle/list-instances.ts';
import { transitionCampaign } from '../../../../core/usecases/lifecycle/transition-campaign.ts';
import { getMetrics } from '../../../../core/usecases/metrics/get-metrics.ts';
import { listTerms } from '../../../../core/usecases/terms/list-terms.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { formView, readForm, refusalOf, requestContext } from '../forms.ts';
import { part, readAll } from '../read.ts';
import { byUrgency } from '../view/alert-card.ts';
import { type BurnUp, burnUp, NARROW } from '../view/burn-up.ts';
import { figureCards, figuresOf, gauge, impactCards } from '../view/campaign-page.ts';
import { detailsView } from '../view/details.ts';
import { instanceRow } from '../view/instance-row.ts';
import { cardsOf } from './alerts.ts';
import { campaignOf, campaignPage } from './campaign-shell.ts';
import { detailActions, editRoutes } from './edit.ts';
import { historyRoutes, scheduleOf } from './history.ts';
import { moneyRoutes } from './money.ts';

const EPOCH = '1970-01-01';

/** A campaign's overview, alerts, history and details, and its transitions. */
export function campaignRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();

  app.get('/campaigns/:id', async (c) => {
    const campaign = await campaignOf(pages, c);
    return overview(c, campaign);
  });

  app.get('/campaigns/:id/alerts', async (c) => {
    const campaign = await campaignOf(pages, c);
    const context = requestContext(pages, c);
    const alerts = await readAll((request) => listAlerts(core, context, { ...request, campaignId: campaign.id }), 100);
    const cards = await cardsOf(pages, context, alerts.sort(byUrgency));
    return campaignPage(
      pages,
      c,
      campaign,
      { tab: 'alerts', view: 'campaign/alerts' },
      {
        cards,
        policy: mayEver(context.actor, 'alert-policy.read') ? `/campaigns/${campaign.id}/alert-policy` : null,
      },
    );
  });

  app.get('/campaigns/:id/details', async (c) => {
    const campaign = await campaignOf(pages, c);
    const context = requestContext(pages, c);
    const [template, group, terms] = await Promise.all([
      campaign.programTemplateId
        ? core.catalogue.findTemplate(campaign.programTemplateId, campaign.programTemplateVersion ?? undefined)
        : null,
      campaign.beneficiaryGroupId ? core.catalogue.findGroup(campaign.beneficiaryGroupId) : null,
      part(listTerms(core, context, { campaignId: campaign.id })),
    ]);
    const details = detailsView(campaign, template, group, terms.ok ? terms.value.items : []);
    return campaignPage(
      pages,
      c,
      campaign,
      { tab: 'details', view: 'campaign/details' },
      { details, termsRead: terms.ok, ...detailActions(campaign, context.actor) },
    );
  });

  app.post('/campaigns/:id/transitions', async (c) => {
    const form = await readForm(c);
    const to = STATUSES.find((status) => status === form.to);
    if (!to) throw notFound('Transition');
    const campaign = await campaignOf(pages, c);
    const reason = form.reason?.trim();
    try {
      await transitionCampaign(core, requestContext(pages, c, form), {
        id: campaign.id,
        to,
        ...(reason ? { reason } : {}),
      });
      return c.redirect(`/campaigns/${campaign.id}`, 303);
    } catch (error) {
      const refusal = refusalOf(error);
      const transitionForm = formView(core.ids.next(), ['reason'], form, refusal);
      return overview(c, await campaignOf(pages, c), {
        transitionForm,
        status: refusal.kind === 'invalid' ? 422 : 409,
      });
    }
  });

  type Answer = Parameters<typeof campaignPage>[1];
  async function overview(c: Answer, campaign: Campaign, shell: object = {}): Promise<Response> {
    const context = requestContext(pages, c);
    const now = core.clock.now();
    const [capacity, metrics, instances, schedule, alerts] = await Promise.all([
      part(capacityPart(pages, context, campaign)),
      part(getMetrics(core, context, { campaignId: campaign.id })),
      part(listInstances(core, context, { campaignId: campaign.id })),
      part(scheduleOf(pages, context, campaign)),
      part(listAlerts(core, context, { limit: 3, cursor: null, campaignId: campaign.id, state: 'raised' })),
    ]);
    const model = {
      capacity,
      impact: metrics.ok ? impactCards(metrics.value) : null,
      ahead: schedule.ok ? schedule.value.filter(({ pending }) => pending).slice(0, 4) : [],
      instances: instances.ok
        ? { ok: true, rows: instances.value.items.map((one) => instanceRow(one)) }
        : { ok: false, rows: [] },
      alerts: alerts.ok ? await cardsOf(pages, context, alerts.value.items) : [],
      now,
    };
    return campaignPage(pages, c, campaign, { tab: 'overview', view: 'campaign/overview', ...shell }, model);
  }

  app.route('/', moneyRoutes(pages));
  app.route('/', historyRoutes(pages));
  app.route('/', editRoutes(pages));
  return app;
}

/** The gauge, the cards and the chart of a campaign. */
export async function capacityPart(pages: PagesContext, context: RequestContext, campaign: Campaign) {
  const { core } = pages;
  const [view, days] = await Promise.all([
    getCapacity(core, context, { campaignId: campaign.id }),
    core.dayEnds.since(campaign.id, EPOCH),
  ]);
  const figures = figuresOf(view);
  const today = dateAt(core.clock.now(), campaign.timeZone);
  let charts: { chart: BurnUp; narrow: BurnUp } | { chart: null; narrow: null } = { chart: null, narrow: null };
  if (figures && figures.capacity > 0 && days.length > 0) {
    const { capacity, consumed, hardLimit, unit } = figures;
    const { startDate, endDate } = campaign;
    const ahead = forecast({ days: fillDays(days, today), today, consumed, capacity, hardLimit, endDate });
    const input = { days, today, startDate, endDate, unit, capacity, consumed, hardLimit, forecast: ahead };
    charts = { chart: burnUp(input), narrow: burnUp(input, NARROW) };
  }
  return { gauge: figures && gauge(figures), cards: figureCards(campaign, view), ...charts };
}
