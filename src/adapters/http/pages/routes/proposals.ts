import { type Context, Hono } from 'hono';
import { mayEver, requirePermission } from '../../../../core/domain/access/permissions.ts';
import { PRICE_BOOKS } from '../../../../core/domain/proposal/price-book.ts';
import type { DomainError } from '../../../../core/domain/shared/errors.ts';
import { addDays, dateAt, isCalendarDate } from '../../../../core/domain/shared/time.ts';
import { type MadeProposal, makeProposal } from '../../../../core/usecases/proposals/make-proposal.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, refusalOf, requestContext } from '../forms.ts';
import { page } from '../frame.ts';
import { companyNames } from '../read.ts';
import { dateText } from '../view/format.ts';
import { PROPOSAL_FIELDS, PROPOSAL_LABELS, proposalQuery, proposalView, toProposalInput } from '../view/proposal.ts';
import { inWords } from '../view/wizard.ts';

const VALID_DAYS = 30;
const VALID_DAYS_MAX = 365;

/** Proposals: the options for a need side by side, and a sheet of them to send. All that was asked stands in the address. */
export function proposalRoutes(pages: PagesContext): Hono<PagesEnv> {
  const app = new Hono<PagesEnv>();
  app.use('/proposals/*', async (c, next) => {
    requirePermission(c.get('actor'), 'pricing.read');
    await next();
  });
  app.get('/proposals', (c) => show(pages, c));
  app.get('/proposals/sheet', (c) => sheet(pages, c));
  return app;
}

async function ask(pages: PagesContext, c: Context<PagesEnv>, values: FormValues) {
  try {
    return { made: await makeProposal(pages.core, requestContext(pages, c), toProposalInput(values)), error: null };
  } catch (error) {
    return { made: null, error: inWords(refusalOf(error), PROPOSAL_LABELS) };
  }
}

async function show(pages: PagesContext, c: Context<PagesEnv>) {
  const values = c.req.query();
  const context = requestContext(pages, c);
  const { made, error }: { made: MadeProposal | null; error: DomainError | null } =
    values.beneficiaries === undefined ? { made: null, error: null } : await ask(pages, c, values);
  const query = proposalQuery(values);
  const names = await companyNames(pages, context);
  const mayDraft = mayEver(context.actor, 'campaign.write') && mayEver(context.actor, 'terms.write');
  const model = {
    form: formView('', PROPOSAL_FIELDS, values, error),
    companies: [...names].map(([id, name]) => ({ id, name })),
    currencies: Object.keys(PRICE_BOOKS),
    proposal: made && proposalView(made),
    sheet: `/proposals/sheet?${query}&date=${dateAt(pages.core.clock.now(), made?.company?.timeZone ?? 'UTC')}`,
    draft: mayDraft
      ? `/campaigns/new?${new URLSearchParams({ company: values.companyId ?? '', proposal: query })}`
      : null,
  };
  const status = error === null ? 200 : error.kind === 'invalid' ? 422 : 409;
  return page(pages, c, 'proposals/show', { title: 'Proposal', section: 'campaigns', status }, model);
}

async function sheet(pages: PagesContext, c: Context<PagesEnv>) {
  const values = c.req.query();
  const made = await makeProposal(pages.core, requestContext(pages, c), toProposalInput(values));
  const view = proposalView(made);
  const today = dateAt(pages.core.clock.now(), made.company?.timeZone ?? 'UTC');
  const date = values.date && isCalendarDate(values.date) ? values.date : today;
  const days = Math.min(VALID_DAYS_MAX, Math.max(1, Math.trunc(Number(values.days)) || VALID_DAYS));
  const only = view.options.filter(({ model }) => model === values.option);
  const model = {
    proposal: { ...view, options: only.length > 0 ? only : view.options },
    recommends: only.length === 0 || only.some(({ recommended }) => recommended),
    date: dateText(date),
    until: dateText(addDays(date, days)),
    currency: made.currency,
    back: `/proposals?${proposalQuery(values)}`,
  };
  const title = view.company ? `Proposal for ${view.company}` : 'Proposal';
  return page(pages, c, 'proposals/sheet', { title, section: 'campaigns', scripts: ['print.js'] }, model);
}
