import { isStaff } from '../../../../core/domain/access/actor.ts';
import { totalsOf } from '../../../../core/domain/metrics/impact.ts';
import { OPEN_STATES } from '../../../../core/domain/upsell/opportunity.ts';
import { listMessages } from '../../../../core/usecases/alerts/list-messages.ts';
import { type ListedCampaign, listCampaigns } from '../../../../core/usecases/campaigns/list-campaigns.ts';
import type { RequestContext } from '../../../../core/usecases/context.ts';
import { listInstances } from '../../../../core/usecases/lifecycle/list-instances.ts';
import { previewSchedule } from '../../../../core/usecases/lifecycle/preview-schedule.ts';
import { listOutbox } from '../../../../core/usecases/outbox/list-outbox.ts';
import { listOpportunities } from '../../../../core/usecases/upsell/opportunities.ts';
import type { PagesContext } from '../deps.ts';
import { companyNames, readAll } from '../read.ts';
import { coordinatorStrip, type Strip } from '../view/strip.ts';
import { companyStrip } from '../view/strip-company.ts';
import { salesStrip } from '../view/strip-sales.ts';

const OPEN = ['recruiting', 'active', 'paused'] as const;
const MOST = 300;
/** Of each open state, the highest scores. */
const CALLS = 200;
const COHORTS_OF = 100;

/** The answer to the role's own question: whom to call, what is full or stuck, what the money gave. */
export async function roleStrip(pages: PagesContext, context: RequestContext): Promise<Strip | null> {
  const { core } = pages;
  const now = core.clock.now();
  const open = () =>
    readAll((request) => listCampaigns(core, context, { ...request, statuses: OPEN, sort: FULLEST }), MOST);
  if (!isStaff(context.actor)) {
    const all = await readAll((request) => listCampaigns(core, context, request), MOST);
    return companyStrip(all, await givenIn(pages, context, all));
  }
  if (context.actor.role === 'sales') {
    const [queues, names] = await Promise.all([
      Promise.all(
        OPEN_STATES.map((state) =>
          readAll((request) => listOpportunities(core, context, { ...request, state }), CALLS),
        ),
      ),
      companyNames(pages, context),
    ]);
    return salesStrip({ opportunities: queues.flat(), names, now });
  }
  const [campaigns, planned, foreseen, dead, review, refused, unsent] = await Promise.all([
    open(),
    readAll((request) => listCampaigns(core, context, { ...request, statuses: ['planned'] }), MOST),
    readAll((request) => previewSchedule(core, context, { ...request, days: 30 }), MOST),
    listOutbox(core, context, { limit: 100, cursor: null, state: 'dead' }),
    core.activities.countAttention('review'),
    core.activities.countAttention('refused'),
    listMessages(core, context, { limit: 100, cursor: null, state: 'dead' }),
  ]);
  return coordinatorStrip({
    campaigns: [...campaigns, ...planned],
    foreseen,
    dead: dead.items,
    waiting: { review, refused },
    unsent: unsent.items,
    now,
  });
}

/** What the cohorts report, each campaign's by one small read; left out where that would be many, since a part is no sum. */
async function givenIn(pages: PagesContext, context: RequestContext, all: readonly ListedCampaign[]) {
  const begun = all.filter(({ campaign }) => campaign.status !== 'draft' && campaign.status !== 'planned');
  if (begun.length > COHORTS_OF) return { sessions: 0, hours: 0 };
  const read = begun.map(({ campaign }) => listInstances(pages.core, context, { campaignId: campaign.id }));
  return totalsOf((await Promise.all(read)).flatMap(({ items }) => items));
}

const FULLEST = [{ field: 'utilization', direction: 'desc' }] as const;
