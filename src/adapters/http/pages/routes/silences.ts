import { type Context, Hono } from 'hono';
import { mayEver, requirePermission } from '../../../../core/domain/access/permissions.ts';
import type { Silence } from '../../../../core/domain/alerting/silence.ts';
import { THRESHOLDS } from '../../../../core/domain/capacity/thresholds.ts';
import type { DomainError } from '../../../../core/domain/shared/errors.ts';
import { HOUR } from '../../../../core/domain/shared/time.ts';
import { getCampaign } from '../../../../core/usecases/campaigns/get-campaign.ts';
import { createSilence } from '../../../../core/usecases/silences/create-silence.ts';
import { deleteSilence } from '../../../../core/usecases/silences/delete-silence.ts';
import { listSilences } from '../../../../core/usecases/silences/list-silences.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, readForm, refusalOf, requestContext } from '../forms.ts';
import { page } from '../frame.ts';
import { companyNames, part } from '../read.ts';
import { instantFrom } from '../view/format.ts';

const SHOWN = 50;
const HOURS = [
  ['4', '4 hours'],
  ['24', 'A day'],
  ['72', '3 days'],
  ['168', 'A week'],
] as const;

/** Silences: who is not messaged of what until when, made from an alert, and ended before their time. */
export function silenceRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();
  app.get('/alerts/silences', (c) => {
    const { campaign = '', threshold = '' } = c.req.query();
    return show(pages, c, { campaignId: campaign, threshold }, null);
  });
  app.post('/alerts/silences', async (c) => {
    const values = await readForm(c);
    const hours = HOURS.find(([value]) => value === values.hours)?.[0] ?? '24';
    try {
      await createSilence(core, requestContext(pages, c, values), {
        campaignId: values.campaignId ?? '',
        threshold: THRESHOLDS.find((threshold) => String(threshold) === values.threshold) ?? null,
        until: core.clock.now() + Number(hours) * HOUR,
        reason: values.reason ?? '',
      });
      return c.redirect('/alerts/silences', 303);
    } catch (error) {
      return show(pages, c, values, refusalOf(error));
    }
  });
  app.post('/alerts/silences/:id/end', async (c) => {
    await deleteSilence(core, requestContext(pages, c), { id: c.req.param('id') });
    return c.redirect('/alerts/silences', 303);
  });
  return app;
}

async function show(pages: PagesContext, c: Context<PagesEnv>, values: FormValues, error: DomainError | null) {
  const { core } = pages;
  const context = requestContext(pages, c);
  requirePermission(context.actor, 'silence.read');
  const [{ items }, names] = await Promise.all([
    listSilences(core, context, { limit: SHOWN, cursor: null }),
    companyNames(pages, context),
  ]);
  const now = core.clock.now();
  const nameOf = async (id: string) => {
    const campaign = await part(getCampaign(core, context, { id }));
    return campaign.ok ? { name: campaign.value.name, timeZone: campaign.value.timeZone } : null;
  };
  const rows = await Promise.all(
    items.map(async (silence: Silence) => {
      const campaign = silence.campaignId === null ? null : await nameOf(silence.campaignId);
      return {
        id: silence.id,
        what: campaign?.name ?? `Every campaign of ${names.get(silence.companyId) ?? 'a company'}`,
        href: silence.campaignId === null ? null : `/campaigns/${silence.campaignId}/alerts`,
        threshold: silence.threshold === null ? 'Every threshold' : `${silence.threshold} %`,
        until: instantFrom(silence.until, now, campaign?.timeZone ?? 'UTC'),
        reason: silence.reason,
        over: silence.until <= now,
      };
    }),
  );
  const chosen = values.campaignId ? await nameOf(values.campaignId) : null;
  const status = error === null ? 200 : 422;
  return page(
    pages,
    c,
    'alerts/silences',
    { title: 'Silences', section: 'alerts', live: 'alerts', status },
    {
      rows: rows.toSorted((a, b) => Number(a.over) - Number(b.over)),
      mayWrite: mayEver(context.actor, 'silence.write'),
      campaign: chosen && { id: values.campaignId, name: chosen.name },
      form: formView(values.key || core.ids.next(), ['reason'], values, error),
      thresholds: THRESHOLDS.map((threshold) => ({
        value: String(threshold),
        label: `${threshold} %`,
        selected: String(threshold) === values.threshold,
      })),
      hours: HOURS.map(([value, label]) => ({ value, label, selected: value === (values.hours ?? '24') })),
    },
  );
}
