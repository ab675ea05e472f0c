import type { Calendar } from './calendar.ts';
import { type CampaignStory, openedFor } from './campaign-story.ts';

/** What the Irish software firm runs. */
export function campaignsOfTheSoftwareFirm(calendar: Calendar): CampaignStory[] {
  return [
    {
      slug: 'tech-bootcamp',
      name: 'Tech bootcamp for migrants',
      company: 'software-firm',
      template: 'upskilling',
      group: 'migrants',
      fields: {
        description: 'Sixteen weeks of web development in the evening, with laptops on loan.',
        targetVolunteers: 40,
        targetBeneficiaries: 300,
        budgetAllocated: '40000.00',
        priority: 'high',
        tags: ['tech', 'dublin'],
        configOverrides: { minimumCompletionRate: 75 },
      },
      period: [-130, 110],
      made: -148,
      terms: [{ on: -146, terms: { model: 'bundle', share: 0.6 } }],
      status: openedFor(-148, -136),
      usage: { from: -135, target: 210, limit: 330, releases: 5, reversals: 2 },
    },
    {
      slug: 'certifications',
      name: 'Certifications for job seekers',
      company: 'software-firm',
      template: 'upskilling',
      group: 'job-seekers',
      fields: {
        description: 'Courses towards the certificates that employers in Cork ask for.',
        targetVolunteers: 25,
        targetBeneficiaries: 200,
        budgetAllocated: '27000.00',
        tags: ['skills', 'cork'],
        configOverrides: { coursePlatforms: ['partner college'] },
      },
      period: [-110, 140],
      made: -142,
      terms: [{ on: -138, terms: { model: 'bundle', share: 0.4 } }],
      status: openedFor(-142, -118),
      usage: { from: -117, target: 130, limit: 220, releases: 4, reversals: 1 },
    },
    {
      slug: 'english',
      name: 'English A1–A2 for asylum seekers',
      company: 'software-firm',
      template: 'language',
      group: 'migrants',
      fields: {
        description: 'First English, in the reception centre and later in the office.',
        targetVolunteers: 15,
        targetBeneficiaries: 50,
        budgetAllocated: '14000.00',
        tags: ['language', 'dublin'],
        configOverrides: { proficiencyLevels: ['A1', 'A2'] },
        internalNotes: 'Ten more learners were agreed when the second reception centre asked.',
      },
      period: [-125, 55],
      made: -155,
      terms: [
        { on: -151, terms: { model: 'iaas', learnersCommitted: 40, pricePerLearner: '240.00' } },
        { on: -19, terms: { model: 'iaas', learnersCommitted: 50, pricePerLearner: '240.00' } },
      ],
      status: openedFor(-155, -133),
      usage: { from: -132, target: 40, limit: 44, releases: 2, reversals: 1 },
      acknowledged: { 80: 2, 90: 1 },
    },
    {
      slug: 'cloud-course',
      name: 'Cloud course',
      company: 'software-firm',
      template: 'upskilling',
      group: 'job-seekers',
      fields: {
        description: 'Self-paced course with a weekly hour of questions.',
        targetVolunteers: 12,
        targetBeneficiaries: 90,
        budgetAllocated: '4500.00',
        tags: ['cloud', 'skills'],
      },
      period: [-95, 85],
      made: -124,
      terms: [
        {
          on: -120,
          terms: { model: 'credits', creditAllocation: 5000, creditConsumptionRate: '15', creditPrice: '0.50' },
        },
      ],
      status: openedFor(-124, -102),
      usage: {
        from: -95,
        target: 460,
        limit: 500,
        releases: 0,
        reversals: 3,
        activity: { kind: 'session', volume: 1, pieces: { min: 1, max: 5 }, told: true },
      },
      incidents: [
        {
          on: -96,
          minute: 11 * 60,
          incident: {
            kind: 'grant',
            name: 'public-fund',
            quantity: 2500,
            expires: wednesdayOfNextWeek(calendar),
            priority: 200,
            note: 'Paid by the public training fund, which wants it used within its term',
          },
        },
      ],
      acknowledged: { 80: 1 },
    },
    {
      slug: 'student-careers',
      name: 'Student careers',
      company: 'software-firm',
      template: 'weei',
      group: 'job-seekers',
      fields: {
        description: 'Placements in the product teams for students in their last year.',
        targetVolunteers: 25,
        targetBeneficiaries: 25,
        budgetAllocated: '12500.00',
        tags: ['work', 'cork'],
        configOverrides: { hoursPerWeek: 16 },
      },
      period: [-85, 95],
      made: -118,
      terms: [
        {
          on: -112,
          terms: {
            model: 'iaas',
            learnersCommitted: 25,
            pricePerLearner: '440.00',
            outcomesGuaranteed: ['a reference', 'an interview'],
          },
        },
      ],
      status: openedFor(-118, -94),
      usage: { from: -93, target: 19, limit: 27, releases: 2, reversals: 0 },
    },
    {
      slug: 'tech-newcomers',
      name: 'Tech newcomers',
      company: 'software-firm',
      template: 'mentorship',
      group: 'migrants',
      fields: {
        description: 'Developers mentor people in their first technical job; exactly 35 pairs, no more.',
        targetVolunteers: 35,
        targetBeneficiaries: 35,
        budgetAllocated: '22000.00',
        priority: 'high',
        tags: ['mentoring', 'dublin'],
      },
      period: [-105, 75],
      made: -138,
      terms: [{ on: -133, terms: { model: 'seats', committedSeats: 35, seatPricePerMonth: '95.00', overage: 0 } }],
      status: openedFor(-138, -114),
      usage: { from: -113, until: calendar.workdaysAgo(9), target: 35, limit: 35, releases: 3, reversals: 1 },
      incidents: waitingForASeat(calendar),
      acknowledged: { 80: 1, 90: 3 },
    },
  ];
}

/** Five wait; one seat becomes free and is offered to the first of them, who takes it, so that four go on waiting. */
function waitingForASeat(calendar: Calendar): NonNullable<CampaignStory['incidents']> {
  const [first, second, third, fourth] = [8, 7, 5, 3].map(calendar.workdaysAgo);
  const waits = (on: number | undefined, minute: number, who: string) =>
    ({ on: on ?? -1, minute, incident: { kind: 'wait', who } }) as const;
  return [
    waits(first, 9 * 60 + 12, 'first'),
    waits(first, 15 * 60 + 40, 'second'),
    waits(second, 11 * 60 + 5, 'third'),
    {
      on: third ?? -1,
      minute: 9 * 60 + 30,
      incident: { kind: 'leave-place', place: 11, reason: 'Moved to another city' },
    },
    { on: third ?? -1, minute: 14 * 60 + 20, incident: { kind: 'take-place', who: 'first' } },
    waits(third, 16 * 60 + 45, 'fourth'),
    waits(fourth, 10 * 60 + 15, 'fifth'),
  ];
}

function wednesdayOfNextWeek(calendar: Calendar): number {
  return 7 + 3 - calendar.weekday(0);
}
