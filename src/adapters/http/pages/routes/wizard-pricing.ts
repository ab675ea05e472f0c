import { type Context, Hono } from 'hono';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { DomainError } from '../../../../core/domain/shared/errors.ts';
import { transitionCampaign } from '../../../../core/usecases/lifecycle/transition-campaign.ts';
import { putTerms } from '../../../../core/usecases/terms/put-terms.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, refusalOf, requestContext, wantsFragment } from '../forms.ts';
import { page } from '../frame.ts';
import { reviewOf } from '../view/review.ts';
import { NOT_TYPED, termsCost } from '../view/terms-cost.ts';
import { isFilled } from '../view/terms-input.ts';
import { refusalInForm } from '../view/terms-issues.ts';
import { fromTerms } from '../view/terms-values.ts';
import { stepLinks } from '../view/wizard.ts';
import {
  dryRunTyped,
  modelChoices,
  moreRows,
  previewTyped,
  readTermsForm,
  type TermsPanelOptions,
  termsPanel,
  typedTerms,
} from './terms-panel.ts';
import { draftOf, nextAddress } from './wizard-shell.ts';

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
    const values = await readTermsForm(c);
    return previewTyped(pages, c, await draftOf(pages, c), values, null);
  });

  app.post('/campaigns/:id/setup/pricing/rows', async (c) => {
    const values = await readTermsForm(c);
    const campaign = await draftOf(pages, c);
    if (wantsFragment(c)) return moreRows(pages, c, campaign, values, panelOptions(campaign, values, null));
    return show(pages, c, campaign, values, null);
  });

  app.post('/campaigns/:id/setup/pricing', async (c) => {
    const values = await readTermsForm(c);
    const campaign = await draftOf(pages, c);
    const context = requestContext(pages, c);
    try {
      if (mayEver(context.actor, 'terms.write') && (values.action === 'create' || isFilled(values))) {
        const terms = typedTerms(values);
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

function panelOptions(campaign: Campaign, values: FormValues, error: DomainError | null): TermsPanelOptions {
  return {
    error,
    dated: null,
    more: values.more,
    rowsAction: `/campaigns/${campaign.id}/setup/pricing/rows`,
    rowsMethod: 'post',
  };
}

async function show(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaign: Campaign,
  values: FormValues,
  refusal: DomainError | null,
) {
  const { core } = pages;
  const mayPrice = mayEver(c.get('actor'), 'terms.write');
  const dry = mayPrice ? await dryRunTyped(pages, c, campaign, values) : NOT_TYPED;
  const error = refusal && refusalInForm(refusal, values);
  const panel = await termsPanel(pages, c, campaign, values, panelOptions(campaign, values, error));
  const action = `/campaigns/${campaign.id}/setup/pricing`;
  const view = {
    ...panel,
    steps: stepLinks('pricing', campaign),
    step: 'pricing',
    title: campaign.name,
    id: campaign.id,
    version: campaign.version,
    action,
    models: modelChoices(action, panel.terms.model),
    mayPrice,
    cost: termsCost(campaign, dry, dry.errors),
    review: reviewOf(
      campaign,
      await core.catalogue.findTemplate(campaign.programTemplateId ?? '', campaign.programTemplateVersion ?? undefined),
      await core.catalogue.findGroup(campaign.beneficiaryGroupId ?? ''),
    ),
  };
  const status = error === null ? 200 : error.kind === 'version_mismatch' ? 412 : error.kind === 'invalid' ? 422 : 409;
  return page(
    pages,
    c,
    'wizard/pricing',
    { title: `${campaign.name}: set up`, section: 'campaigns', status, scripts: ['terms.js'] },
    view,
  );
}
