import type { ActivityInput } from '../core/domain/activity/check-activity.ts';
import type { CampaignStatus } from '../core/domain/lifecycle/status.ts';
import type { Instant } from '../core/domain/shared/time.ts';
import type { ConsumptionInput } from '../core/usecases/capacity/consume-capacity.ts';
import type { Calendar, Day } from './calendar.ts';
import type { CampaignStory, Incident, StoryTerms, Usage } from './campaign-story.ts';
import { COMPANIES } from './companies.ts';
import { type EvidenceStep, evidenceSteps } from './evidence.ts';
import { type HistoryEvent, planHistory } from './history.ts';
import { type ImpactStep, impactSteps } from './impact.ts';
import { createRandom } from './random.ts';

/** An activity as Program Management tells of it; its company and tags are its campaign's. */
export type ToldActivity = Pick<ActivityInput, 'id' | 'kind' | 'subject' | 'occurredAt' | 'hours'>;

/** One thing that somebody did to a campaign, at its time. Keys are the campaign's own. */
export type Step =
  | ImpactStep
  | EvidenceStep
  | ({ readonly at: Instant; readonly slug: string } & (
      | { readonly kind: 'make' }
      | { readonly kind: 'terms'; readonly number: number; readonly terms: StoryTerms }
      | { readonly kind: 'transition'; readonly to: CampaignStatus; readonly reason: string | null }
      | { readonly kind: 'consume'; readonly items: readonly ConsumptionInput[] }
      | { readonly kind: 'tell'; readonly key: string; readonly items: readonly ToldActivity[] }
      | { readonly kind: 'reject'; readonly key: string; readonly activityId: string }
      | { readonly kind: 'release'; readonly key: string; readonly subject: string; readonly reason: string }
      | { readonly kind: 'reverse'; readonly key: string; readonly consumptionKey: string; readonly reason: string }
      | { readonly kind: 'wait'; readonly key: string; readonly subject: string }
      | ({ readonly kind: 'grant'; readonly key: string; readonly expiresAt: Instant } & Pick<
          Extract<Incident, { kind: 'grant' }>,
          'quantity' | 'priority' | 'note'
        >)
    ));

/** The same for each request of the demo: its keys alone tell one from another. */
export const HASH = 'demo';

const MADE = 10 * 60;
const TERMS_PUT = 11 * 60;
const MOVED = 7 * 60;

/** Everything that happened to the campaign until the day of the seed, in order of time. */
export function planSteps(story: CampaignStory, calendar: Calendar, timeZone: string, seed: string): Step[] {
  const { slug } = story;
  const inOffice = (day: Day, minute: number) => calendar.at(calendar.workday(day), minute, timeZone);
  const steps: Step[] = [{ kind: 'make', slug, at: inOffice(story.made, MADE) }];
  for (const [index, { on, terms }] of story.terms.entries()) {
    steps.push({ kind: 'terms', slug, at: inOffice(on, TERMS_PUT), number: index + 1, terms });
  }
  for (const { on, to, reason = null } of story.status) {
    steps.push({ kind: 'transition', slug, at: inOffice(on, MOVED), to, reason });
  }
  if (story.usage) steps.push(...usageSteps(slug, story.usage, calendar, timeZone, seed));
  for (const { on, minute, incident } of story.incidents ?? []) {
    steps.push(incidentStep(slug, incident, calendar.at(on, minute, timeZone), calendar, timeZone));
  }
  steps.push(...impactSteps(story, COMPANIES[story.company].currency, calendar, timeZone));
  steps.sort((a, b) => a.at - b.at);
  steps.push(...evidenceSteps(story, stayed(steps), calendar, timeZone, seed));
  return steps.sort((a, b) => a.at - b.at);
}

const LEFT = ['Changed jobs', 'Has no time any more', 'Moved to another city', 'Found something that suits better'];
const MISTAKES = ['Entered twice by mistake', 'Belongs to another campaign', 'Was cancelled on the day'];

