import { createCampaign } from '../core/usecases/campaigns/create-campaign.ts';
import { onceAs, SALES } from './actors.ts';
import type { Calendar } from './calendar.ts';
import type { CampaignStory } from './campaign-story.ts';
import { COMPANIES } from './companies.ts';
import type { LineCore } from './line-core.ts';
import { isBundle, type Line } from './lines.ts';
import type { Base } from './make-base.ts';
import { createPastAlerts, type PastCampaign } from './past-alerts.ts';
import { createPastChanges } from './past-changes.ts';
import { passTime } from './past-time.ts';
import { type PastCampaignState, performStep } from './perform-step.ts';
import { persist } from './persist.ts';
import type { Step } from './plan-steps.ts';

/** Steps that may raise or resolve alerts without an entry in the ledger. */
const OUTSIDE: ReadonlySet<Step['kind']> = new Set(['report', 'spend', 'transition']);

/** Makes a campaign's draft at the present of the line, or finds it where it stands. Answers its id. */
export async function makeDraft(
  { core, ids }: LineCore,
  story: CampaignStory,
  base: Base,
  calendar: Calendar,
): Promise<string> {
  const { slug, name, fields, period } = story;
  const purpose = `campaigns/${slug}`;
  ids.begin(purpose);
  const { result } = await createCampaign(core, onceAs(SALES, purpose), {
    ...fields,
    name,
    companyId: base.companies[story.company],
    programTemplateId: base.templates[story.template],
    beneficiaryGroupId: base.groups[story.group],
    startDate: calendar.date(period[0]),
    endDate: calendar.date(period[1]),
  });
  return result.id;
}

/** Steps whose effect is work of the outbox. */
const LEAVES_WORK: ReadonlySet<Step['kind']> = new Set(['terms', 'transition', 'report', 'spend', 'tell', 'reject']);

export interface LifeOptions {
  readonly base: Base;
  readonly calendar: Calendar;
  readonly signal: AbortSignal;
  /** Told the campaign's name after each step. */
  readonly onStep: (name: string) => Promise<void>;
}

/** Lives through the past of a line, from its first step to the day of the seed; what was lived through before changes nothing. */
export async function liveLine(lineCore: LineCore, line: Line, options: LifeOptions): Promise<void> {
  const { base, calendar, signal, onStep } = options;
  const { core, clock } = lineCore;
  const known = new Map<string, PastCampaignState>();
  const past = new Map<string, PastCampaign>();
  const stories = new Map(line.stories.map((story) => [story.slug, story]));

  async function make(story: CampaignStory): Promise<void> {
    const { slug, acknowledged = {} } = story;
    const id = await makeDraft(lineCore, story, base, calendar);
    known.set(slug, { id, slug, subscriptionId: base.subscriptionId, entryIds: new Map() });
    const { timeZone } = COMPANIES[story.company];
    past.set(id, { companyId: base.companies[story.company], timeZone, acknowledged });
  }

  async function perform(step: Step): Promise<void> {
    const story = stories.get(step.slug);
    const campaign = known.get(step.slug);
    if (step.kind === 'make' && story) return make(story);
    if (step.kind === 'make' || !campaign)
      throw new Error(`The demo does ${step.kind} to ${step.slug} before making it`);
    await performStep(lineCore, campaign, step);
    if (LEAVES_WORK.has(step.kind)) await changes.settle(campaign.id);
  }

  function accountOf(slug: string): string {
    const story = stories.get(slug);
    return story && isBundle(story) ? base.subscriptionId : (known.get(slug)?.id ?? '');
  }

  const changes = createPastChanges(lineCore);
  const alerts = createPastAlerts(lineCore, past, signal);
  const dueWork = () => [
    ...changes.dueWork().map(({ at, run }) => ({ at, run: () => run().then(alerts.lookUp) })),
    ...alerts.dueWork(),
  ];
  for (const step of line.steps) {
    await persist(() => passTime(clock, step.at, dueWork, signal), signal);
    await persist(() => perform(step), signal);
    if (OUTSIDE.has(step.kind)) await persist(() => alerts.lookUp(), signal);
    if (step.kind !== 'make') await persist(() => alerts.follow(accountOf(step.slug)), signal);
    await onStep(stories.get(step.slug)?.name ?? '');
  }
  await persist(() => passTime(clock, calendar.now, dueWork, signal), signal);
  await core.accounts.stop();
}
