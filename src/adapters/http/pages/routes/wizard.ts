import { type Context, Hono } from 'hono';
import { requirePermission } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { invalid, notFound } from '../../../../core/domain/shared/errors.ts';
import { createCampaign } from '../../../../core/usecases/campaigns/create-campaign.ts';
import { updateCampaign } from '../../../../core/usecases/campaigns/update-campaign.ts';
import { listGroupsWithCompatibility } from '../../../../core/usecases/catalogue/list-groups-with-compatibility.ts';
import { listTemplates } from '../../../../core/usecases/catalogue/list-templates.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, readForm, refusalOf, requestContext } from '../forms.ts';
import { page } from '../frame.ts';
import { companyNames, part, readAll } from '../read.ts';
import { countText } from '../view/format.ts';
import {
  FIELDS,
  fieldError,
  fromCampaign,
  inWords,
  PRIORITY_OPTIONS,
  type Step,
  stepLinks,
  toFields,
} from '../view/wizard.ts';
import { PROGRAM_WORDS } from '../view/words.ts';
import { proposedDraft } from './proposal-draft.ts';
import { pricingRoutes } from './wizard-pricing.ts';
import { draftOf, nextAddress, setup } from './wizard-shell.ts';

type PlainStep = Exclude<Step, 'pricing'>;
const PLAIN: readonly PlainStep[] = ['basics', 'template', 'group', 'dates'];

/** The new campaign in five steps; from the first one on it is a draft, and each step has an address of its own. */
export function wizardRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();
  app.use('/campaigns/new', async (c, next) => {
    requirePermission(c.get('actor'), 'campaign.write');
    await next();
  });
  app.get('/campaigns/new', (c) =>
    show(
      pages,
      c,
      null,
      'basics',
      {
        companyId: c.req.query('company') ?? '',
        priority: 'medium',
        proposal: c.req.query('proposal') ?? '',
        option: c.req.query('option') ?? '',
      },
      null,
    ),
  );
  app.post('/campaigns/new', async (c) => {
    const values = await readForm(c);
    try {
      requireFields(['companyId', 'name'], values);
      const input = {
        ...(await proposedDraft(pages, c, values))?.fields,
        ...toFields(FIELDS.basics, values),
        companyId: values.companyId ?? '',
        name: values.name ?? '',
      };
      const { result } = await createCampaign(core, requestContext(pages, c, values), input);
      return c.redirect(values.action === 'leave' ? `/campaigns/${result.id}` : setup(result.id, 'template'), 303);
    } catch (error) {
      return show(pages, c, null, 'basics', values, error);
    }
  });
  app.post('/campaigns/new/check', (c) => checkField(pages, c));
  app.post('/campaigns/:id/setup/check', (c) => checkField(pages, c));
  app.route('/', pricingRoutes(pages));
  app.get('/campaigns/:id/setup/:step', async (c) => {
    const campaign = await draftOf(pages, c);
    return show(pages, c, campaign, plainStep(c.req.param('step')), fromCampaign(campaign), null);
  });
  app.post('/campaigns/:id/setup/:step', async (c) => {
    const step = plainStep(c.req.param('step'));
    const values = await readForm(c);
    const campaign = await draftOf(pages, c);
    try {
      const patch = toFields(FIELDS[step], values);
      await updateCampaign(core, requestContext(pages, c), {
        id: campaign.id,
        ifVersion: Number(values.version),
        patch,
      });
      return c.redirect(nextAddress(campaign.id, step, values.action), 303);
    } catch (error) {
      return show(pages, c, campaign, step, { ...fromCampaign(campaign), ...values }, error);
    }
  });
  return app;
}

/** Throws INVALID with every one of these fields that is missing or wrong. */
function requireFields(names: readonly string[], values: FormValues): void {
  const issues = names.flatMap((path) => {
    const message = fieldError(path, values);
    return message === null ? [] : [{ path, code: 'INVALID', message }];
  });
  if (issues.length > 0) throw invalid(issues);
}

