import { Hono } from 'hono';
import { isStaff } from '../../../../core/domain/access/actor.ts';
import { getActivityTotals } from '../../../../core/usecases/activities/get-activity-totals.ts';
import { listActivities } from '../../../../core/usecases/activities/list-activities.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { requestContext } from '../forms.ts';
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
      next: found.nextCursor && `${base}?cursor=${encodeURIComponent(found.nextCursor)}`,
      first: cursor === null ? null : base,
    };
    return campaignPage(pages, c, campaign, { tab: 'activities', view: 'campaign/activities' }, model);
  });
  return app;
}
