import { Hono } from 'hono';
import { isStaff } from '../../../../core/domain/access/actor.ts';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import { takesConsumption } from '../../../../core/domain/lifecycle/status.ts';
import { getActivityTotals } from '../../../../core/usecases/activities/get-activity-totals.ts';
import { listActivities } from '../../../../core/usecases/activities/list-activities.ts';
import { retryDebits } from '../../../../core/usecases/activities/retry-debits.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { readForm, requestContext } from '../forms.ts';
import { part } from '../read.ts';
import { activityChip, debitText, whatText } from '../view/activity-card.ts';
import { instantFrom, plural, quantityText, unitText } from '../view/format.ts';
import { campaignOf, campaignPage } from './campaign-shell.ts';

const SHOWN = 50;

/** The activities that are linked to a campaign, or proposed for it, newest first. */
export function campaignActivityRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();
  app.get('/campaigns/:id/activities', async (c) => {
    const campaign = await campaignOf(pages, c);
    const context = requestContext(pages, c);
    const { id: campaignId, timeZone } = campaign;
    const staff = isStaff(context.actor);
    const cursor = c.req.query('cursor') ?? null;
    const [found, totals, instances] = await Promise.all([
      listActivities(core, context, { campaignId, limit: SHOWN, cursor }),
      part(getActivityTotals(core, context, { campaignId })),
      core.campaigns.instances(campaignId),
    ]);
    const cohorts = new Map(instances.map(({ id, name }) => [id, name]));
    const now = core.clock.now();
    const base = `/campaigns/${campaignId}/activities`;
    const model = {
      base,
      rows: found.items.map((view) => ({
        href: staff ? `/activities/${encodeURIComponent(view.activity.id)}` : null,
        when: instantFrom(view.activity.occurredAt, now, timeZone),
        what: whatText(view.activity),
        cohort: cohorts.get(view.activity.instanceId ?? '') ?? null,
        chip: activityChip(view),
        debit: debitText(view.debit),
        score: view.activity.confidence,
      })),
      totals: totals.ok
        ? [
            plural(totals.value.activities, 'linked activity', 'linked activities'),
            plural(totals.value.sessions, 'session'),
            `${quantityText(totals.value.hours)} ${unitText('hour', totals.value.hours)}`,
          ].join(' · ')
        : null,
      debits: campaign.terms?.model === 'credits',
      refused:
        totals.ok && totals.value.refused > 0 && mayEver(context.actor, 'activity.write')
          ? { text: `${plural(totals.value.refused, 'debit was', 'debits were')} refused.`, key: core.ids.next() }
          : null,
      retryable: takesConsumption(campaign.status),
      next: found.nextCursor && `${base}?cursor=${encodeURIComponent(found.nextCursor)}`,
      first: cursor === null ? null : base,
    };
    return campaignPage(pages, c, campaign, { tab: 'activities', view: 'campaign/activities' }, model);
  });
  app.post('/campaigns/:id/activities/retry', async (c) => {
    const context = requestContext(pages, c, await readForm(c));
    const { id: campaignId } = c.req.param();
    await retryDebits(core, context, { campaignId });
    return c.redirect(`/campaigns/${campaignId}/activities`, 303);
  });
  return app;
}
