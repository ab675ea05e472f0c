import { type Context, Hono } from 'hono';
import { mayEver, requirePermission } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { DomainError } from '../../../../core/domain/shared/errors.ts';
import { featureCopy } from '../../../../core/domain/upsell/open-opportunity.ts';
import { isOpen, type Opportunity } from '../../../../core/domain/upsell/opportunity.ts';
import { whatIfCampaign } from '../../../../core/usecases/billing/what-if-campaign.ts';
import { getCampaign } from '../../../../core/usecases/campaigns/get-campaign.ts';
import { getCompany } from '../../../../core/usecases/companies/get-company.ts';
import type { RequestContext } from '../../../../core/usecases/context.ts';
import { makeProposal } from '../../../../core/usecases/proposals/make-proposal.ts';
import { eraseOpportunityNote } from '../../../../core/usecases/upsell/erase-opportunity-note.ts';
import { getCompanyUpsell } from '../../../../core/usecases/upsell/get-upsell.ts';
import { getOpportunity } from '../../../../core/usecases/upsell/opportunities.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, requestContext } from '../forms.ts';
import { page } from '../frame.ts';
import { companyNames, part } from '../read.ts';
import { instantFrom } from '../view/format.ts';
import { opportunityCard } from '../view/opportunity-card.ts';
import { historyRows, knownTable, opportunityFacts, scoreStack } from '../view/opportunity-page.ts';
import { companyUpsellPage, moreTerms, proposalView, whatIfView } from '../view/upsell-offer.ts';
import { capacityPart } from './campaign.ts';

const FIELDS = ['owner', 'dueOn', 'nextStep', 'note', 'value', 'reason'] as const;

/** One opportunity with everything that a talk needs, and a company's overview. */
export function opportunityRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();

  app.get('/upsell/companies/:id', async (c) => {
    const context = requestContext(pages, c);
    const id = c.req.param('id');
    const [upsell, company] = [
      await getCompanyUpsell(core, context, { companyId: id }),
      await getCompany(core, context, { id }),
    ];
    const model = { ...companyUpsellPage(upsell), companyId: id, name: company.name };
    return page(pages, c, 'upsell/company', { title: `Upsell, ${company.name}`, section: 'upsell' }, model);
  });

  app.get('/upsell/:id', (c) => showOpportunity(pages, c, c.req.param('id')));

  app.post('/upsell/:id/notes/:noteId/erase', async (c) => {
    const { id, noteId } = c.req.param();
    await eraseOpportunityNote(core, requestContext(pages, c), { id, noteId });
    return c.redirect(`/upsell/${id}`, 303);
  });
  return app;
}

/** The page of one opportunity; `tried` is what a form on it met. */
export async function showOpportunity(
  pages: PagesContext,
  c: Context<PagesEnv>,
  id: string,
  tried: { readonly values: FormValues; readonly refusal: DomainError } | null = null,
): Promise<Response> {
  const { core } = pages;
  const context = requestContext(pages, c);
  requirePermission(context.actor, 'upsell.read');
  const view = await getOpportunity(core, context, { id });
  const { opportunity } = view;
  const now = core.clock.now();
  const [names, campaign, score] = await Promise.all([
    companyNames(pages, context),
    part(getCampaign(core, context, { id: opportunity.campaignId })),
    part(core.upsell.score(opportunity.campaignId)),
  ]);
  const viewer = { actorId: context.actor.id, mayWork: mayEver(context.actor, 'upsell.write'), now, names };
  const known = {
    owner: opportunity.owner ?? '',
    dueOn: opportunity.dueOn ?? '',
    nextStep: opportunity.nextStep ?? '',
  };
  const form = formView(core.ids.next(), FIELDS, tried ? { ...known, ...tried.values } : known, tried?.refusal ?? null);
  const current = score.ok && score.value && isOpen(opportunity) ? featureCopy(score.value, now) : null;
  const model = {
    card: opportunityCard(opportunity, viewer, form),
    stack: scoreStack(opportunity.scored),
    facts: opportunityFacts(view, names.get(opportunity.companyId) ?? null, now),
    form,
    mayWork: viewer.mayWork,
    isOpen: isOpen(opportunity),
    notes: view.notes.toReversed().map((note) => ({ ...note, time: instantFrom(note.at, now, 'UTC') })),
    mayErase: mayEver(context.actor, 'note.erase'),
    history: historyRows(view, now),
    known: knownTable({ shown: opportunity.shown, acted: opportunity.acted, currentCopy: current }),
    ...(await offers(pages, context, opportunity, campaign.ok ? campaign.value : null)),
  };
  const options = {
    title: `${opportunity.campaignName}, upsell`,
    section: 'upsell',
    live: `opportunity:${id}`,
    status: tried ? statusOf(tried.refusal) : 200,
  } as const;
  return page(pages, c, 'upsell/opportunity', options, model);
}

/** What the campaign shows and what could be offered; a part that cannot be made says so in its place. */
async function offers(
  pages: PagesContext,
  context: RequestContext,
  { campaignId, companyId, scored }: Opportunity,
  campaign: Campaign | null,
) {
  const terms = campaign?.terms ? moreTerms(campaign.terms) : null;
  const [capacity, proposal, whatIf] = await Promise.all([
    campaign ? part(capacityPart(pages, context, campaign)) : null,
    part(
      makeProposal(pages.core, context, {
        beneficiaries: campaign?.targetBeneficiaries ?? 1,
        companyId,
        currency: scored.currency,
      }),
    ),
    terms ? part(whatIfCampaign(pages.core, context, { campaignId, terms })) : null,
  ]);
  return {
    chart: capacity?.ok ? capacity.value.chart : null,
    narrow: capacity?.ok ? capacity.value.narrow : null,
    proposal: proposal.ok ? proposalView(proposal.value) : null,
    proposalHref: `/proposals?companyId=${companyId}${campaign?.targetBeneficiaries ? `&beneficiaries=${campaign.targetBeneficiaries}` : ''}`,
    whatIf: whatIf?.ok ? whatIfView(whatIf.value) : null,
    whatIfHref: `/campaigns/${campaignId}/what-if`,
  };
}

/** How a page answers a refusal that it shows in its place. */
export function statusOf({ kind }: DomainError): 409 | 412 | 422 | 403 | 503 {
  if (kind === 'version_mismatch') return 412;
  if (kind === 'conflict') return 409;
  if (kind === 'forbidden') return 403;
  return kind === 'unavailable' ? 503 : 422;
}
