import { type Campaign, capacityAccountOf } from '../core/domain/campaign/campaign.ts';
import { DomainError } from '../core/domain/shared/errors.ts';
import type { Instant } from '../core/domain/shared/time.ts';
import { newsAfter } from '../core/domain/upsell/ledger-news.ts';
import { isOpen } from '../core/domain/upsell/opportunity.ts';
import type { LedgerNews } from '../core/domain/upsell/upsell-score.ts';
import { consumeCapacity } from '../core/usecases/capacity/consume-capacity.ts';
import type { Core } from '../core/usecases/core.ts';
import { refreshCampaign } from '../core/usecases/upsell/refresh-campaign.ts';
import { updateOpportunity } from '../core/usecases/upsell/update-opportunity.ts';
import { as, PROGRAM_MANAGEMENT, SALES } from './actors.ts';
import type { Calendar } from './calendar.ts';
import type { CampaignStory } from './campaign-story.ts';
import type { LineCore } from './line-core.ts';
import { type AsItWas, campaignsAsTheyWere } from './past-records.ts';
import { persist } from './persist.ts';
import { HASH, subjectOf } from './plan-steps.ts';
import { ASKED_IN_VAIN, SALES_ACTS, type SalesAct } from './sales-story.ts';

const OFFICE = 10 * 60 + 30;
const ZONE = 'Europe/Berlin';
/** Scores are looked at with every other fortnightly report. */
const EVERY = 2;

/** Something that scores followed, or that the sales team did, at its time. */
interface Event {
  readonly at: Instant;
  readonly campaignId: string;
  readonly news: LedgerNews | null;
  readonly slug: string;
  readonly act: SalesAct | null;
}

/**
 * Lives through what scores and the sales team did, when the campaigns' own past is there: one after another, since a company's
 * campaigns know of each other. What stands already is left as it is.
 */
export async function livePastUpsell(
  line: LineCore,
  stories: readonly CampaignStory[],
  calendar: Calendar,
  signal: AbortSignal,
): Promise<void> {
  const { core, clock, ids } = line;
  const past = await campaignsAsTheyWere(core, signal);
  const events = await eventsOf(core, stories, past, calendar);
  for (const event of events) {
    clock.moveTo(event.at);
    ids.begin(`upsell/${event.slug}/${event.at}/${event.act?.to ?? ''}`);
    await persist(() => perform({ ...core, campaigns: past.repositoryAt(event.at) }, event, calendar), signal);
  }
  await askInVain(line, stories, past, calendar);
}

async function perform(core: Core, event: Event, calendar: Calendar): Promise<void> {
  const { campaignId, at, news, act } = event;
  const score = await core.upsell.score(campaignId);
  if (score === null || score.updatedAt < at) await refreshCampaign(core, campaignId, news);
  if (act) await work(core, event, act, calendar);
}

/** An opportunity that was worked on at this time or later has lived through it. */
async function work(core: Core, { campaignId, at }: Event, act: SalesAct, calendar: Calendar): Promise<void> {
  const own = await core.upsell.ofCampaign(campaignId);
  if (own.some(({ history }) => history.some((entry) => entry.at >= at && entry.actor === SALES.id))) return;
  const type = (await core.upsell.score(campaignId))?.type;
  const open =
    own.findLast((one) => isOpen(one) && one.owner !== null) ?? own.findLast((one) => isOpen(one) && one.type === type);
  if (!open) throw new Error(`The demo works on an opportunity of ${act.slug} that never came up`);
  const { to, due, nextStep, note, value, reason } = act;
  await updateOpportunity(core, as(SALES), {
    id: open.id,
    ifVersion: open.workVersion,
    ...(to && { state: to }),
    ...(act.own && { owner: SALES.id }),
    ...(due !== undefined && { dueOn: calendar.date(due) }),
    ...(nextStep && { nextStep }),
    ...(note && { note }),
    ...(value && { value }),
    ...(reason && { reason }),
  });
}

async function eventsOf(
  core: Core,
  stories: readonly CampaignStory[],
  past: AsItWas,
  calendar: Calendar,
): Promise<readonly Event[]> {
  const events: Event[] = [];
  for (const { name, slug } of stories) {
    const campaign = past.byName(name);
    if (!campaign) continue;
    const told = await newsOf(core, campaign);
    const newsAt = (at: Instant) => told.findLast((one) => one.at <= at)?.news ?? null;
    const event = (at: Instant, act: SalesAct | null = null): Event => ({
      at,
      campaignId: campaign.id,
      news: newsAt(at),
      slug,
      act,
    });
    events.push(
      ...told.filter(({ crosses }) => crosses).map(({ at }) => event(at)),
      ...past
        .reportsOf(campaign.id)
        .filter((_, index) => index % EVERY === 0)
        .map((at) => event(at)),
      ...SALES_ACTS.filter((act) => act.slug === slug).map((act) =>
        event(calendar.at(calendar.workday(act.on), OFFICE + minutesOf(act), ZONE), act),
      ),
      event(calendar.now),
    );
  }
  return events.filter(({ at }) => at <= calendar.now).toSorted((a, b) => a.at - b.at || (a.slug < b.slug ? -1 : 1));
}

/** Acts of one working day follow each other. */
function minutesOf(act: SalesAct): number {
  return SALES_ACTS.indexOf(act) * 7;
}

async function newsOf(core: Core, campaign: Campaign) {
  const accountId = capacityAccountOf(campaign);
  const told: { at: Instant; news: LedgerNews; crosses: boolean }[] = [];
  for await (const entry of core.capacityLog.stream({ accountId, campaignId: campaign.id })) {
    const news = newsAfter(told.at(-1)?.news ?? null, accountId, entry);
    told.push({ at: entry.recordedAt, news, crosses: entry.thresholds !== undefined });
  }
  return told;
}

/** The ledger refuses them and keeps nothing; that they asked is noted beside it. */
async function askInVain(
  { core, clock }: LineCore,
  stories: readonly CampaignStory[],
  past: AsItWas,
  calendar: Calendar,
): Promise<void> {
  let people = 0;
  for (const ask of ASKED_IN_VAIN) {
    const campaign = past.byName(stories.find(({ slug }) => slug === ask.slug)?.name ?? '');
    if (!campaign) continue;
    const at = calendar.at(calendar.workday(ask.on), OFFICE, ZONE);
    const world = { ...core, clock: { now: () => at } };
    for (let count = 0; count < ask.people; count++) {
      people += 1;
      const subject = subjectOf(ask.slug, `in-vain-${people}`);
      const input = { campaignId: campaign.id, key: `demo/in-vain/${people}`, hash: HASH, subject };
      await consumeCapacity(world, as(PROGRAM_MANAGEMENT), input).catch(refused);
    }
  }
  await core.upsellDemand.settled();
  for (const slug of new Set(ASKED_IN_VAIN.map((ask) => ask.slug))) {
    const campaign = past.byName(stories.find((story) => story.slug === slug)?.name ?? '');
    clock.moveTo(calendar.now);
    if (campaign) await refreshCampaign(core, campaign.id);
  }
}

function refused(error: unknown): void {
  if (!(error instanceof DomainError && error.code === 'CAPACITY_EXCEEDED')) throw error;
}