function plainStep(text: string | undefined): PlainStep {
  const step = PLAIN.find((known) => known === text);
  if (!step) throw notFound('Step');
  return step;
}

/** What is wrong with a field that was just left, as the fragment that stands beneath it. */
async function checkField(pages: PagesContext, c: Context<PagesEnv>): Promise<Response> {
  const values = await readForm(c);
  const name = c.req.query('field') ?? '';
  return c.html(pages.views.render('_field-error', { name, error: fieldError(name, values) }));
}

async function show(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaign: Campaign | null,
  step: PlainStep,
  values: FormValues,
  failure: unknown,
): Promise<Response> {
  const error = failure === null ? null : inWords(refusalOf(failure));
  const context = requestContext(pages, c);
  const key = values.key || pages.core.ids.next();
  const proposed = campaign === null ? await part(proposedDraft(pages, c, values)) : null;
  const model = {
    proposal: values.proposal ?? '',
    option: values.option ?? '',
    proposed: proposed?.ok ? (proposed.value?.text ?? null) : null,
    steps: stepLinks(step, campaign),
    step,
    title: campaign?.name ?? 'New campaign',
    form: formView(key, FIELDS[step], values, error),
    version: campaign?.version ?? 0,
    action: campaign ? setup(campaign.id, step) : '/campaigns/new',
    check: campaign ? `/campaigns/${campaign.id}/setup/check` : '/campaigns/new/check',
    companies: step === 'basics' ? [...(await companyNames(pages, context))].map(([id, name]) => ({ id, name })) : [],
    priorities: PRIORITY_OPTIONS,
    templates: step === 'template' ? await templateChoices(pages, c) : [],
    groups:
      step === 'group' && campaign?.programTemplateId ? await groupChoices(pages, c, campaign.programTemplateId) : [],
    hasTemplate: Boolean(campaign?.programTemplateId),
    zones: step === 'dates' ? Intl.supportedValuesOf('timeZone') : [],
  };
  const title = campaign ? `${campaign.name}: set up` : 'New campaign';
  const status = error === null ? 200 : error.kind === 'version_mismatch' ? 412 : 422;
  return page(pages, c, `wizard/${step}`, { title, section: 'campaigns', status }, model);
}

async function templateChoices(pages: PagesContext, c: Context<PagesEnv>) {
  const context = requestContext(pages, c);
  const templates = await readAll((request) => listTemplates(pages.core, context, { ...request, isActive: true }));
  return templates.map((template) => ({
    value: template.id,
    title: template.name,
    aside: PROGRAM_WORDS[template.programType],
    body: template.description ?? 'No description',
  }));
}

/** Groups that fit first; the others follow with every reason against them. */
async function groupChoices(pages: PagesContext, c: Context<PagesEnv>, templateId: string) {
  const context = requestContext(pages, c);
  const judged = await readAll((request) =>
    listGroupsWithCompatibility(pages.core, context, { ...request, templateId }),
  );
  return judged
    .toSorted((a, b) => Number(b.compatible) - Number(a.compatible))
    .map(({ group, compatible, reasons }) => ({
      value: group.id,
      title: group.name,
      aside: [group.city, group.countryCode].filter(Boolean).join(', '),
      body: compatible ? (group.description ?? sizeText(group)) : reasons.map(({ message }) => message).join(' · '),
      compatible,
    }));
}

function sizeText({
  minGroupSize,
  maxGroupSize,
}: {
  minGroupSize: number | null;
  maxGroupSize: number | null;
}): string {
  if (minGroupSize === null && maxGroupSize === null) return 'No size given';
  if (minGroupSize !== null && maxGroupSize !== null)
    return `${countText(minGroupSize)} to ${countText(maxGroupSize)} people`;
  return maxGroupSize === null
    ? `At least ${countText(minGroupSize ?? 0)} people`
    : `At most ${countText(maxGroupSize)} people`;
}
