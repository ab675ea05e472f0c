import { type Context, Hono } from 'hono';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { takesCorrections, takesTerms } from '../../../../core/domain/lifecycle/status.ts';
import { type DomainError, invalid } from '../../../../core/domain/shared/errors.ts';
import { previewInvoice } from '../../../../core/usecases/billing/preview-invoice.ts';
import { listSpending } from '../../../../core/usecases/spending/list-spending.ts';
import { recordSpending } from '../../../../core/usecases/spending/record-spending.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, readForm, refusalOf, requestContext } from '../forms.ts';
import { part } from '../read.ts';
import { budgetText, invoiceView, monthOf, spendingRow } from '../view/money.ts';
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
  const [invoice, spending] = await Promise.all([
    part(previewInvoice(core, context, { campaignId, month })),
    part(listSpending(core, context, { campaignId, limit: ROWS, cursor: null })),
  ]);
  const model = {
    base: `/campaigns/${campaignId}/money`,
    invoice: invoice.ok ? invoiceView(invoice.value, month, monthOf(undefined, now, campaign.timeZone)) : null,
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
