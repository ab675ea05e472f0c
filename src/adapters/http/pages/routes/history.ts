import { type Context, Hono } from 'hono';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { type CampaignStatus, EDGES, STATUSES } from '../../../../core/domain/lifecycle/status.ts';
import { type DomainError, invalid } from '../../../../core/domain/shared/errors.ts';
import type { Instant } from '../../../../core/domain/shared/time.ts';
import type { RequestContext } from '../../../../core/usecases/context.ts';
import { cancelScheduled } from '../../../../core/usecases/lifecycle/cancel-scheduled.ts';
import { getTransitions } from '../../../../core/usecases/lifecycle/get-transitions.ts';
import { listSchedule } from '../../../../core/usecases/lifecycle/list-schedule.ts';
import { previewSchedule } from '../../../../core/usecases/lifecycle/preview-schedule.ts';
import { scheduleTransition } from '../../../../core/usecases/lifecycle/schedule-transition.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, readForm, refusalOf, requestContext } from '../forms.ts';
import { part, readAll } from '../read.ts';
import { historyLine } from '../view/history.ts';
import { type ScheduleRow, scheduleRow } from '../view/schedule.ts';
import { STATUS_WORDS } from '../view/words.ts';
import { renamed } from './amount.ts';
import { campaignOf, campaignPage } from './campaign-shell.ts';

const FIELDS = ['to', 'at', 'schedule-reason'];
const MADE = { from: null, to: 'draft', trigger: 'manual', reason: null } as const;
/** Every state that can be reached from this one, in the order of a campaign's life; a draft is planned by hand. */
function targetsFrom(status: CampaignStatus): CampaignStatus[] {
  const reached = new Set<CampaignStatus>();
  const waiting = [...EDGES[status]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (!reached.has(next)) waiting.push(...EDGES[next]);
    reached.add(next);
  }
  return STATUSES.filter((known) => reached.has(known) && known !== 'draft' && known !== 'planned' && known !== status);
}

/** A campaign's schedule and its history. */
export function historyRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();
  app.get('/campaigns/:id/history', async (c) => show(pages, c, await campaignOf(pages, c), {}, null));

  app.post('/campaigns/:id/schedule', async (c) => {
    const values = await readForm(c);
    const campaign = await campaignOf(pages, c);
    try {
      const to = targetsFrom(campaign.status).find((status) => status === values.to);
      if (!to) throw invalid([{ path: 'to', code: 'REQUIRED', message: 'Choose a state' }]);
      const at = instantOf(values.at ?? '', campaign.timeZone);
      const reason = values['schedule-reason']?.trim() || null;
      await scheduleTransition(core, requestContext(pages, c, values), { campaignId: campaign.id, to, at, reason });
      return c.redirect(`/campaigns/${campaign.id}/history`, 303);
    } catch (error) {
      return show(pages, c, campaign, values, renamed(refusalOf(error), { reason: 'schedule-reason' }));
    }
  });

  app.post('/campaigns/:id/schedule/:actionId/cancel', async (c) => {
    const { id: campaignId, actionId } = c.req.param();
    await cancelScheduled(core, requestContext(pages, c), { campaignId, actionId });
    return c.redirect(`/campaigns/${campaignId}/history`, 303);
  });
  return app;
}

async function show(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaign: Campaign,
  values: FormValues,
  error: DomainError | null,
) {
  const { core } = pages;
  const context = requestContext(pages, c);
  const [{ items }, schedule] = await Promise.all([
    getTransitions(core, context, { id: campaign.id }),
    part(scheduleOf(pages, context, campaign)),
  ]);
  const now = core.clock.now();
  const model = {
    lines: items.toReversed().map((record) => historyLine(record, now, campaign.timeZone)),
    made: historyLine({ ...MADE, at: campaign.createdAt, actor: campaign.createdBy }, now, campaign.timeZone),
    schedule,
    maySchedule: mayEver(context.actor, 'campaign.schedule') && campaign.status !== 'closed',
    form: formView(values.key || core.ids.next(), FIELDS, values, error),
    targets: targetsFrom(campaign.status).map((value) => ({
      value,
      label: STATUS_WORDS[value],
      selected: value === values.to,
    })),
    timeZone: campaign.timeZone,
  };
  const status = error === null ? 200 : error.kind === 'invalid' ? 422 : 409;
  return campaignPage(pages, c, campaign, { tab: 'history', view: 'campaign/history', status }, model);
}

/** Everything that is or was scheduled for the campaign, what is to come first; with what stands in its way today. */
export async function scheduleOf(
  pages: PagesContext,
  context: RequestContext,
  campaign: Campaign,
): Promise<ScheduleRow[]> {
  const { core } = pages;
  const [actions, foreseen] = await Promise.all([
    readAll((request) => listSchedule(core, context, { ...request, campaignId: campaign.id }), 200),
    readAll((request) => previewSchedule(core, context, { ...request, days: 30, companyId: campaign.companyId }), 300),
  ]);
  const guards = new Map(foreseen.map(({ action, guards: found }) => [action.id, found]));
  const viewer = {
    now: core.clock.now(),
    timeZone: campaign.timeZone,
    maySchedule: mayEver(context.actor, 'campaign.schedule'),
  };
  const order = (outcome: string) => (outcome === 'pending' ? 0 : 1);
  return actions
    .toSorted(
      (a, b) =>
        order(a.outcome) - order(b.outcome) || (a.outcome === 'pending' ? a.dueAt - b.dueAt : b.dueAt - a.dueAt),
    )
    .map((action) => scheduleRow(action, guards.get(action.id) ?? [], viewer));
}

/** The instant of a local date and time as `datetime-local` gives it, in the campaign's time zone. */
function instantOf(text: string, timeZone: string): Instant {
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    throw invalid([{ path: 'at', code: 'INVALID', message: 'Choose a date and a time' }]);
  }
}
