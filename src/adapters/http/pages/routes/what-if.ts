import { type Context, Hono } from 'hono';
import { mayEver, requirePermission } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { takesTerms } from '../../../../core/domain/lifecycle/status.ts';
import type { DomainError } from '../../../../core/domain/shared/errors.ts';
import type { Unit } from '../../../../core/domain/shared/quantity.ts';
import type { CommercialTerms, PricingModel } from '../../../../core/domain/terms/terms.ts';
import { whatIfCampaign } from '../../../../core/usecases/billing/what-if-campaign.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, refusalOf, requestContext, wantsFragment } from '../forms.ts';
import { modelOf } from '../view/terms-input.ts';
import { refusalInForm } from '../view/terms-issues.ts';
import { fromTerms } from '../view/terms-values.ts';
import { whatIfView } from '../view/what-if.ts';
import { campaignOf, campaignPage } from './campaign-shell.ts';
import { modelChoices, moreRows, type TermsPanelOptions, termsPanel, typedTerms } from './terms-panel.ts';

const UNIT_OF: Readonly<Record<Exclude<PricingModel, 'custom'>, Unit>> = {
  seats: 'seat',
  credits: 'credit',
  iaas: 'learner',
  bundle: 'learner',
};

/** A campaign's real ledger under other terms. Everything asked stands in the address, so that an answer can be sent to somebody. */
export function whatIfRoutes(pages: PagesContext): Hono<PagesEnv> {
  const app = new Hono<PagesEnv>();
  app.get('/campaigns/:id/what-if', async (c) => {
    const campaign = await campaignOf(pages, c);
    requirePermission(c.get('actor'), 'pricing.read');
    const sent = c.req.query();
    const model = modelOf(sent.model ?? campaign.terms?.model);
    const agreed = campaign.terms?.model === model ? fromTerms(campaign.terms) : {};
    const values: FormValues = { ...(sent.compare || sent.more ? {} : agreed), ...sent, model };
    if (sent.more && wantsFragment(c))
      return moreRows(pages, c, campaign, values, panelOptions(campaign, values, null));
    return show(pages, c, campaign, values);
  });
  return app;
}

function panelOptions(campaign: Campaign, values: FormValues, error: DomainError | null): TermsPanelOptions {
  return {
    error,
    dated: 'From the start where left empty',
    locked: ['capacityUnit'],
    more: values.more,
    rowsAction: `/campaigns/${campaign.id}/what-if`,
    rowsMethod: 'get',
  };
}

async function show(pages: PagesContext, c: Context<PagesEnv>, campaign: Campaign, asked: FormValues) {
  const { core } = pages;
  const context = requestContext(pages, c);
  const base = `/campaigns/${campaign.id}/what-if`;
  const unit = campaign.terms && unitOf(campaign.terms);
  const values: FormValues = { ...asked, ...(unit && { capacityUnit: unit }) };
  const answer = values.compare && !values.more ? await ask(pages, c, campaign, values) : null;
  const error = answer?.error ?? null;
  const [panel, company] = await Promise.all([
    termsPanel(pages, c, campaign, values, panelOptions(campaign, values, error)),
    core.companies.find(campaign.companyId),
  ]);
  const found = answer?.result;
  const { model } = panel.terms;
  const mayPut =
    mayEver(context.actor, 'terms.write') &&
    takesTerms(campaign.status) &&
    (campaign.status === 'draft' || model === campaign.terms?.model);
  const view = {
    ...panel,
    action: base,
    base: `/campaigns/${campaign.id}`,
    ready: unit !== null && campaign.startDate !== null && campaign.endDate !== null,
    models: modelChoices(base, model, unit && modelsCounting(unit)),
    result:
      found && unit
        ? whatIfView(found, { campaign, company: company?.name ?? 'The company', unit, now: core.clock.now() })
        : null,
    put: found && mayPut ? `/campaigns/${campaign.id}/terms?${new URL(c.req.url).searchParams}` : null,
  };
  const status = error === null ? 200 : error.kind === 'invalid' ? 422 : 409;
  return campaignPage(pages, c, campaign, { tab: 'money', view: 'campaign/what-if', status }, view);
}

async function ask(pages: PagesContext, c: Context<PagesEnv>, campaign: Campaign, values: FormValues) {
  try {
    const input = { campaignId: campaign.id, terms: typedTerms(values) };
    return { result: await whatIfCampaign(pages.core, requestContext(pages, c), input), error: null };
  } catch (error) {
    return { result: null, error: refusalInForm(refusalOf(error), values) };
  }
}

function unitOf(terms: CommercialTerms): Unit {
  return terms.model === 'custom' ? terms.capacityUnit : UNIT_OF[terms.model];
}

/** The models that count what the ledger counts: others would say nothing about it. */
function modelsCounting(unit: Unit): PricingModel[] {
  const own = Object.entries(UNIT_OF).flatMap(([model, of]) => (of === unit ? [model as PricingModel] : []));
  return unit === 'credit' ? own : [...own, 'custom'];
}
