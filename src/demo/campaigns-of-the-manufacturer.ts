import { daysBetween } from '../core/domain/shared/time.ts';
import type { Calendar } from './calendar.ts';
import { type CampaignStory, openedFor } from './campaign-story.ts';

/** What the German manufacturer runs. */
export function campaignsOfTheManufacturer(calendar: Calendar): CampaignStory[] {
  const completed = lastMonth(calendar);
  return [
    {
      slug: 'syrian-mentors',
      name: 'Mentors for Syrian refugees, Berlin',
      company: 'manufacturer',
      template: 'mentorship',
      group: 'syrian-refugees',
      fields: {
        description: 'Employees of all trades mentor people who are new to work in Germany.',
        targetVolunteers: 50,
        targetBeneficiaries: 50,
        budgetAllocated: '32000.00',
        priority: 'high',
        tags: ['mentoring', 'berlin'],
        configOverrides: { sessionDuration: 75, goals: { setInWeek: 3 } },
      },
      period: [-149, 30],
      made: -190,
      terms: [
        {
          on: -186,
          terms: { model: 'seats', committedSeats: 50, seatPricePerMonth: '85.00', reclaimAfterDays: 45 },
        },
      ],
      status: openedFor(-190, -165),
      usage: { from: -164, target: 43, limit: 55, releases: 3, reversals: 1 },
    },
    {
      slug: 'youth-buddies',
      name: 'Youth buddies',
      company: 'manufacturer',
      template: 'buddy',
      group: 'youth',
      fields: {
        description: 'Apprentices and young newcomers spend their Saturdays together; the first pairs have begun.',
        targetVolunteers: 60,
        targetBeneficiaries: 120,
        budgetAllocated: '7500.00',
        tags: ['youth', 'hamburg'],
      },
      period: [16, 196],
      made: -80,
      terms: [
        {
          on: -74,
          terms: { model: 'credits', creditAllocation: 10_000, creditConsumptionRate: '1.25', creditPrice: '0.50' },
        },
      ],
      status: [
        { on: -66, to: 'planned' },
        { on: -56, to: 'recruiting' },
      ],
      usage: {
        from: -55,
        target: 2400,
        limit: 3000,
        releases: 0,
        reversals: 3,
        activity: { kind: 'hour', volume: 0.5, pieces: { min: 4, max: 20 } },
      },
    },
    {
      slug: 'seniors',
      name: 'Digital literacy for seniors',
      company: 'manufacturer',
      template: 'upskilling',
      group: 'seniors',
      fields: {
        description: 'Telephones, forms and video calls: sessions in small rounds, with tablets to take home.',
        targetVolunteers: 25,
        targetBeneficiaries: 60,
        maxSessions: 125,
        budgetAllocated: '24000.00',
        tags: ['seniors', 'digital'],
      },
      period: [-90, 89],
      made: -128,
      terms: [
        {
          on: -122,
          terms: {
            model: 'custom',
            capacityUnit: 'session',
            capacity: 125,
            description: 'A fee for the rooms, materials as they are used, and a payment at each of two milestones.',
            fixedFee: '6000.00',
            variableComponents: [{ name: 'Materials', unit: 'set', rate: '38.50', cap: 150, estimate: 90 }],
            milestonePayments: [
              { milestone: 'Half of the sessions held', amount: '4000.00', dueDate: calendar.date(15) },
              { milestone: 'Closing event', amount: '5000.00', dueDate: calendar.date(85) },
            ],
          },
        },
      ],
      status: openedFor(-128, -97),
      usage: {
        from: -90,
        target: 70,
        limit: 137,
        releases: 0,
        reversals: 2,
        activity: { kind: 'session', volume: 1, pieces: { min: 1, max: 2 } },
      },
    },
    {
      slug: 'ukrainian-professionals',
      name: 'Ukrainian professionals',
      company: 'manufacturer',
      template: 'mentorship',
      group: 'ukrainian-professionals',
      fields: {
        description: 'Engineers mentor engineers until the degree is recognised and the first contract signed.',
        targetVolunteers: 40,
        targetBeneficiaries: 40,
        budgetAllocated: '26000.00',
        priority: 'high',
        tags: ['mentoring', 'munich'],
        internalNotes: 'Five seats were added when the works council joined in.',
      },
      period: [-115, 65],
      made: -150,
      terms: [
        { on: -146, terms: { model: 'seats', committedSeats: 35, seatPricePerMonth: '88.00' } },
        { on: -24, terms: { model: 'seats', committedSeats: 40, seatPricePerMonth: '88.00' } },
      ],
      status: openedFor(-150, -126),
      usage: { from: -125, target: 36, limit: 38, releases: 2, reversals: 1 },
      acknowledged: { 80: 1, 90: 1 },
    },
    {
      slug: 'german-intensive',
      name: 'German intensive, youth',
      company: 'manufacturer',
      template: 'language',
      group: 'youth',
      fields: {
        description: 'Every afternoon for twelve weeks, before an apprenticeship begins.',
        targetVolunteers: 4,
        targetBeneficiaries: 16,
        budgetAllocated: '6000.00',
        tags: ['language', 'hamburg'],
        configOverrides: { sessionsPerWeek: 5, classSizeMin: 4 },
      },
      period: [-60, 60],
      made: -95,
      terms: [{ on: -91, terms: { model: 'seats', committedSeats: 4, seatPricePerMonth: '375.00' } }],
      status: [
        ...openedFor(-95, -72),
        { on: -9, to: 'paused', reason: 'The teacher is ill; a substitute starts as soon as there is one' },
      ],
      usage: { from: -71, until: -12, target: 2, limit: 4, releases: 1, reversals: 0 },
    },
    {
      slug: 'hospitality',
      name: 'Hospitality language and skills',
      company: 'manufacturer',
      template: 'weei',
      group: 'syrian-refugees',
      fields: {
        description: 'Work in the canteens of three plants, with language lessons in the afternoon.',
        targetVolunteers: 10,
        targetBeneficiaries: 25,
        budgetAllocated: '18000.00',
        tags: ['work', 'berlin'],
      },
      period: [completed - 119, completed],
      made: completed - 152,
      terms: [
        {
          on: completed - 148,
          terms: {
            model: 'custom',
            capacityUnit: 'learner',
            capacity: 25,
            description: 'A fee for the placements and a payment for each lesson, up to 120 of them.',
            fixedFee: '9500.00',
            variableComponents: [{ name: 'Lessons', unit: 'lesson', rate: '72.00', cap: 120, estimate: 110 }],
          },
        },
      ],
      status: openedFor(completed - 152, completed - 130),
      usage: { from: completed - 129, until: completed - 10, target: 23, limit: 27, releases: 2, reversals: 0 },
      acknowledged: { 80: 2, 90: 1 },
    },
    {
      slug: 'school-pilot',
      name: 'Pilot with a partner school',
      company: 'manufacturer',
      template: 'mentorship',
      group: 'youth',
      fields: {
        description: 'Ten seats for a first year with one school; the price is still being talked about.',
        targetVolunteers: 10,
        targetBeneficiaries: 30,
        priority: 'low',
        tags: ['pilot', 'school'],
        internalNotes: 'Terms are not complete: 10 seats, price open.',
      },
      period: [70, 250],
      made: -12,
      terms: [],
      status: [],
    },
  ];
}

/** The 20th of last month, or the last weekday before it: the day on which something ended. */
function lastMonth(calendar: Calendar): number {
  const end = Temporal.PlainDate.from(calendar.today).with({ day: 1 }).subtract({ months: 1 }).with({ day: 20 });
  const day = daysBetween(calendar.today, end.toString());
  return calendar.workday(day);
}
