import type { Context } from 'hono';
import { isStaff } from '../../../../core/domain/access/actor.ts';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { getCampaign } from '../../../../core/usecases/campaigns/get-campaign.ts';
import { getTransitions } from '../../../../core/usecases/lifecycle/get-transitions.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormView, formView, requestContext } from '../forms.ts';
import { type PageOptions, page } from '../frame.ts';
import { part } from '../read.ts';
import { campaignHead, type Tab } from '../view/campaign-page.ts';
import { type TransitionView, transitionViews } from '../view/transitions.ts';

export interface Shell {
  readonly tab: Tab;
  readonly view: string;
  readonly status?: NonNullable<PageOptions['status']>;
  /** What a refused transition has to say. */
  readonly transitionForm?: FormView;
  readonly scripts?: readonly string[];
}

/** Answers with one tab of a campaign under the campaign's header. */
export async function campaignPage(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaign: Campaign,
  shell: Shell,
  model: object,
): Promise<Response> {
  const context = requestContext(pages, c);
  const now = pages.core.clock.now();
  const [company, transitions] = await Promise.all([
    isStaff(context.actor) ? pages.core.companies.find(campaign.companyId) : null,
    part(getTransitions(pages.core, context, { id: campaign.id })),
  ]);
  const head = campaignHead(campaign, company?.name ?? null, shell.tab, now, mayEver(context.actor, 'pricing.read'));
  const ways: TransitionView[] = transitions.ok ? transitionViews(campaign.status, transitions.value.allowed) : [];
  return page(
    pages,
    c,
    shell.view,
    {
      title: campaign.name,
      section: 'campaigns',
      live: `campaign:${campaign.id}`,
      status: shell.status ?? 200,
      scripts: shell.scripts ?? [],
    },
    {
      ...model,
      head,
      ways: mayEver(context.actor, 'campaign.transition') ? ways : [],
      setup:
        campaign.status === 'draft' && mayEver(context.actor, 'campaign.write')
          ? `/campaigns/${campaign.id}/setup/template`
          : null,
      transitionForm: shell.transitionForm ?? formView(pages.core.ids.next(), ['reason'], {}),
    },
  );
}

/** The campaign that the address names. Throws NOT_FOUND, also for another company's. */
export async function campaignOf(pages: PagesContext, c: Context<PagesEnv>): Promise<Campaign> {
  return getCampaign(pages.core, requestContext(pages, c), { id: c.req.param('id') ?? '' });
}
