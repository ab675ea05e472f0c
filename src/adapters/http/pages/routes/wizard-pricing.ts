import { type Context, Hono } from 'hono';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { DomainError, Issue } from '../../../../core/domain/shared/errors.ts';
import { toUnits } from '../../../../core/domain/shared/quantity.ts';
import type { PricingModel } from '../../../../core/domain/terms/terms.ts';
import { listSubscriptions } from '../../../../core/usecases/companies/list-subscriptions.ts';
import { transitionCampaign } from '../../../../core/usecases/lifecycle/transition-campaign.ts';
import { dryRunTerms } from '../../../../core/usecases/terms/dry-run-terms.ts';
import { putTerms } from '../../../../core/usecases/terms/put-terms.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, readForm, refusalOf, requestContext } from '../forms.ts';
import { page } from '../frame.ts';
import { readAll } from '../read.ts';
import { countText, plural } from '../view/format.ts';
import { reviewOf, termsCost } from '../view/review.ts';
import { fromTerms, MODEL_CHOICES, modelOf, TERMS_LABELS, termsFields, toTermsInput } from '../view/terms-form.ts';
import { inWords, sentence, stepLinks } from '../view/wizard.ts';
import { draftOf, nextAddress } from './wizard-shell.ts';

const NO_TERMS = { valid: false, cost: null, warnings: [], errors: [], proration: null } as const;

/** The last step: commercial terms with their live cost, the review of the whole draft, and making it a planned campaign. */
export function pricingRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();

  app.get('/campaigns/:id/setup/pricing', async (c) => {
    const campaign = await draftOf(pages, c);
    const chosen = c.req.query('model');
    const agreed = fromTerms(campaign.terms);
    return show(pages, c, campaign, chosen && chosen !== agreed.model ? { model: chosen } : agreed, null);
  });

  app.post('/campaigns/:id/setup/pricing/preview', async (c) => {
    const values = await readForm(c);
    const campaign = await draftOf(pages, c);
    const model = modelOf(values.model);
    const dry = await dryRunTerms(core, requestContext(pages, c), {
      campaignId: campaign.id,
      terms: toTermsInput(values, model),
    });
    const touched = new Set((values.touched ?? '').split(',').filter(Boolean));
    const left = dry.errors.map((issue) => ({ ...issue, message: sentence(issue, TERMS_LABELS) }));
    const fields = termsFields(model, campaign.currency).filter(
      ({ name }) => touched.has(name) || values[name]?.trim(),
    );
    const errors = fields.map(({ name }) => ({ name, error: left.find(({ path }) => path === name)?.message ?? null }));
    return c.html(pages.views.render('wizard/_preview', { cost: termsCost(campaign, dry, left), errors }));
  });

  app.post('/campaigns/:id/setup/pricing', async (c) => {
    const values = await readForm(c);
    const campaign = await draftOf(pages, c);
    const context = requestContext(pages, c);
    try {
      if (mayEver(context.actor, 'terms.write') && (values.action === 'create' || isFilled(values))) {
        const terms = toTermsInput(values, modelOf(values.model));
        await putTerms(core, context, { campaignId: campaign.id, ifVersion: Number(values.version), terms });
      }
      if (values.action !== 'create')
        return c.redirect(nextAddress(campaign.id, 'pricing', values.action ?? 'leave'), 303);
      await transitionCampaign(core, requestContext(pages, c, values), { id: campaign.id, to: 'planned' });
      return c.redirect(`/campaigns/${campaign.id}`, 303);
    } catch (error) {
      return show(pages, c, await draftOf(pages, c), values, refusalOf(error));
    }
  });

  return app;
}

/** Whether anything but the choice of the model was typed. */
function isFilled(values: FormValues): boolean {
  return Object.keys(TERMS_LABELS).some((name) => name !== 'overage' && values[name]?.trim());
}

async function show(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaign: Campaign,
  values: FormValues,
  refusal: DomainError | null,
) {
  const { core } = pages;
  const context = requestContext(pages, c);
  const model: PricingModel = modelOf(values.model);
  const mayPrice = mayEver(context.actor, 'terms.write');
  const fields = termsFields(model, campaign.currency);
  const typed = isFilled(values);
  const dry =
    mayPrice && typed
      ? await dryRunTerms(core, context, { campaignId: campaign.id, terms: toTermsInput(values, model) })
      : NO_TERMS;
  const error = refusal && inWords(refusal, TERMS_LABELS);
  const subscriptions = model === 'bundle' ? await subscriptionsOf(pages, c, campaign.companyId) : [];
  const view = {
    steps: stepLinks('pricing', campaign),
    step: 'pricing',
    title: campaign.name,
    id: campaign.id,
    version: campaign.version,
    action: `/campaigns/${campaign.id}/setup/pricing`,
    form: formView(
      values.key || core.ids.next(),
      fields.map(({ name }) => name),
      values,
      error,
    ),
    model,
    models: MODEL_CHOICES.map((choice) => ({ ...choice, checked: choice.value === model })),
    fields,
    subscriptions,
    mayPrice,
    cost: termsCost(
      campaign,
      dry,
      typed ? dry.errors.map((issue: Issue) => ({ ...issue, message: sentence(issue, TERMS_LABELS) })) : [],
    ),
    review: reviewOf(
      campaign,
      await core.catalogue.findTemplate(campaign.programTemplateId ?? '', campaign.programTemplateVersion ?? undefined),
      await core.catalogue.findGroup(campaign.beneficiaryGroupId ?? ''),
    ),
  };
  const status = error === null ? 200 : error.kind === 'invalid' ? 422 : 409;
  return page(pages, c, 'wizard/pricing', { title: `${campaign.name}: set up`, section: 'campaigns', status }, view);
}

async function subscriptionsOf(pages: PagesContext, c: Context<PagesEnv>, companyId: string) {
  const context = requestContext(pages, c);
  const found = await readAll((request) => listSubscriptions(pages.core, context, { ...request, companyId }));
  return found.map(({ id, name, learners, shares, status }) => {
    const taken = Object.values(shares).reduce((sum, { share }) => sum + share, 0);
    const rest = `${countText(toUnits(taken) * 100)} % taken`;
    return {
      value: id,
      label: `${name}: ${plural(learners, 'learner')}, ${rest}${status === 'active' ? '' : `, ${status}`}`,
    };
  });
}
