import { type Context, Hono } from 'hono';
import { isStaff } from '../../../../core/domain/access/actor.ts';
import { mayEver, requirePermission } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { DomainError } from '../../../../core/domain/shared/errors.ts';
import { firstOpenDay } from '../../../../core/domain/terms/open-month.ts';
import { listTerms } from '../../../../core/usecases/terms/list-terms.ts';
import { putTerms } from '../../../../core/usecases/terms/put-terms.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, refusalOf, requestContext, wantsFragment } from '../forms.ts';
import { part } from '../read.ts';
import { dateText } from '../view/format.ts';
import { termsCost } from '../view/terms-cost.ts';
import { isFilled } from '../view/terms-input.ts';
import { refusalInForm } from '../view/terms-issues.ts';
import { fixedReason, versionViews } from '../view/terms-page.ts';
import { fromTerms } from '../view/terms-values.ts';
import { MODEL_WORDS } from '../view/words.ts';
import { campaignOf, campaignPage } from './campaign-shell.ts';
import {
  dryRunTyped,
  moreRows,
  previewTyped,
  readTermsForm,
  type TermsPanelOptions,
  termsPanel,
  typedTerms,
} from './terms-panel.ts';

/** Fields that say what the capacity is counted in and where; after the draft they stay. */
const LOCKED = ['subscriptionId', 'capacityUnit'];

/** The commercial terms after the draft: what stands, what a change would do before it is made, and every version there was. */
export function termsRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();

  app.get('/campaigns/:id/terms', async (c) => {
    const campaign = await campaignOf(pages, c);
    if (campaign.status === 'draft' && mayEver(c.get('actor'), 'terms.write'))
      return c.redirect(`/campaigns/${campaign.id}/setup/pricing`, 303);
    const proposed = c.req.query();
    return show(pages, c, campaign, isFilled(proposed) ? proposed : fromTerms(campaign.terms), null);
  });

  app.post('/campaigns/:id/terms/preview', async (c) => {
    const values = await readTermsForm(c);
    return previewTyped(pages, c, await writable(pages, c), values, 'asked');
  });

  app.post('/campaigns/:id/terms/rows', async (c) => {
    const values = await readTermsForm(c);
    const campaign = await writable(pages, c);
    if (wantsFragment(c)) return moreRows(pages, c, campaign, values, panelOptions(pages, campaign, values, null));
    return show(pages, c, campaign, values, null);
  });

  app.post('/campaigns/:id/terms', async (c) => {
    const values = await readTermsForm(c);
    const campaign = await writable(pages, c);
    if (values.action !== 'save') return show(pages, c, campaign, values, null);
    try {
      const ifVersion = Number(values.version);
      const input = { campaignId: campaign.id, ifVersion, terms: typedTerms(values) };
      const { version } = await putTerms(core, requestContext(pages, c), input);
      return c.redirect(`/campaigns/${campaign.id}/terms?put=${version.number}`, 303);
    } catch (error) {
      return show(pages, c, await campaignOf(pages, c), values, refusalOf(error));
    }
  });

  return app;
}

async function writable(pages: PagesContext, c: Context<PagesEnv>): Promise<Campaign> {
  const campaign = await campaignOf(pages, c);
  requirePermission(c.get('actor'), 'terms.write');
  return campaign;
}

function panelOptions(
  pages: PagesContext,
  campaign: Campaign,
  values: FormValues,
  error: DomainError | null,
): TermsPanelOptions {
  const earliest = firstOpenDay(pages.core.clock.now(), campaign.timeZone);
  return {
    error,
    dated: `Today where left empty; ${dateText(earliest)} at the earliest`,
    locked: LOCKED,
    more: values.more,
    rowsAction: `/campaigns/${campaign.id}/terms/rows`,
    rowsMethod: 'post',
  };
}

async function show(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaign: Campaign,
  sent: FormValues,
  refusal: DomainError | null,
) {
  const { core } = pages;
  const context = requestContext(pages, c);
  const now = core.clock.now();
  const model = campaign.terms?.model ?? 'seats';
  const values: FormValues = { ...sent, model };
  const fixed = fixedReason(campaign, mayEver(context.actor, 'terms.write'));
  const isReview = values.action === 'review';
  const [versions, dry] = await Promise.all([
    part(listTerms(core, context, { campaignId: campaign.id })),
    fixed === null ? dryRunTyped(pages, c, campaign, values) : null,
  ]);
  const error = refusal
    ? inForm(refusal, values, campaign)
    : isReview && dry && !dry.valid
      ? refused(dry.errors)
      : null;
  const panel = await termsPanel(pages, c, campaign, values, panelOptions(pages, campaign, values, error));
  const cost = dry && termsCost(campaign, dry, dry.errors);
  const put = Number(c.req.query('put'));
  const view = {
    ...panel,
    action: `/campaigns/${campaign.id}/terms`,
    base: `/campaigns/${campaign.id}`,
    version: campaign.version,
    termsNumber: campaign.termsNumber,
    modelWord: MODEL_WORDS[model],
    cost,
    reviewed: isReview && error === null && dry?.valid && !cost?.same,
    fixed,
    mayCompare: mayEver(context.actor, 'pricing.read') && campaign.terms !== null,
    versionsRead: versions.ok,
    versions: versions.ok ? versionViews(campaign, versions.value.items, now, isStaff(context.actor)) : [],
    put: versions.ok ? (versions.value.items.find(({ number }) => number === put) ?? null) : null,
    putSince: '',
  };
  const status = error === null ? 200 : error.kind === 'version_mismatch' ? 412 : error.kind === 'invalid' ? 422 : 409;
  return campaignPage(
    pages,
    c,
    campaign,
    { tab: 'money', view: 'campaign/terms', status, scripts: ['terms.js'] },
    { ...view, putSince: view.put ? dateText(view.put.effectiveFrom) : '' },
  );
}

function refused(issues: DomainError['issues']): DomainError {
  return new DomainError('invalid', 'INVALID_TERMS', 'The terms are not complete', { issues });
}

/** What was typed stays, over the campaign as it stands now, so that pressing again puts it in place of what someone else put. */
function inForm(refusal: DomainError, values: FormValues, campaign: Campaign): DomainError {
  if (refusal.kind !== 'version_mismatch') return refusalInForm(refusal, values);
  const isOther = Number(values.termsNumber) !== campaign.termsNumber;
  const message = isOther
    ? `Someone put version ${campaign.termsNumber} of the terms while you were typing. It stands below, what you typed is still here: review the change again`
    : 'The campaign was changed while you were typing, its terms were not. What you typed is still here: review the change again';
  return new DomainError('version_mismatch', 'VERSION_MISMATCH', message, { issues: [] });
}
