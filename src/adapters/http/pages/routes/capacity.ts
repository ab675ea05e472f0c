import { type Context, Hono } from 'hono';
import { DomainError, invalid } from '../../../../core/domain/shared/errors.ts';
import { consumeCapacity } from '../../../../core/usecases/capacity/consume-capacity.ts';
import { joinWaitlist } from '../../../../core/usecases/capacity/join-waitlist.ts';
import { placeHold } from '../../../../core/usecases/capacity/place-hold.ts';
import { releaseCapacity } from '../../../../core/usecases/capacity/release-capacity.ts';
import { reverseEntry } from '../../../../core/usecases/capacity/reverse-entry.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { hashOf, readForm, refusalOf, requestContext } from '../forms.ts';
import { amountOf, renamed } from './amount.ts';
import { campaignOf } from './campaign-shell.ts';
import { capacityTab } from './capacity-tab.ts';
import { heldRoutes } from './held.ts';

/** A campaign's capacity: taking, holding, waiting, freeing and taking back, each by a form of the tab. */
export function capacityRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();
  app.get('/campaigns/:id/capacity', async (c) => capacityTab(pages, c, await campaignOf(pages, c), null));

  const take = (way: 'consume' | 'hold' | 'wait') => async (c: Context<PagesEnv>) => {
    const values = await readForm(c);
    const campaign = await campaignOf(pages, c);
    const context = requestContext(pages, c, values);
    const request = { campaignId: campaign.id, key: values.key || core.ids.next(), hash: hashOf(pages, c, values) };
    const subject = values.subject?.trim() || null;
    try {
      let done: string;
      if (way === 'wait') {
        await joinWaitlist(core, context, { ...request, subject: subject ?? '' });
        done = 'waiting';
      } else if (way === 'hold') {
        await placeHold(core, context, { ...request, subject, ...amountOf(values, 'quantity') });
        done = 'held';
      } else {
        const note = values.note?.trim() || null;
        const taken = await consumeCapacity(core, context, {
          ...request,
          subject,
          note,
          ...amountOf(values, 'quantity'),
        });
        done = taken.outcome;
      }
      return c.redirect(`/campaigns/${campaign.id}/capacity?done=${done}`, 303);
    } catch (error) {
      return capacityTab(pages, c, campaign, { form: 'consume', values, error: refusalOf(error) });
    }
  };
  for (const way of ['consume', 'hold', 'wait'] as const) app.post(`/campaigns/:id/capacity/${way}`, take(way));

  app.post('/campaigns/:id/capacity/release', async (c) => {
    const values = await readForm(c);
    const campaign = await campaignOf(pages, c);
    try {
      const subject = values['release-subject']?.trim() ?? '';
      if (!subject) throw invalid([{ path: 'subject', code: 'REQUIRED', message: 'Say whose place to free' }]);
      await releaseCapacity(core, requestContext(pages, c, values), {
        campaignId: campaign.id,
        key: values.key || null,
        hash: hashOf(pages, c, values),
        subject,
        reason: values.reason?.trim() || null,
      });
      return c.redirect(`/campaigns/${campaign.id}/capacity?done=released`, 303);
    } catch (error) {
      return capacityTab(pages, c, campaign, { form: 'release', values, error: releaseRefusal(error) });
    }
  });

  app.post('/campaigns/:id/capacity/reverse', async (c) => {
    const values = await readForm(c);
    const campaign = await campaignOf(pages, c);
    await reverseEntry(core, requestContext(pages, c, values), {
      campaignId: campaign.id,
      key: values.key || null,
      hash: hashOf(pages, c, values),
      entryId: values.entryId ?? '',
      reason: values.reason ?? '',
    });
    return c.redirect(`/campaigns/${campaign.id}/capacity?done=reversed`, 303);
  });

  app.route('/', heldRoutes(pages));
  return app;
}

/** The core names the field `subject`; on this page two forms have one. */
function releaseRefusal(error: unknown): DomainError {
  if (error instanceof DomainError && error.code === 'NOTHING_TO_RELEASE') {
    return invalid([{ path: 'release-subject', code: error.code, message: 'Nobody of this name has a place here' }]);
  }
  return renamed(refusalOf(error), { subject: 'release-subject' });
}
