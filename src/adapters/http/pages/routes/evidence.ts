import { type Context, Hono } from 'hono';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { VERIFICATIONS } from '../../../../core/domain/evidence/evidence.ts';
import { NO_DIMENSION } from '../../../../core/domain/evidence/select.ts';
import { takesCorrections } from '../../../../core/domain/lifecycle/status.ts';
import type { DomainError } from '../../../../core/domain/shared/errors.ts';
import { ageOf } from '../../../../core/usecases/evidence/age.ts';
import { attachEvidence } from '../../../../core/usecases/evidence/attach-evidence.ts';
import { getDimensions } from '../../../../core/usecases/evidence/get-dimensions.ts';
import { getSelection } from '../../../../core/usecases/evidence/get-selection.ts';
import { listEvidence } from '../../../../core/usecases/evidence/list-evidence.ts';
import { refreshEvidence } from '../../../../core/usecases/evidence/refresh-evidence.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, readForm, requestContext } from '../forms.ts';
import { part } from '../read.ts';
import { dimensionRow, dimensionText, evidenceRow, topRows } from '../view/evidence.ts';
import { ageView } from '../view/evidence-age.ts';
import { inWords } from '../view/wizard.ts';
import { campaignOf, campaignPage } from './campaign-shell.ts';
import { evidenceDetailRoutes } from './evidence-detail.ts';
import { attachInput, FIELDS, LABELS, shownRefusal, statusOf } from './evidence-form.ts';

const ROWS = 25;
const TOP = 6;
const STATE_WORDS = { pending: 'Pending', verified: 'Verified', withdrawn: 'Withdrawn' } as const;
const DONE: Readonly<Record<string, string>> = {
  attached: 'The evidence is attached.',
  detached: 'The evidence is detached, and its excerpt erased.',
  refreshed: 'The evidence service was read.',
};

/** A campaign's evidence: what says most, what each outcome rests on, all of it, and what is attached. */
export function evidenceRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();
  app.get('/campaigns/:id/evidence', async (c) => show(pages, c, await campaignOf(pages, c), {}, null));

  app.post('/campaigns/:id/evidence', async (c) => {
    const values = await readForm(c);
    const campaign = await campaignOf(pages, c);
    try {
      const input = { ...attachInput(values, campaign, core.evidenceService !== null), campaignId: campaign.id };
      await attachEvidence(core, requestContext(pages, c, values), input);
      return c.redirect(`/campaigns/${campaign.id}/evidence?done=attached`, 303);
    } catch (error) {
      return show(pages, c, campaign, values, inWords(shownRefusal(error), LABELS));
    }
  });

  app.post('/campaigns/:id/evidence/refresh', async (c) => {
    const campaign = await campaignOf(pages, c);
    try {
      await refreshEvidence(core, requestContext(pages, c), { campaignId: campaign.id });
      return c.redirect(`/campaigns/${campaign.id}/evidence?done=refreshed`, 303);
    } catch (error) {
      if (shownRefusal(error).kind !== 'unavailable') throw error;
      return c.redirect(`/campaigns/${campaign.id}/evidence`, 303);
    }
  });

  app.route('/', evidenceDetailRoutes(pages));
  return app;
}

async function show(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaign: Campaign,
  values: FormValues,
  error: DomainError | null,
): Promise<Response> {
  const { core } = pages;
  const context = requestContext(pages, c);
  const { id: campaignId, timeZone } = campaign;
  const base = `/campaigns/${campaignId}/evidence`;
  const query = c.req.query();
  const dimension = query.dimension || null;
  const verification = VERIFICATIONS.find((state) => state === query.state);
  const filter = {
    ...(dimension !== null && { dimension: dimension === NO_DIMENSION ? null : dimension }),
    ...(verification && { verification }),
  };
  const [top, dimensions, all, age] = await Promise.all([
    part(getSelection(core, context, { campaignId, limit: TOP })),
    part(getDimensions(core, context, { campaignId })),
    part(listEvidence(core, context, { campaignId, limit: ROWS, cursor: query.cursor || null, ...filter })),
    part(ageOf(core, campaignId)),
  ]);
  const now = core.clock.now();
  const address = (more: Record<string, string>) => {
    const kept = { ...(dimension && { dimension }), ...(verification && { state: verification }), ...more };
    return `${base}?${new URLSearchParams(Object.entries(kept).filter(([, value]) => value))}#all`;
  };
  const more = all.ok ? all.value.nextCursor : null;
  const isOpen = takesCorrections(campaign.status);
  const model = {
    base,
    done: error ? null : (DONE[query.done ?? ''] ?? null),
    top: top.ok ? topRows(top.value, now, timeZone) : null,
    dimensions: dimensions.ok ? dimensions.value.map((one) => dimensionRow(one, base, dimension)) : null,
    rows: all.ok ? all.value.items.map((view) => evidenceRow(view, now, timeZone)) : null,
    more: more && address({ cursor: more }),
    filtered: dimension !== null || verification !== undefined,
    chosen: dimension && dimensionText(dimension === NO_DIMENSION ? null : dimension),
    unchosen: address({ dimension: '' }),
    states: [
      { label: 'All', href: address({ state: '' }), on: !verification },
      ...VERIFICATIONS.map((state) => ({
        label: STATE_WORDS[state],
        href: address({ state }),
        on: state === verification,
      })),
    ],
    service: core.evidenceService !== null,
    age: core.evidenceService !== null && age.ok ? ageView(age.value, now, timeZone) : null,
    mayAttach: mayEver(context.actor, 'evidence.write') && isOpen,
    form: formView(values.key || core.ids.next(), FIELDS, values, error),
    verifications: VERIFICATIONS.filter((state) => state !== 'withdrawn').map((value) => ({
      value,
      label: STATE_WORDS[value],
      selected: value === (values.verification || 'pending'),
    })),
  };
  const shell = { tab: 'evidence', view: 'evidence/list', status: statusOf(error) } as const;
  return campaignPage(pages, c, campaign, shell, model);
}
