import { daysBetween } from '../core/domain/shared/time.ts';
import type { Calendar } from './calendar.ts';
import { type CampaignStory, openedFor } from './campaign-story.ts';

/** What the German manufacturer runs by terms of its own. */
export function campaignsWithCustomTerms(calendar: Calendar): CampaignStory[] {
  const completed = lastMonth(calendar);
  return [
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
  ];
}

/** The 20th of last month, or the last weekday before it: the day on which something ended. */
function lastMonth(calendar: Calendar): number {
  const end = Temporal.PlainDate.from(calendar.today).with({ day: 1 }).subtract({ months: 1 }).with({ day: 20 });
  const day = daysBetween(calendar.today, end.toString());
  return calendar.workday(day);
}
