import type { Context } from 'hono';
import { isFresh } from '../../../../core/domain/billing/billing-reading.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { type DomainError, invalid } from '../../../../core/domain/shared/errors.ts';
import type { TermsInput } from '../../../../core/domain/terms/input.ts';
import { listSubscriptions } from '../../../../core/usecases/companies/list-subscriptions.ts';
import { type DryRun, dryRunTerms } from '../../../../core/usecases/terms/dry-run-terms.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, readForm, requestContext } from '../forms.ts';
import { part, readAll } from '../read.ts';
import { instantFrom, percentText, plural } from '../view/format.ts';
import { NOT_TYPED, termsCost } from '../view/terms-cost.ts';
import type { Choice } from '../view/terms-fields.ts';
import { MODEL_CHOICES, type TermsFormOptions, termsForm } from '../view/terms-form.ts';
import { isFilled, modelOf, toTermsInput } from '../view/terms-input.ts';
import { formIssues, issuesInForm } from '../view/terms-issues.ts';

/** Rows of fifty components and milestones are more fields than other forms have. */
const FIELDS_MAX = 600;

export function readTermsForm(c: Context): Promise<FormValues> {
  return readForm(c, FIELDS_MAX);
}

/** The terms that were typed. Throws INVALID_TERMS for what only the form can see. */
export function typedTerms(values: FormValues): TermsInput {
  const model = modelOf(values.model);
  const issues = formIssues(values, model);
  if (issues.length > 0) throw invalid(issues, 'INVALID_TERMS');
  return toTermsInput(values, model);
}

/** What putting the typed terms would do; nothing is known before anything is typed. */
export async function dryRunTyped(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaign: Campaign,
  values: FormValues,
): Promise<DryRun> {
  if (!isFilled(values)) return NOT_TYPED;
  const model = modelOf(values.model);
  const own = formIssues(values, model);
  const terms = toTermsInput(values, model);
  const dry = await dryRunTerms(pages.core, requestContext(pages, c), { campaignId: campaign.id, terms });
  const errors = [...own, ...issuesInForm(dry.errors, values)];
  return own.length > 0 ? { ...NOT_TYPED, errors } : { ...dry, errors };
}

export interface TermsPanelOptions extends Omit<TermsFormOptions, 'currency'> {
  readonly error: DomainError | null;
  readonly rowsAction: string;
  readonly rowsMethod: 'get' | 'post';
  readonly lockedTexts?: Readonly<Record<string, string>>;
}

/** The form of commercial terms as every page has it: what was typed, its errors, and the subscriptions that a bundle may share. */
export async function termsPanel(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaign: Campaign,
  values: FormValues,
  options: TermsPanelOptions,
) {
  const model = modelOf(values.model);
  const terms = termsForm(model, values, { ...options, currency: campaign.currency });
  const subscriptions = model === 'bundle' ? await subscriptionChoices(pages, c, campaign.companyId) : [];
  return {
    terms,
    form: formView(values.key || pages.core.ids.next(), terms.names, values, options.error),
    subscriptions,
    lockedTexts: {
      subscriptionId: subscriptions.find(({ value }) => value === values.subscriptionId)?.label ?? null,
      ...options.lockedTexts,
    },
    rowsAction: options.rowsAction,
    rowsMethod: options.rowsMethod,
  };
}

/** The models to choose from, each with the address of its form. */
export function modelChoices(base: string, present: string, only: readonly string[] | null = null) {
  return MODEL_CHOICES.filter(({ value }) => !only || only.includes(value)).map((choice) => ({
    ...choice,
    href: `${base}?model=${choice.value}`,
    checked: choice.value === present,
  }));
}

/** The fragment that says, as people type, what the terms cost and which of the fields that were left are wrong. */
export async function previewTyped(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaign: Campaign,
  values: FormValues,
  dated: string | null,
): Promise<Response> {
  const dry = await dryRunTyped(pages, c, campaign, values);
  const touched = new Set((values.touched ?? '').split(',').filter(Boolean));
  const { names } = termsForm(modelOf(values.model), values, { currency: campaign.currency, dated });
  const errors = names
    .filter((name) => touched.has(name) || values[name]?.trim())
    .map((name) => ({ name, error: dry.errors.find(({ path }) => path === name)?.message ?? null }));
  return c.html(pages.views.render('terms/_preview', { cost: termsCost(campaign, dry, dry.errors), errors }));
}

/** One group of rows with some blank ones more, in place of the one that is shown. */
export async function moreRows(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaign: Campaign,
  values: FormValues,
  options: TermsPanelOptions,
): Promise<Response> {
  const panel = await termsPanel(pages, c, campaign, values, options);
  const group = [...panel.terms.rows, panel.terms.tiers].find(({ name }) => name === options.more);
  return c.html(group ? pages.views.render('terms/_rows', { ...panel, group }) : '');
}

async function subscriptionChoices(pages: PagesContext, c: Context<PagesEnv>, companyId: string): Promise<Choice[]> {
  const context = requestContext(pages, c);
  const now = pages.core.clock.now();
  const found = await part(readAll((request) => listSubscriptions(pages.core, context, { ...request, companyId })));
  if (!found.ok) return [{ value: '', label: 'Billing cannot be asked for subscriptions at present' }];
  return found.value.map(({ id, name, learners, shares, status, asOf }) => {
    const taken = Object.values(shares).reduce((sum, { share }) => sum + share, 0);
    const parts = [plural(learners, 'learner'), `${percentText(taken, 10_000)} taken`];
    if (status !== 'active') parts.push(status.replaceAll('_', ' '));
    if (asOf !== null && !isFresh(asOf, now)) parts.push(`as billing said ${instantFrom(asOf, now, 'UTC').text}`);
    return { value: id, label: `${name}: ${parts.join(', ')}` };
  });
}