function usageSteps(slug: string, usage: Usage, calendar: Calendar, timeZone: string, seed: string): Step[] {
  const { from, until = -1, target, limit, releases, reversals, activity } = usage;
  const events = planHistory({
    target,
    limit,
    releases,
    reversals,
    firstWeekday: calendar.weekday(from),
    days: until - from + 1,
    ...(activity && { size: activity.pieces }),
    random: createRandom(`${seed}/${slug}`),
  });
  const atOf = ({ day, minute }: HistoryEvent) => calendar.at(from + day, minute, timeZone);
  const steps: Step[] = [];
  let batch: HistoryEvent[] = [];
  const close = () => {
    const last = batch.at(-1);
    if (last) {
      steps.push(
        activity?.told
          ? tell(slug, batch, activity, atOf)
          : {
              kind: 'consume',
              slug,
              at: atOf(last),
              items: batch.map((event) => consumption(slug, event, activity, atOf(event))),
            },
      );
    }
    batch = [];
  };
  for (const event of events) {
    if (batch[0] && (event.kind !== 'consume' || event.day !== batch[0].day)) close();
    if (event.kind === 'consume') batch.push(event);
    else if (activity?.told) {
      const at = atOf(event);
      steps.push({ kind: 'reject', slug, at, key: `${event.piece}`, activityId: activityId(slug, event.piece) });
    } else steps.push(takingBack(slug, event, atOf(event)));
  }
  close();
  return steps;
}

function consumption(
  slug: string,
  { piece, quantity }: HistoryEvent,
  activity: Usage['activity'],
  occurredAt: Instant,
): ConsumptionInput {
  const common = { key: consumptionKey(piece), hash: HASH, occurredAt };
  if (!activity) return { ...common, subject: subjectOf(slug, piece) };
  return { ...common, activity: { kind: activity.kind, volume: quantity * activity.volume } };
}

/** What is told at the end of a day. */
function tell(
  slug: string,
  events: readonly HistoryEvent[],
  { kind, volume }: NonNullable<Usage['activity']>,
  atOf: (event: HistoryEvent) => Instant,
): Step {
  const items = events.map((event) => ({
    id: activityId(slug, event.piece),
    kind: 'session' as const,
    subject: subjectOf(slug, `tutor-${event.piece % 12}`),
    occurredAt: atOf(event),
    hours: kind === 'hour' || event.quantity > 1 ? event.quantity * volume : null,
  }));
  return { kind: 'tell', slug, at: Math.max(...events.map(atOf)), key: items[0]?.id ?? '', items };
}

function activityId(slug: string, piece: number): string {
  return `${slug}-${piece}`;
}

function takingBack(slug: string, { kind, piece }: HistoryEvent, at: Instant): Step {
  if (kind === 'release') {
    const reason = LEFT[piece % LEFT.length] ?? '';
    return { kind: 'release', slug, at, key: `demo/release/${piece}`, subject: subjectOf(slug, piece), reason };
  }
  const reason = MISTAKES[piece % MISTAKES.length] ?? '';
  return { kind: 'reverse', slug, at, key: `demo/reverse/${piece}`, consumptionKey: consumptionKey(piece), reason };
}

function incidentStep(slug: string, incident: Incident, at: Instant, calendar: Calendar, timeZone: string): Step {
  switch (incident.kind) {
    case 'wait':
      return { kind: 'wait', slug, at, key: `demo/wait/${incident.who}`, subject: subjectOf(slug, incident.who) };
    case 'leave-place': {
      const { place, reason } = incident;
      return { kind: 'release', slug, at, key: `demo/release/${place}`, subject: subjectOf(slug, place), reason };
    }
    case 'take-place': {
      const item = { key: `demo/take/${incident.who}`, hash: HASH, subject: subjectOf(slug, incident.who) };
      return { kind: 'consume', slug, at, items: [{ ...item, occurredAt: at }] };
    }
    case 'grant': {
      const { quantity, priority, note, name } = incident;
      const expiresAt = calendar.at(incident.expires, 0, timeZone);
      return { kind: 'grant', slug, at, key: `demo/grant/${name}`, expiresAt, quantity, priority, note };
    }
  }
}

function consumptionKey(piece: number): string {
  return `demo/consume/${piece}`;
}

/** A pseudonym, as Program Management would give it. */
export function subjectOf(slug: string, person: number | string): string {
  return `p-${createRandom(`${slug}/${person}`).hex()}`;
}

/** The subjects who took a place and kept it, in the order in which they took it. */
function stayed(past: readonly Step[]): string[] {
  const left = new Set(past.flatMap((step) => (step.kind === 'release' ? step.subject : [])));
  const mistaken = new Set(past.flatMap((step) => (step.kind === 'reverse' ? step.consumptionKey : [])));
  return past.flatMap((step) =>
    step.kind === 'consume'
      ? step.items.flatMap(({ key, subject }) =>
          subject && !left.has(subject) && !mistaken.has(key ?? '') ? subject : [],
        )
      : [],
  );
}
