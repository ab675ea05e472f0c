import { type Context, Hono } from 'hono';
import { requirePermission } from '../../../../core/domain/access/permissions.ts';
import { parseDecimal } from '../../../../core/domain/shared/decimal.ts';
import { DomainError, type Issue } from '../../../../core/domain/shared/errors.ts';
import { type CampaignWhatIf, whatIfCampaign } from '../../../../core/usecases/billing/what-if-campaign.ts';
import { CAMPAIGNS_MAX, totalsOf } from '../../../../core/usecases/billing/what-if-company.ts';
import { listCampaigns } from '../../../../core/usecases/campaigns/list-campaigns.ts';
import { getCompany } from '../../../../core/usecases/companies/get-company.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, refusalOf, requestContext } from '../forms.ts';
import { page } from '../frame.ts';
import { readAll } from '../read.ts';
import { type Compared, companyResult, formRow, isComparable, otherTerms } from '../view/company-what-if.ts';
import { refusalInForm } from '../view/terms-issues.ts';
import { numberText } from '../view/typed.ts';
import { typedTerms } from './terms-panel.ts';

const PERCENT_MIN = -99;
const PERCENT_MAX = 1_000;

/** Several campaigns of a company under other terms at once: other commitments, other prices, all prices by so many percent. */
export function companyWhatIfRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();
  app.get('/companies/:id/what-if', async (c) => {
    const context = requestContext(pages, c);
    requirePermission(context.actor, 'pricing.read');
    const company = await getCompany(core, context, { id: c.req.param('id') });
    const found = await readAll((request) => listCampaigns(core, context, { ...request, companyId: company.id }), 200);
    const campaigns = found
      .map(({ campaign }) => campaign)
      .filter(isComparable)
      .slice(0, CAMPAIGNS_MAX);
    const values = c.req.query();
    const issues = values.compare ? wrongWithAll(values) : [];
    const answers = values.compare && issues.length === 0 ? await askAll(pages, c, campaigns, values) : [];
    const refused = answers.flatMap(({ campaign, error }) =>
      error === null
        ? []
        : [{ path: `quantity-${campaign.id}`, code: 'INVALID', message: `${campaign.name}: ${error}` }],
    );
    const all = [...issues, ...refused];
    const error =
      all.length > 0
        ? new DomainError('invalid', 'INVALID_TERMS', 'Not all of it can be compared', { issues: all })
        : null;
    const results = answers.flatMap(({ campaign, terms, result }) => (result ? [{ campaign, terms, result }] : []));
    const rows = campaigns.map((campaign) =>
      formRow(campaign, values, answers.find((answer) => answer.campaign.id === campaign.id)?.error ?? null),
    );
    const model = {
      company: { id: company.id, name: company.name },
      action: `/companies/${company.id}/what-if`,
      form: formView('', ['prices', 'effectiveFrom', ...rows.map(({ id }) => `quantity-${id}`)], values, error),
      rows,
      more: found.length > campaigns.length && campaigns.length === CAMPAIGNS_MAX,
      result:
        results.length > 0 ? companyResult(company.name, results, totalsOf(results.map(({ result }) => result))) : null,
    };
    const title = `What if, ${company.name}`;
    return page(pages, c, 'companies/what-if', { title, section: 'catalogue', status: error ? 422 : 200 }, model);
  });
  return app;
}

interface Answer {
  readonly campaign: Compared;
  readonly terms: FormValues;
  readonly result: CampaignWhatIf | null;
  readonly error: string | null;
}

/** One after another, so that a refusal of one does not take the others with it. */
async function askAll(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaigns: readonly Compared[],
  values: FormValues,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const campaign of campaigns.filter(({ id }) => values[`on-${id}`] !== undefined)) {
    const terms = otherTerms(campaign, values);
    try {
      const input = { campaignId: campaign.id, terms: typedTerms(terms) };
      const result = await whatIfCampaign(pages.core, requestContext(pages, c), input);
      answers.push({ campaign, terms, result, error: null });
    } catch (failure) {
      const { issues, message } = refusalInForm(refusalOf(failure), terms);
      answers.push({ campaign, terms, result: null, error: issues[0]?.message ?? message });
    }
  }
  return answers;
}

function wrongWithAll(values: FormValues): Issue[] {
  const text = numberText(values.prices ?? '');
  if (text === '') return [];
  const percent = parseDecimal(text);
  const isFine =
    percent !== null && percent >= BigInt(PERCENT_MIN) * 1_000_000n && percent <= BigInt(PERCENT_MAX) * 1_000_000n;
  if (isFine) return [];
  const message = `All prices by: a number of percent from ${PERCENT_MIN} to ${PERCENT_MAX}`;
  return [{ path: 'prices', code: 'OUT_OF_RANGE', message }];
}
