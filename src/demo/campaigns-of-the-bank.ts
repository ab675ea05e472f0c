import type { Calendar } from './calendar.ts';
import { type CampaignStory, openedFor } from './campaign-story.ts';

/** What the Norwegian bank runs. */
export function campaignsOfTheBank(calendar: Calendar): CampaignStory[] {
  return [
    {
      slug: 'norwegian',
      name: 'Norwegian B1–B2 for Afghan women, Oslo',
      company: 'bank',
      template: 'language',
      group: 'afghan-women',
      fields: {
        description: 'Two evenings a week at the head office, with childcare, up to the test at level B2.',
        targetVolunteers: 12,
        targetBeneficiaries: 40,
        maxSessions: 104,
        budgetAllocated: '210000.00',
        priority: 'high',
        tags: ['language', 'oslo'],
        configOverrides: { classSizeMax: 14, proficiencyLevels: ['B1', 'B2'] },
        internalNotes: 'Wants to go on with a second group in the new year.',
      },
      period: [-120, 61],
      made: -165,
      terms: [
        {
          on: -160,
          terms: {
            model: 'iaas',
            learnersCommitted: 40,
            pricePerLearner: '4500.00',
            outcomesGuaranteed: ['level B2 at the end'],
            outcomeThresholds: { sroi: 4, vis: 70 },
            outcomeCreditRate: '0.1',
          },
        },
      ],
      status: openedFor(-165, -140),
      usage: { from: -139, target: 38, limit: 44, releases: 2, reversals: 1 },
      acknowledged: { 80: 1 },
    },
    {
      slug: 'networking',
      name: 'Networking for women in tech',
      company: 'bank',
      template: 'mentorship',
      group: 'women-in-tech',
      fields: {
        description: 'Monthly evenings and a mentor in between, for women who begin in technical work.',
        targetVolunteers: 30,
        targetBeneficiaries: 60,
        budgetAllocated: '90000.00',
        priority: 'critical',
        tags: ['networking', 'tech'],
        configOverrides: { sessionFrequency: 'monthly' },
      },
      period: [-100, 50],
      made: -135,
      terms: [{ on: -130, terms: { model: 'seats', committedSeats: 30, seatPricePerMonth: '500.00' } }],
      status: openedFor(-135, -112),
      usage: { from: -111, target: 33, limit: 33, releases: 2, reversals: 0 },
      acknowledged: { 80: 2, 90: 1 },
    },
    {
      slug: 'family-buddies',
      name: 'Family buddies',
      company: 'bank',
      template: 'buddy',
      group: 'afghan-women',
      fields: {
        description: 'Families meet families: once a fortnight for half a year.',
        targetVolunteers: 20,
        targetBeneficiaries: 20,
        budgetAllocated: '95000.00',
        tags: ['families', 'oslo'],
      },
      period: [21, 201],
      made: -30,
      terms: [{ on: -26, terms: { model: 'seats', committedSeats: 20, seatPricePerMonth: '670.00' } }],
      status: [{ on: -16, to: 'planned' }],
    },
    {
      slug: 'spring-fair',
      name: 'Spring fair',
      company: 'bank',
      template: 'buddy',
      group: 'afghan-women',
      fields: {
        description: 'A weekend in town where buddies show their families round.',
        targetVolunteers: 5,
        targetBeneficiaries: 40,
        budgetAllocated: '12000.00',
        priority: 'low',
        tags: ['event'],
      },
      period: springWeekend(calendar),
      made: -75,
      terms: [{ on: -70, terms: { model: 'seats', committedSeats: 5, seatPricePerMonth: '350.00' } }],
      status: [
        { on: -61, to: 'planned' },
        { on: -44, to: 'closed', reason: 'The town needs the square for building work' },
      ],
    },
  ];
}

/** The weekend after the next 20 April that is at least a month away, so that the fair is a spring one at any time of the year. */
function springWeekend(calendar: Calendar): [number, number] {
  for (let day = 30; ; day += 1) {
    const date = calendar.date(day);
    if (date.slice(5) >= '04-20' && date.slice(5) <= '04-26' && calendar.weekday(day) === 6) return [day, day + 1];
  }
}
