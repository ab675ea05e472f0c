import { type Context, Hono } from 'hono';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { takesCorrections, takesTerms } from '../../../../core/domain/lifecycle/status.ts';
import { type DomainError, invalid } from '../../../../core/domain/shared/errors.ts';
import { dateAt } from '../../../../core/domain/shared/time.ts';
import { chargesByMonth } from '../../../../core/usecases/billing/charges-by-month.ts';
import { previewInvoice } from '../../../../core/usecases/billing/preview-invoice.ts';
import { findEntries } from '../../../../core/usecases/capacity/find-entries.ts';
import { listSpending } from '../../../../core/usecases/spending/list-spending.ts';
import { recordSpending } from '../../../../core/usecases/spending/record-spending.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, readForm, refusalOf, requestContext } from '../forms.ts';
import { page } from '../frame.ts';
import { part } from '../read.ts';
import { dateText, periodText } from '../view/format.ts';
import {
  budgetText,
  entriesBehind,
  entryBehind,
  type InvoiceView,
  invoiceView,
  monthOf,
  spendingRow,
} from '../view/money.ts';
import { monthsView } from '../view/month-bars.ts';
import { termsFacts } from '../view/terms-facts.ts';
import { inWords } from '../view/wizard.ts';
import { campaignOf, campaignPage } from './campaign-shell.ts';

const ROWS = 50;
const FIELDS = ['amount', 'note'];
const LABELS = { amount: 'Amount', note: 'Note' };

/** A campaign's money: what a month is charged, down to its ledger entries, and what was spent of the budget. */
export function moneyRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();
  app.get('/campaigns/:id/money', async (c) => show(pages, c, await campaignOf(pages, c), {}, null));
  app.get('/campaigns/:id/invoice', async (c) => sheet(pages, c, await campaignOf(pages, c)));
  app.post('/campaigns/:id/spending', async (c) => {
    const values = await readForm(c);
    const campaign = await campaignOf(pages, c);
    try {
      const amount = values.amount?.trim().replace(/[\s,](?=\d{3}\b)/g, '') ?? '';
      if (!amount) throw invalid([{ path: 'amount', code: 'REQUIRED', message: 'amount is required' }]);
      const note = values.note?.trim() || null;
      await recordSpending(core, requestContext(pages, c, values), { campaignId: campaign.id, amount, note });
      return c.redirect(`/campaigns/${campaign.id}/money`, 303);
    } catch (error) {
      return show(pages, c, campaign, values, inWords(refusalOf(error), LABELS));
    }
  });
  return app;
}

async function show(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaign: Campaign,
  values: FormValues,
  error: DomainError | null,
) {
  const { core } = pages;
  const context = requestContext(pages, c);
  const now = core.clock.now();
  const month = monthOf(c.req.query('month'), now, campaign.timeZone);
  const campaignId = campaign.id;
  const base = `/campaigns/${campaignId}/money`;
  const [invoice, months, spending] = await Promise.all([
    part(invoiceOf(pages, c, campaign, month)),
    part(chargesByMonth(core, context, { campaignId })),
    part(listSpending(core, context, { campaignId, limit: ROWS, cursor: null })),
  ]);
  const model = {
    base,
    invoice: invoice.ok ? invoice.value : null,
    sheet: `/campaigns/${campaignId}/invoice?month=${month}`,
    monthsRead: months.ok,
    months: months.ok && months.value.months.length > 0 ? monthsView(months.value, base, month) : null,
    terms: campaign.terms && termsFacts(campaign.terms, campaign.currency),
    mayPrice: mayEver(context.actor, 'terms.write') && takesTerms(campaign.status),
    mayCompare: mayEver(context.actor, 'pricing.read') && campaign.terms !== null,
    budget: budgetText(campaign),
    currency: campaign.currency,
    spendingRead: spending.ok,
    spending: spending.ok ? spending.value.items.map((line) => spendingRow(line, now, campaign.timeZone)) : [],
    maySpend: mayEver(context.actor, 'spending.write') && takesCorrections(campaign.status),
    form: formView(values.key || core.ids.next(), FIELDS, values, error),
  };
  const status = error === null ? 200 : error.kind === 'invalid' ? 422 : 409;
  return campaignPage(pages, c, campaign, { tab: 'money', view: 'campaign/money', status }, model);
}

/** A month with what is behind its lines in the ledger, in words; lines without those words where the ledger cannot be read. */
async function invoiceOf(
  pages: PagesContext,
  c: Context<PagesEnv>,
  { id: campaignId, timeZone }: Campaign,
  month: string,
): Promise<InvoiceView> {
  const { core } = pages;
  const context = requestContext(pages, c);
  const now = core.clock.now();
  const invoice = await previewInvoice(core, context, { campaignId, month });
  const found = await part(findEntries(core, context, { campaignId, entryIds: entriesBehind(invoice) }));
  const behind = new Map(
    (found.ok ? found.value : []).map((line) => [line.entry.id, entryBehind(line, now, timeZone)] as const),
  );
  return invoiceView(invoice, month, monthOf(undefined, now, timeZone), behind);
}

/** One month as a sheet to print or to send, for whoever pays. */
async function sheet(pages: PagesContext, c: Context<PagesEnv>, campaign: Campaign) {
  const now = pages.core.clock.now();
  const month = monthOf(c.req.query('month'), now, campaign.timeZone);
  const [invoice, company] = await Promise.all([
    invoiceOf(pages, c, campaign, month),
    pages.core.companies.find(campaign.companyId),
  ]);
  const model = {
    invoice,
    company: company?.name ?? '',
    campaign: campaign.name,
    currency: campaign.currency,
    period: campaign.startDate && campaign.endDate ? periodText(campaign.startDate, campaign.endDate) : null,
    date: dateText(dateAt(now, campaign.timeZone)),
    back: `/campaigns/${campaign.id}/money?month=${month}`,
  };
  const title = `${campaign.name}, ${invoice.title}`;
  return page(pages, c, 'campaign/invoice', { title, section: 'campaigns', scripts: ['print.js'] }, model);
}
