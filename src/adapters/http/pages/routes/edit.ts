import { type Context, Hono } from 'hono';
import { mayEver, requirePermission } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { CampaignStatus } from '../../../../core/domain/lifecycle/status.ts';
import { type DomainError, notFound } from '../../../../core/domain/shared/errors.ts';
import { deleteCampaign } from '../../../../core/usecases/campaigns/delete-campaign.ts';
import { updateCampaign } from '../../../../core/usecases/campaigns/update-campaign.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, readForm, refusalOf, requestContext } from '../forms.ts';
import { fromCampaign, inWords, LABELS, PRIORITY_OPTIONS, toFields } from '../view/wizard.ts';
import { campaignOf, campaignPage } from './campaign-shell.ts';

const WORDS = ['tags', 'internalNotes'];
const FRAME = ['endDate', 'targetVolunteers', 'targetBeneficiaries', 'maxSessions', 'budgetAllocated'];
const BEFORE_START = ['name', 'description', 'priority', 'startDate', ...FRAME, ...WORDS];

/** What can still be changed in each state; a draft is edited in its five steps. */
const FIELDS: Readonly<Record<CampaignStatus, readonly string[]>> = {
  draft: [],
  planned: BEFORE_START,
  recruiting: BEFORE_START,
  active: BEFORE_START.filter((name) => name !== 'startDate'),
  paused: WORDS,
  completed: [],
  closed: [],
};

/** Changing what a campaign's state still lets change, and deleting a draft that never was more. */
export function editRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();
  app.get('/campaigns/:id/edit', async (c) => {
    const campaign = await editable(pages, c);
    return show(pages, c, campaign, valuesOf(campaign), null);
  });
  app.post('/campaigns/:id/edit', async (c) => {
    const values = await readForm(c);
    const campaign = await editable(pages, c);
    try {
      const patch = toFields(FIELDS[campaign.status], values);
      await updateCampaign(core, requestContext(pages, c), {
        id: campaign.id,
        ifVersion: Number(values.version),
        patch,
      });
      return c.redirect(`/campaigns/${campaign.id}/details`, 303);
    } catch (error) {
      return show(
        pages,
        c,
        campaign,
        values,
        inWords(refusalOf(error), { ...LABELS, internalNotes: 'Internal notes' }),
      );
    }
  });
  app.post('/campaigns/:id/delete', async (c) => {
    const values = await readForm(c);
    await deleteCampaign(core, requestContext(pages, c), { id: c.req.param('id'), ifVersion: Number(values.version) });
    return c.redirect('/', 303);
  });
  return app;
}

/** What the details offer: to edit, or to delete a draft. */
export function detailActions({ id, status, leftDraft, version }: Campaign, actor: Parameters<typeof mayEver>[0]) {
  const mayWrite = mayEver(actor, 'campaign.write');
  return {
    edit: mayWrite && FIELDS[status].length > 0 ? `/campaigns/${id}/edit` : null,
    deletable: mayWrite && status === 'draft' && !leftDraft ? { action: `/campaigns/${id}/delete`, version } : null,
  };
}

async function editable(pages: PagesContext, c: Context<PagesEnv>): Promise<Campaign> {
  const campaign = await campaignOf(pages, c);
  requirePermission(c.get('actor'), 'campaign.write');
  if (FIELDS[campaign.status].length === 0) throw notFound('Page');
  return campaign;
}

function valuesOf(campaign: Campaign): FormValues {
  return { ...fromCampaign(campaign), internalNotes: campaign.internalNotes ?? '', version: String(campaign.version) };
}

function show(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaign: Campaign,
  values: FormValues,
  error: DomainError | null,
) {
  const names = FIELDS[campaign.status];
  const model = {
    form: formView('', names, values, error),
    has: Object.fromEntries(BEFORE_START.map((name) => [name, names.includes(name)])),
    version: values.version ?? String(campaign.version),
    priorities: PRIORITY_OPTIONS,
    currency: campaign.currency,
    action: `/campaigns/${campaign.id}/edit`,
  };
  const status = error === null ? 200 : error.kind === 'version_mismatch' ? 412 : error.kind === 'invalid' ? 422 : 409;
  return campaignPage(pages, c, campaign, { tab: 'details', view: 'campaign/edit', status }, model);
}
