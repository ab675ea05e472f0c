import { addDays, dateAt } from '../../src/core/domain/shared/time.ts';
import type { Answer, Call, TestApi } from './support.ts';

const today = dateAt(Date.now(), 'UTC');

/** Makes the things that tests work on, through the API itself. */
export interface World {
  company(name?: string): Promise<string>;
  template(): Promise<string>;
  group(): Promise<string>;
  subscription(companyId: string): Promise<string>;
  /** A draft that is complete: planned is one transition away; `over` changes what it is made with. */
  draft(companyId: string, terms?: unknown, over?: object): Promise<string>;
  transition(campaignId: string, to: string): Promise<void>;
  /** A campaign that takes consumption. */
  recruiting(companyId: string, terms?: unknown, over?: object): Promise<string>;
  consume(campaignId: string, key: string, body?: unknown, call?: Call): Promise<Answer>;
}

export const SEATS = { model: 'seats', committedSeats: 10, seatPricePerMonth: '85.00' };
export const CREDITS = { model: 'credits', creditAllocation: 100, creditConsumptionRate: 1.25, creditPrice: '0.50' };
export const LEARNERS = {
  model: 'iaas',
  learnersCommitted: 10,
  pricePerLearner: '150.00',
  outcomesGuaranteed: ['language'],
};

export function createWorld(api: Pick<TestApi, 'call'>): World {
  async function made(path: string, body: unknown): Promise<string> {
    const answer = await api.call('POST', path, { body });
    if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body.id;
  }

  const world: World = {
    company: (name = 'Rheintal Maschinenbau') =>
      made('/companies', { name, timeZone: 'Europe/Berlin', currency: 'EUR' }),
    template: () =>
      made('/program-templates', {
        name: 'Career mentoring',
        programType: 'mentorship',
        defaultConfig: {
          sessionFormat: 'online',
          sessionDuration: 60,
          sessionFrequency: 'weekly',
          totalDuration: 26,
        },
      }),
    group: () =>
      made('/beneficiary-groups', {
        name: 'Newcomers, Berlin',
        groupType: 'refugees',
        countryCode: 'DE',
        primaryLanguages: ['ar'],
        eligibleProgramTypes: ['mentorship'],
      }),
    subscription: (companyId) =>
      made('/subscriptions', {
        companyId,
        name: 'L2I',
        learners: 500,
        price: '60000.00',
        currency: 'EUR',
        startsOn: addDays(today, -60),
        endsOn: addDays(today, 305),
        status: 'active',
      }),
    async draft(companyId, terms = SEATS, over = {}) {
      const [programTemplateId, beneficiaryGroupId] = await Promise.all([world.template(), world.group()]);
      return made('/campaigns', {
        companyId,
        name: 'Mentors, Berlin',
        programTemplateId,
        beneficiaryGroupId,
        startDate: addDays(today, 7),
        endDate: addDays(today, 187),
        targetVolunteers: 10,
        targetBeneficiaries: 40,
        budgetAllocated: '1000000.00',
        terms,
        ...over,
      });
    },
    async transition(campaignId, to) {
      await made(`/campaigns/${campaignId}/transitions`, { to });
    },
    async recruiting(companyId, terms, over) {
      const id = await world.draft(companyId, terms, over);
      await world.transition(id, 'planned');
      await world.transition(id, 'recruiting');
      return id;
    },
    consume: (campaignId, key, body = {}, call = {}) =>
      api.call('POST', `/campaigns/${campaignId}/consumption`, { key, body, ...call }),
  };
  return world;
}
