import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/core/domain/capacity/entry.ts';
import { flagsOf, metricsOf, type Places } from '../../../src/core/domain/metrics/metrics.ts';
import { createPeopleServed } from '../../../src/core/domain/metrics/people-served.ts';
import { anInstance } from '../../contract/documents.ts';

const campaign = { budgetAllocated: 1_000, budgetSpent: 899, currency: 'EUR' };
const cohorts = (['planned', 'active', 'paused', 'completed'] as const).map((status, index) =>
  anInstance({
    id: status,
    status,
    enrolledVolunteers: 10 ** index,
    enrolledBeneficiaries: 2 * 10 ** index,
    sessionsHeld: 1,
    hoursLogged: 1.5,
  }),
);
const places = (over: Partial<Places>): Places => ({ unit: null, consumed: 0, capacity: 0, served: 0, ...over });

describe('metricsOf()', () => {
  it('sums people over cohorts under way, and people served over all that have begun', () => {
    expect(metricsOf(campaign, cohorts, places({ unit: 'credit', consumed: 5_000 }))).toMatchObject({
      volunteers: 110,
      volunteersServed: 1_110,
      beneficiaries: 220,
      beneficiariesServed: 2_220,
      sessions: 3,
      hours: 45_000,
      instances: 4,
      activeInstances: 1,
    });
  });

  it('takes volunteers from the ledger where seats are counted, and beneficiaries where learners are', () => {
    const seats = metricsOf(campaign, cohorts, places({ unit: 'seat', consumed: 70_000, served: 9 }));
    expect([seats.volunteers, seats.volunteersServed, seats.beneficiaries]).toEqual([7, 9, 220]);
    const learners = metricsOf(campaign, cohorts, places({ unit: 'learner', consumed: 70_000, served: 9 }));
    expect([learners.beneficiaries, learners.beneficiariesServed, learners.volunteersServed]).toEqual([7, 9, 1_110]);
  });
});

describe('flagsOf()', () => {
  const flags = (consumed: number, spent = 0, sroi: number | null = null, status: 'active' | 'paused' = 'active') =>
    flagsOf(
      metricsOf({ ...campaign, budgetSpent: spent }, [], places({ unit: 'seat', consumed, capacity: 500_000 })),
      sroi,
      status,
    );

  it.each([
    [399_999, {}],
    [400_000, { nearCapacity: true }],
    [500_000, { atCapacity: true }],
    [500_001, { atCapacity: true, overCapacity: true }],
  ])('at %i of 50 seats raises %j', (consumed, raised) => {
    const none = { nearCapacity: false, atCapacity: false, overCapacity: false };
    expect(flags(consumed)).toMatchObject({ ...none, ...raised });
  });

  it('warns of the budget from nine tenths on, and never without a budget', () => {
    expect([flags(0, 899).budgetWarning, flags(0, 900).budgetWarning, flags(0, 2_000).budgetWarning]).toEqual([
      false,
      true,
      true,
    ]);
    const unfunded = metricsOf({ ...campaign, budgetAllocated: null, budgetSpent: 5 }, [], places({}));
    expect(flagsOf(unfunded, null, 'active').budgetWarning).toBe(false);
  });

  it('calls an SROI below 2 low while the campaign is active, and no unknown one', () => {
    expect(flags(0, 0, 1.99).lowPerformance).toBe(true);
    expect(flags(0, 0, 2).lowPerformance).toBe(false);
    expect(flags(0, 0, 1.99, 'paused').lowPerformance).toBe(false);
    expect(flags(0).lowPerformance).toBe(false);
  });
});

describe('createPeopleServed()', () => {
  const entry = (over: Partial<Entry>) => ({ unit: 'seat', quantity: 10_000, relatesTo: null, ...over }) as Entry;

  it('counts everyone who ever had a place once, also who left, but not whose taking was reversed', () => {
    const people = createPeopleServed('seat');
    for (const one of [
      entry({ id: '1', kind: 'consume', subject: 'a' }),
      entry({ id: '2', kind: 'release', subject: 'a', relatesTo: '1' }),
      entry({ id: '3', kind: 'consume', subject: 'a' }),
      entry({ id: '4', kind: 'hold', subject: 'b' }),
      entry({ id: '5', kind: 'confirm', subject: 'b', relatesTo: '4' }),
      entry({ id: '6', kind: 'hold', subject: 'c' }),
      entry({ id: '7', kind: 'consume', subject: 'd' }),
      entry({ id: '8', kind: 'reverse', subject: 'd', relatesTo: '7' }),
      entry({ id: '9', kind: 'consume', subject: 'e', unit: 'learner' }),
    ])
      people.add(one);
    expect(people.count()).toBe(2);
  });
});
