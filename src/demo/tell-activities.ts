import type { ActivityInput } from '../core/domain/activity/check-activity.ts';
import { recordActivities } from '../core/usecases/activities/record-activities.ts';
import { reviewActivity } from '../core/usecases/activities/review-activity.ts';
import type { Core } from '../core/usecases/core.ts';
import { deliverItem } from '../core/usecases/outbox/deliver-item.ts';
import { COORDINATOR, onceAs, PROGRAM_MANAGEMENT } from './actors.ts';
import type { Calendar, Day } from './calendar.ts';
import { GROUPS, type GroupSlug } from './catalogue.ts';
import { COMPANIES, type CompanySlug } from './companies.ts';
import type { LineCore } from './line-core.ts';
import type { Base } from './make-base.ts';
import { persist } from './persist.ts';
import { subjectOf } from './plan-steps.ts';
import { createRandom } from './random.ts';

/** A program whose sessions were written down elsewhere and are brought in whole; on these weekdays. */
interface Program {
  readonly slug: string;
  readonly company: CompanySlug;
  readonly group: GroupSlug;
  readonly from: Day;
  readonly weekdays: readonly number[];
  readonly hours: readonly number[];
}

const PROGRAMS: readonly Program[] = [
  { slug: 'norwegian', company: 'bank', group: 'afghan-women', from: -118, weekdays: [2, 4], hours: [2] },
  { slug: 'networking', company: 'bank', group: 'women-in-tech', from: -98, weekdays: [3], hours: [1.5, 2] },
  { slug: 'mentors', company: 'manufacturer', group: 'syrian-refugees', from: -145, weekdays: [1, 4], hours: [1, 1.5] },
  {
    slug: 'ukrainian',
    company: 'manufacturer',
    group: 'ukrainian-professionals',
    from: -110,
    weekdays: [2],
    hours: [1],
  },
  { slug: 'seniors', company: 'manufacturer', group: 'seniors', from: -88, weekdays: [3], hours: [1.25] },
  { slug: 'english', company: 'software-firm', group: 'migrants', from: -120, weekdays: [1, 3], hours: [1.5] },
];

/** What is not certain, and what stays for a person: the day, the tags that it came with, and its hours. */
const DOUBTFUL: readonly (Pick<ActivityInput, 'id' | 'kind' | 'hours' | 'tags'> & {
  readonly company: CompanySlug;
  readonly on: Day;
})[] = [
  { id: 'evening-at-the-library', kind: 'session', company: 'bank', on: -6, hours: 2, tags: ['families'] },
  { id: 'autumn-lunch', kind: 'session', company: 'bank', on: -3, hours: 1, tags: [] },
  { id: 'first-meeting-0412', kind: 'match', company: 'manufacturer', on: -9, hours: null, tags: ['mentoring'] },
  { id: 'works-tour', kind: 'session', company: 'manufacturer', on: -2, hours: 2.5, tags: [] },
  { id: 'cv-clinic', kind: 'session', company: 'software-firm', on: -4, hours: 1.5, tags: ['students'] },
  {
    id: 'open-day',
    kind: 'session',
    company: 'software-firm',
    on: -88,
    hours: 3,
    tags: [...(GROUPS['job-seekers'].tags ?? [])],
  },
  {
    id: 'hack-week',
    kind: 'completion',
    company: 'software-firm',
    on: -90,
    hours: 95,
    tags: [...(GROUPS['job-seekers'].tags ?? [])],
  },
  { id: 'kick-off', kind: 'session', company: 'manufacturer', on: -400, hours: 2, tags: ['newcomers'] },
];

/** One whose campaign people have accepted, though it had no room for it. */
const ACCEPTED = 'hack-week';

/**
 * Brings in what Program Management wrote down before it was connected: sessions of programs, each of its day, and a few whose campaign
 * is not certain. Done again it changes nothing.
 */
export async function tellActivities(
  { core, ids }: LineCore,
  base: Base,
  calendar: Calendar,
  seed: string,
  signal: AbortSignal,
): Promise<void> {
  const told = PROGRAMS.map((program) => sessionsOf(program, base, calendar, seed));
  for (const [index, items] of [...told, doubtful(base, calendar)].entries()) {
    await persist(async () => {
      ids.begin(`activities/${index}`);
      await recordActivities(core, onceAs(PROGRAM_MANAGEMENT, `activities/${index}`), { items });
    }, signal);
  }
  await persist(async () => {
    ids.begin(`activities/${ACCEPTED}`);
    await reviewActivity(core, onceAs(COORDINATOR, `activities/${ACCEPTED}`), { id: ACCEPTED, decision: 'accept' });
  }, signal);
  await persist(() => settle(core), signal);
  await core.accounts.stop();
}

/** What a process left that was killed between a link and its debit. */
async function settle(core: Core): Promise<void> {
  const { items } = await core.outbox.list({ state: 'pending', limit: 100, cursor: null });
  for (const item of items) if (item.work.kind === 'activity.debit') await deliverItem(core, item);
}

function sessionsOf(program: Program, base: Base, calendar: Calendar, seed: string): ActivityInput[] {
  const { slug, company, group, from, weekdays, hours } = program;
  const random = createRandom(`${seed}/activities/${slug}`);
  const { timeZone } = COMPANIES[company];
  const days = Array.from({ length: -from }, (_, at) => from + at).filter((day) =>
    weekdays.includes(calendar.weekday(day)),
  );
  return days.map((day) => ({
    id: `${slug}-${calendar.date(day)}`,
    kind: 'session',
    companyId: base.companies[company],
    subject: subjectOf(slug, `host-${random.integer(1, 6)}`),
    occurredAt: calendar.at(day, 16 * 60 + random.integer(0, 8) * 15, timeZone),
    hours: hours[random.integer(0, hours.length - 1)] ?? 1,
    tags: GROUPS[group].tags ?? [],
  }));
}

function doubtful(base: Base, calendar: Calendar): ActivityInput[] {
  return DOUBTFUL.map(({ company, on, ...activity }) => ({
    ...activity,
    companyId: base.companies[company],
    subject: subjectOf(activity.id, 'host'),
    occurredAt: calendar.at(calendar.workday(on), 15 * 60, COMPANIES[company].timeZone),
  }));
}
