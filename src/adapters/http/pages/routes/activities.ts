import { type Context, Hono } from 'hono';
import { isStaff } from '../../../../core/domain/access/actor.ts';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import { REVIEW_DECISIONS } from '../../../../core/domain/activity/activity.ts';
import { DomainError } from '../../../../core/domain/shared/errors.ts';
import { getActivity } from '../../../../core/usecases/activities/get-activity.ts';
import { listActivities } from '../../../../core/usecases/activities/list-activities.ts';
import { listReviewOptions } from '../../../../core/usecases/activities/list-review-options.ts';
import { reviewActivity } from '../../../../core/usecases/activities/review-activity.ts';
import type { ActivityView } from '../../../../core/usecases/activities/view-activities.ts';
import type { RequestContext } from '../../../../core/usecases/context.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { readForm, refusalOf, requestContext, wantsFragment } from '../forms.ts';
import { page } from '../frame.ts';
import { companyNames } from '../read.ts';
import { type ActivityCard, activityCard } from '../view/activity-card.ts';
import { plural } from '../view/format.ts';

const SHOWN = 20;

const TABS = [
  { name: 'review', href: '/activities', label: 'To review', query: { attention: 'review' } },
  { name: 'refused', href: '/activities?show=refused', label: 'Debit refused', query: { attention: 'refused' } },
  { name: 'unmatched', href: '/activities?show=unmatched', label: 'Unmatched', query: { state: 'unmatched' } },
] as const;

/** What waits for a person: reviews, debits that were refused, and activities that no campaign was found for. */
export function activityRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();

  app.get('/activities', async (c) => {
    const context = staffContext(pages, c);
    const tab = TABS.find(({ name }) => name === c.req.query('show')) ?? TABS[0];
    const cursor = c.req.query('cursor') ?? null;
    const [{ items, nextCursor }, counts] = await Promise.all([
      listActivities(core, context, { ...tab.query, limit: SHOWN, cursor }),
      countsOf(pages),
    ]);
    const waiting = tab.name === 'refused' ? counts.refused : counts.review;
    const model = {
      cards: await cardsOf(pages, context, items),
      tabs: TABS.map(({ name, href, label }) => ({ href, label, count: countOf(name, counts), on: name === tab.name })),
      chosen: tab.name,
      lead: leadOf(counts),
      next: nextCursor && `/activities?show=${tab.name}&cursor=${encodeURIComponent(nextCursor)}`,
      news: tab.name === 'unmatched' ? null : `/activities/news?show=${tab.name}&seen=${waiting}`,
      mayReview: mayEver(context.actor, 'activity.write'),
    };
    return page(
      pages,
      c,
      'activities/list',
      { title: 'Activities', section: 'campaigns', scripts: ['activities.js'] },
      model,
    );
  });

  app.get('/activities/news', async (c) => {
    staffContext(pages, c);
    const counts = await countsOf(pages);
    const show = c.req.query('show') === 'refused' ? 'refused' : 'review';
    const more = counts[show] - Number(c.req.query('seen'));
    if (!(more > 0)) return c.html('');
    return c.html(
      pages.views.render('activities/_news', { text: `${plural(more, 'more waits', 'more wait')}.`, show }),
    );
  });

  app.get('/activities/:id', async (c) => {
    const context = staffContext(pages, c);
    const view = await getActivity(core, context, { id: c.req.param('id') });
    return showOne(pages, c, context, view, null, 200);
  });

  app.post('/activities/:id/review', async (c) => {
    const form = await readForm(c);
    const context = requestContext(pages, c, form);
    const id = c.req.param('id');
    const refusal = await decide(pages, context, id, form);
    const view = await getActivity(core, context, { id });
    if (!wantsFragment(c)) {
      if (refusal === null) return c.redirect(`/activities/${encodeURIComponent(id)}`, 303);
      return showOne(pages, c, context, view, refusal, refusal.kind === 'version_mismatch' ? 412 : 409);
    }
    const [card] = await cardsOf(pages, context, [view]);
    const model = { card, error: refusal?.message ?? null, done: refusal === null ? doneText(view) : null };
    return c.html(pages.views.render('activities/_card', model));
  });
  return app;
}

