import { Hono } from 'hono';
import { invalid } from '../../../../core/domain/shared/errors.ts';
import { addDays, isCalendarDate, startOfDay } from '../../../../core/domain/shared/time.ts';
import { confirmHold } from '../../../../core/usecases/capacity/confirm-hold.ts';
import { grantCredits } from '../../../../core/usecases/capacity/grant-credits.ts';
import { leaveWaitlist } from '../../../../core/usecases/capacity/leave-waitlist.ts';
import { releaseHold } from '../../../../core/usecases/capacity/release-hold.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { hashOf, readForm, refusalOf, requestContext } from '../forms.ts';
import { amountOf, renamed } from './amount.ts';
import { campaignOf } from './campaign-shell.ts';
import { capacityTab } from './capacity-tab.ts';

/** What became of holds, the waitlist, and further credits. */
export function heldRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();

  app.post('/campaigns/:id/capacity/holds/:holdId/confirm', async (c) => {
    const { id: campaignId, holdId } = c.req.param();
    await confirmHold(core, requestContext(pages, c), { campaignId, holdId });
    return c.redirect(`/campaigns/${campaignId}/capacity?done=confirmed`, 303);
  });

  app.post('/campaigns/:id/capacity/holds/:holdId/release', async (c) => {
    const { id: campaignId, holdId } = c.req.param();
    await releaseHold(core, requestContext(pages, c), { campaignId, holdId });
    return c.redirect(`/campaigns/${campaignId}/capacity?done=unheld`, 303);
  });

  app.post('/campaigns/:id/capacity/leave', async (c) => {
    const values = await readForm(c);
    const campaignId = c.req.param('id');
    await leaveWaitlist(core, requestContext(pages, c), { campaignId, subject: values.subject ?? '' });
    return c.redirect(`/campaigns/${campaignId}/capacity?done=left`, 303);
  });

  app.post('/campaigns/:id/capacity/grant', async (c) => {
    const values = await readForm(c);
    const campaign = await campaignOf(pages, c);
    try {
      const { quantity } = amountOf(values, 'grant-quantity');
      if (quantity === undefined) {
        throw invalid([{ path: 'grant-quantity', code: 'REQUIRED', message: 'Say how many credits' }]);
      }
      await grantCredits(core, requestContext(pages, c, values), {
        campaignId: campaign.id,
        key: values.key || null,
        hash: hashOf(pages, c, values),
        quantity,
        expiresAt: endOf(values.expiresAt?.trim() ?? '', campaign.timeZone),
        cost: values.cost?.trim() || null,
        note: values['grant-note']?.trim() || null,
      });
      return c.redirect(`/campaigns/${campaign.id}/capacity?done=granted`, 303);
    } catch (error) {
      const refusal = renamed(refusalOf(error), { quantity: 'grant-quantity', note: 'grant-note' });
      return capacityTab(pages, c, campaign, { form: 'grant', values, error: refusal });
    }
  });

  return app;
}

/** Credits live through their last day in the campaign's time zone; null where none is given. */
function endOf(date: string, timeZone: string): number | null {
  if (date === '') return null;
  if (!isCalendarDate(date)) throw invalid([{ path: 'expiresAt', code: 'INVALID_DATE', message: 'Choose a date' }]);
  return startOfDay(addDays(date, 1), timeZone);
}
