import type { EvidenceInput } from '../core/domain/evidence/check-evidence.ts';
import type { Verification } from '../core/domain/evidence/evidence.ts';
import { DAY, HOUR, type Instant } from '../core/domain/shared/time.ts';
import type { Calendar, Day } from './calendar.ts';
import type { CampaignStory } from './campaign-story.ts';
import { IMPACTS } from './impact.ts';
import { createRandom, type Random } from './random.ts';

/** A learner completed, evidence was attached, or somebody judged it. */
export type EvidenceStep = { readonly at: Instant; readonly slug: string; readonly key: string } & (
  | { readonly kind: 'complete'; readonly subject: string }
  | { readonly kind: 'evidence'; readonly evidence: EvidenceInput }
  | { readonly kind: 'judge'; readonly evidenceId: string; readonly to: Verification }
);

/** How many learners of an iaas campaign have completed, and what shows that they did. */
const COMPLETED: Readonly<
  Record<string, { readonly learners: number; readonly dimension: string; readonly source: string }>
> = {
  norwegian: { learners: 21, dimension: 'lang_level_proxy', source: 'Test at level B2' },
  english: { learners: 17, dimension: 'lang_level_proxy', source: 'Test at level A2' },
  'student-careers': { learners: 9, dimension: 'job_readiness', source: 'Contract or letter of admission' },
};

/** What people say about an outcome, and where they say it. */
const SAID: Readonly<Record<string, readonly { readonly source: string; readonly excerpt: string }[]>> = {
  job_readiness: [
    { source: 'Interview after twelve weeks', excerpt: 'I wrote four applications by myself and was invited twice.' },
    { source: 'Feedback of an employer', excerpt: 'She knew our work before she came and asked the right questions.' },
    { source: 'Mock interviews, scored', excerpt: 'Most could explain their experience without notes.' },
  ],
  confidence: [
    { source: 'Questionnaire at half-time', excerpt: 'I now call offices myself instead of asking my son.' },
    { source: 'Diary of the group', excerpt: 'Three of us spoke before the whole room for the first time.' },
  ],
  belonging: [
    { source: 'Evening in March, notes', excerpt: 'We meet on Sundays too, without the program.' },
    { source: 'Questionnaire at the end', excerpt: 'I know people here who would help me move house.' },
  ],
  well_being: [{ source: 'WHO-5 questionnaire', excerpt: 'I look forward to Wednesdays.' }],
  integration: [
    {
      source: 'Interview at a community centre',
      excerpt: 'My daughter’s school asked me to join the parents’ council.',
    },
    { source: 'Survey of newcomers', excerpt: 'The form for the office took an hour, not a week.' },
  ],
  language: [
    { source: 'Placement test', excerpt: 'Two thirds moved up a level.' },
    { source: 'Lesson observed', excerpt: 'Questions came from the learners, in the new language.' },
  ],
};

const COMPLETED_OVER: Day = 48;
const MORNING = 10 * 60;
const NOON = 12 * 60;
const AFTERNOON = 16 * 60 + 50;

/**
 * Completions with their evidence where learners are charged for, and evidence of what came of it elsewhere.
 * @param places who took a place and kept it, in the order in which they took it
 */
export function evidenceSteps(
  story: CampaignStory,
  places: readonly string[],
  calendar: Calendar,
  timeZone: string,
  seed: string,
): EvidenceStep[] {
  const random = createRandom(`${seed}/evidence/${story.slug}`);
  const at = (day: Day, minute: number) => calendar.at(calendar.workday(day), minute, timeZone);
  const steps = [...ofLearners(story, places, at, random), ...ofOutcomes(story, at, random)];
  return steps.filter((step) => step.at <= calendar.now);
}

type At = (day: Day, minute: number) => Instant;

function ofLearners({ slug }: CampaignStory, places: readonly string[], at: At, random: Random): EvidenceStep[] {
  const completed = COMPLETED[slug];
  if (!completed) return [];
  const { learners, dimension, source } = completed;
  return places.slice(0, learners).flatMap((subject, index): EvidenceStep[] => {
    const day = -Math.round(COMPLETED_OVER * (1 - index / learners)) - 1;
    const step = { slug, key: `demo/complete/${index}` };
    const done: EvidenceStep = { ...step, kind: 'complete', at: at(day, NOON), subject };
    const outcome = random.integer(58, 94) / 100;
    const later = index % 6 === 4 ? Math.min(-1, day + 6) : day;
    if (index >= learners - 2) return [done];
    const evidenceId = `${slug}-${String(index + 1).padStart(2, '0')}`;
    const attached: EvidenceStep = {
      ...{ kind: 'evidence', slug, key: `demo/evidence/${evidenceId}`, at: at(later, AFTERNOON) },
      evidence: {
        ...{ evidenceId, dimension, outcome, confidence: 0.9, verification: 'pending', subject, source },
        createdAt: at(day, MORNING),
        hash: `sha256:${random.hex()}${random.hex()}`,
      },
    };
    return [done, attached, ...judged(slug, evidenceId, index, attached.at)];
  });
}

/** Most is verified within days; one piece turned out to be somebody else's; the newest still waits. */
function judged(slug: string, evidenceId: string, index: number, attachedAt: Instant): EvidenceStep[] {
  const key = `demo/judge/${evidenceId}`;
  const verified: EvidenceStep = { kind: 'judge', slug, key, at: attachedAt + 15 * HOUR, evidenceId, to: 'verified' };
  if (index % 5 === 3) return [];
  if (index !== 5) return [verified];
  return [verified, { ...verified, key: `${key}/withdrawn`, at: attachedAt + 20 * DAY, to: 'withdrawn' }];
}

function ofOutcomes({ slug, period: [first, last], status }: CampaignStory, at: At, random: Random): EvidenceStep[] {
  const impact = IMPACTS[slug];
  if (!impact) return [];
  const paused = status.find(({ to }) => to === 'paused')?.on ?? 0;
  const end = Math.min(-2, last - 2, paused - 2);
  const said = Object.entries(impact.outcomes).flatMap(([dimension, score]) =>
    (SAID[dimension] ?? []).map((each) => ({ ...each, dimension, score })),
  );
  return said.map(({ dimension, score, source, excerpt }, index): EvidenceStep => {
    const day = Math.round(first + 21 + ((end - first - 21) * (index + 1)) / said.length);
    const evidenceId = `${slug}-${dimension}-${index + 1}`;
    const outcome = Math.min(1, Math.max(0, Math.round(score * 100) + random.integer(-9, 9)) / 100);
    return {
      ...{ kind: 'evidence', slug, key: `demo/evidence/${evidenceId}`, at: at(day, AFTERNOON) },
      evidence: {
        ...{ evidenceId, dimension, outcome, source, excerpt },
        confidence: random.integer(60, 95) / 100,
        verification: index % 3 === 2 ? 'pending' : 'verified',
        createdAt: at(day, MORNING),
      },
    };
  });
}