/** Decides as the form says, on the version that was shown; the refusal that people can do something about. */
async function decide(
  pages: PagesContext,
  context: RequestContext,
  id: string,
  form: Readonly<Record<string, string>>,
): Promise<DomainError | null> {
  const decision = REVIEW_DECISIONS.find((known) => known === form.decision);
  if (!decision) throw new DomainError('malformed', 'MALFORMED', 'This form names no decision');
  const campaignId = decision === 'move' ? form.campaignId || null : null;
  try {
    await reviewActivity(pages.core, context, { id, decision, campaignId, ifVersion: Number(form.version) });
    return null;
  } catch (error) {
    return refusalOf(error);
  }
}

async function showOne(
  pages: PagesContext,
  c: Context<PagesEnv>,
  context: RequestContext,
  view: ActivityView,
  refusal: DomainError | null,
  status: 200 | 409 | 412,
): Promise<Response> {
  const [card] = await cardsOf(pages, context, [view]);
  const options = { title: 'Activity', section: 'campaigns', scripts: ['activities.js'], status } as const;
  return page(pages, c, 'activities/one', options, { card, error: refusal?.message ?? null, done: null });
}

/** The context of somebody of the staff. Throws FORBIDDEN: companies see their activities under their campaigns. */
function staffContext(pages: PagesContext, c: Context<PagesEnv>): RequestContext {
  const context = requestContext(pages, c);
  if (!isStaff(context.actor)) throw new DomainError('forbidden', 'FORBIDDEN', 'Your role may not do this');
  return context;
}

interface Counts {
  readonly review: number;
  readonly refused: number;
}

async function countsOf({ core }: PagesContext): Promise<Counts> {
  const [review, refused] = await Promise.all([
    core.activities.countAttention('review'),
    core.activities.countAttention('refused'),
  ]);
  return { review, refused };
}

function countOf(name: (typeof TABS)[number]['name'], counts: Counts): number | null {
  return name === 'unmatched' ? null : counts[name];
}

function leadOf({ review, refused }: Counts): string {
  if (review + refused === 0) return 'Nothing waits for a person.';
  const parts = [
    review > 0 && `${plural(review, 'activity waits', 'activities wait')} for a review`,
    refused > 0 && `${plural(refused, 'debit was', 'debits were')} refused`,
  ];
  return `${parts.filter(Boolean).join(', ')}. The oldest comes first.`;
}

function doneText({ activity }: ActivityView): string {
  if (activity.state === 'rejected') return 'Rejected. It can still be moved to a campaign.';
  return activity.attention === 'refused' ? 'Linked, but its debit was refused.' : 'Linked.';
}

async function cardsOf(
  pages: PagesContext,
  context: RequestContext,
  views: readonly ActivityView[],
): Promise<ActivityCard[]> {
  const { core } = pages;
  const activities = views.map(({ activity }) => activity);
  const mayReview = mayEver(context.actor, 'activity.write');
  const campaignIds = [...new Set(activities.flatMap(({ campaignId }) => campaignId ?? []))];
  const [names, options, campaigns] = await Promise.all([
    companyNames(pages, context),
    mayReview ? listReviewOptions(core, context, activities) : null,
    Promise.all(campaignIds.map((id) => core.campaigns.find(id))),
  ]);
  const byId = new Map(campaigns.flatMap((campaign) => (campaign ? [[campaign.id, campaign]] : [])));
  return views.map((view) => {
    const { id, campaignId, companyId } = view.activity;
    const campaign = byId.get(campaignId ?? '');
    const place = {
      company: names.get(companyId) ?? null,
      campaign: campaign?.name ?? null,
      timeZone: campaign?.timeZone ?? 'UTC',
      options: options?.get(id) ?? [],
    };
    return activityCard(view, place, { now: core.clock.now(), key: core.ids.next(), mayReview });
  });
}
