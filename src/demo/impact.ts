import { formatMoney } from '../core/domain/shared/money.ts';
import type { Instant } from '../core/domain/shared/time.ts';
import type { Calendar, Day } from './calendar.ts';
import type { CampaignStory } from './campaign-story.ts';

/** What Program Management reports of a campaign's only cohort today, or reported last, and what was spent by then. */
export interface Impact {
  readonly sroi: number;
  readonly vis: number;
  readonly volunteers: number;
  readonly beneficiaries: number;
  readonly sessions: number;
  readonly hours: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** Whole units of the campaign's currency. */
  readonly spent: number;
}

/** A report of the cohort as it stood, a payment since the last one, or a look at the figures. */
export type ImpactStep = { readonly at: Instant; readonly slug: string } & (
  | { readonly kind: 'report'; readonly report: Omit<Impact, 'spent'> }
  | { readonly kind: 'spend'; readonly key: string; readonly amount: string; readonly note: string }
  | { readonly kind: 'snapshot' }
);

/** The reports that the demo's campaigns end in, by slug. */
export const IMPACTS: Readonly<Record<string, Impact>> = {
  'syrian-mentors': {
    ...{ sroi: 4.2, vis: 78.5, volunteers: 43, beneficiaries: 46, sessions: 344, hours: 516, spent: 24_500 },
    outcomes: { job_readiness: 0.68, integration: 0.61, confidence: 0.72 },
  },
  norwegian: {
    ...{ sroi: 5.8, vis: 82.3, volunteers: 12, beneficiaries: 38, sessions: 68, hours: 612, spent: 131_000 },
    outcomes: { language: 0.79, integration: 0.58 },
  },
  'tech-bootcamp': {
    ...{ sroi: 3.6, vis: 75.2, volunteers: 36, beneficiaries: 210, sessions: 190, hours: 1_480, spent: 25_900 },
    outcomes: { job_readiness: 0.63, confidence: 0.66 },
  },
  certifications: {
    ...{ sroi: 4.1, vis: 71.5, volunteers: 22, beneficiaries: 130, sessions: 120, hours: 640, spent: 9_800 },
    outcomes: { job_readiness: 0.7 },
  },
  networking: {
    ...{ sroi: 6.2, vis: 88.5, volunteers: 33, beneficiaries: 52, sessions: 96, hours: 288, spent: 58_000 },
    outcomes: { job_readiness: 0.74, belonging: 0.81 },
  },
  seniors: {
    ...{ sroi: 2.8, vis: 65, volunteers: 21, beneficiaries: 54, sessions: 70, hours: 175, spent: 11_400 },
    outcomes: { confidence: 0.64, well_being: 0.57 },
  },
  english: {
    ...{ sroi: 4.5, vis: 72, volunteers: 13, beneficiaries: 40, sessions: 110, hours: 330, spent: 9_900 },
    outcomes: { language: 0.71, integration: 0.49 },
  },
  'ukrainian-professionals': {
    ...{ sroi: 5.2, vis: 81, volunteers: 36, beneficiaries: 36, sessions: 250, hours: 375, spent: 15_200 },
    outcomes: { job_readiness: 0.77, integration: 0.6 },
  },
  'cloud-course': {
    ...{ sroi: 1.8, vis: 61, volunteers: 9, beneficiaries: 74, sessions: 460, hours: 210, spent: 4_100 },
    outcomes: { job_readiness: 0.41 },
  },
  'student-careers': {
    ...{ sroi: 3.8, vis: 76.5, volunteers: 18, beneficiaries: 19, sessions: 76, hours: 228, spent: 5_600 },
    outcomes: { job_readiness: 0.69 },
  },
  'tech-newcomers': {
    ...{ sroi: 4.8, vis: 79, volunteers: 35, beneficiaries: 35, sessions: 260, hours: 390, spent: 13_100 },
    outcomes: { job_readiness: 0.73, belonging: 0.7 },
  },
  'german-intensive': {
    ...{ sroi: 2.1, vis: 58, volunteers: 2, beneficiaries: 11, sessions: 36, hours: 108, spent: 3_050 },
    outcomes: { language: 0.52 },
  },
  hospitality: {
    ...{ sroi: 6.5, vis: 84, volunteers: 10, beneficiaries: 23, sessions: 118, hours: 640, spent: 18_720 },
    outcomes: { job_readiness: 0.82, language: 0.66 },
  },
};

const EVERY_DAYS = 14;
const REPORTED = 16 * 60 + 10;
const PAID = 16 * 60 + 25;
const LOOKED_AT = 16 * 60 + 40;
const PAYMENTS = ['Rooms and catering', 'Materials', 'Travel of volunteers', 'Fees of trainers'];

/** Reports, payments and snapshots once a fortnight while the campaign runs, ending in what the table says. */
export function impactSteps(
  story: CampaignStory,
  currency: string,
  calendar: Calendar,
  timeZone: string,
): ImpactStep[] {
  const { slug } = story;
  const impact = IMPACTS[slug];
  if (!impact) return [];
  const days = reportDays(story, calendar);
  let paid = 0;
  return days.flatMap((day, index): ImpactStep[] => {
    const progress = (index + 1) / days.length;
    const at = (minute: number) => calendar.at(day, minute, timeZone);
    const due = Math.round(impact.spent * progress) - paid;
    paid += due;
    const amount = `${due}${formatMoney(0, currency).slice(1)}`;
    const note = PAYMENTS[index % PAYMENTS.length] ?? '';
    return [
      { kind: 'report', slug, at: at(REPORTED), report: reportAt(impact, progress) },
      { kind: 'spend', slug, at: at(PAID), key: `demo/spend/${index}`, amount, note },
      { kind: 'snapshot', slug, at: at(LOOKED_AT) },
    ];
  });
}

/** From a fortnight after the first day to yesterday, or to the day before the campaign paused or ended. */
function reportDays({ period: [first, last], status }: CampaignStory, calendar: Calendar): Day[] {
  const paused = status.find(({ to }) => to === 'paused')?.on ?? 0;
  const end = calendar.workday(Math.min(-1, last, paused - 1));
  const days: Day[] = [];
  for (let day = first + EVERY_DAYS; day < end - EVERY_DAYS / 2; day += EVERY_DAYS) days.push(calendar.workday(day));
  return [...days, end];
}

/** People join early, what they do adds up evenly, and what comes of it grows slowly. */
function reportAt(impact: Impact, progress: number): Omit<Impact, 'spent'> {
  const joined = Math.min(1, 0.5 + progress / 2);
  const grown = 0.8 + 0.2 * progress;
  const hundredths = (value: number) => Math.round(value * grown * 100) / 100;
  return {
    sroi: hundredths(impact.sroi),
    vis: hundredths(impact.vis),
    volunteers: Math.round(impact.volunteers * joined),
    beneficiaries: Math.round(impact.beneficiaries * joined),
    sessions: Math.round(impact.sessions * progress),
    hours: Math.round(impact.hours * progress),
    outcomes: Object.fromEntries(Object.entries(impact.outcomes).map(([name, score]) => [name, hundredths(score)])),
  };
}
