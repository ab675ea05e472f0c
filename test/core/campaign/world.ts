import { createMemoryCapacityLog } from '../../../src/adapters/memory/capacity-log.ts';
import { createMemoryStore } from '../../../src/adapters/memory/store.ts';
import { createNotifier } from '../../../src/adapters/notify/channel.ts';
import type { Role } from '../../../src/core/domain/access/actor.ts';
import type { Campaign } from '../../../src/core/domain/campaign/campaign.ts';
import type { CampaignInput } from '../../../src/core/domain/campaign/input.ts';
import type { GroupInput, TemplateInput } from '../../../src/core/domain/catalogue/input.ts';
import type { CampaignStatus } from '../../../src/core/domain/lifecycle/status.ts';
import { DomainError } from '../../../src/core/domain/shared/errors.ts';
import type { TermsInput } from '../../../src/core/domain/terms/input.ts';
import { createCampaign } from '../../../src/core/usecases/campaigns/create-campaign.ts';
import { createCapacityAccounts } from '../../../src/core/usecases/capacity/accounts.ts';
import { createGroup } from '../../../src/core/usecases/catalogue/create-group.ts';
import { createTemplate } from '../../../src/core/usecases/catalogue/create-template.ts';
import { createCompany } from '../../../src/core/usecases/companies/create-company.ts';
import { registerSubscription } from '../../../src/core/usecases/companies/register-subscription.ts';
import type { RequestContext } from '../../../src/core/usecases/context.ts';
import type { Core } from '../../../src/core/usecases/core.ts';
import { transitionCampaign } from '../../../src/core/usecases/lifecycle/transition-campaign.ts';
import { createManualClock } from '../../support/clock.ts';
import { createSequentialIds } from '../../support/ids.ts';

export const SEATS: TermsInput = { model: 'seats', committedSeats: 20, seatPricePerMonth: '67.00' };

/** Someone who asks; company roles need their company. */
export function as(role: Role, companyId: string | null = null, idempotencyKey?: string): RequestContext {
  const idempotency = idempotencyKey ? { key: idempotencyKey, scope: 'POST /test', hash: 'hash' } : null;
  return { actor: { id: `${role}-1`, role, companyId }, requestId: 'request', idempotency };
}

export const ADMIN = as('admin');

/** The refusal that the work ends in; fails where it ends well. */
export async function refusal(work: Promise<unknown>): Promise<DomainError> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (outcome instanceof DomainError) return outcome;
  throw outcome ?? new Error('Nothing was refused');
}

/** The campaign side over stores in memory, with a company, a template and a group that go together. */
export async function createWorld(start = '2025-01-02T09:00:00Z') {
  const clock = createManualClock(start);
  const { tables, clear: _clear, ...store } = createMemoryStore(clock);
  const ids = createSequentialIds();
  const capacityLog = createMemoryCapacityLog();
  const accounts = createCapacityAccounts({ capacityLog, clock, ids });
  return {
    ...(await furnish({ ...store, clock, ids, capacityLog, accounts, notifier: createNotifier({}) })),
    clock,
    tables,
  };
}

type CampaignCore = Omit<
  Core,
  'hasher' | 'capacityFeed' | 'directory' | 'webhookEndpoints' | 'billing' | 'evidenceService'
>;

/** A core with a company, a template and a group that go together. */
export async function furnish(core: CampaignCore) {
  const { result: company } = await createCompany(core, ADMIN, {
    name: 'Acme',
    timeZone: 'Europe/Amsterdam',
    currency: 'EUR',
  });
  const template = async (over: Partial<TemplateInput> = {}) =>
    (
      await createTemplate(core, ADMIN, {
        name: 'Mentors',
        programType: 'mentorship',
        defaultConfig: { sessionDuration: 60, schedule: { days: ['mon'], hour: 9 } },
        ...over,
      })
    ).result;
  const group = async (over: Partial<GroupInput> = {}) =>
    (
      await createGroup(core, ADMIN, {
        name: 'Newcomers',
        groupType: 'refugees',
        countryCode: 'NL',
        primaryLanguages: ['ar'],
        eligibleProgramTypes: ['mentorship'],
        ...over,
      })
    ).result;
  const mentors = await template();
  const newcomers = await group();

  /** Everything that planning asks for. */
  const complete: CampaignInput = {
    companyId: company.id,
    name: 'Spring',
    programTemplateId: mentors.id,
    beneficiaryGroupId: newcomers.id,
    startDate: '2025-01-16',
    endDate: '2025-06-30',
    targetVolunteers: 20,
    targetBeneficiaries: 40,
    budgetAllocated: '25500.00',
    terms: SEATS,
  };
  const make = async (over: Partial<CampaignInput> = {}): Promise<Campaign> =>
    (await createCampaign(core, ADMIN, { ...complete, ...over })).result;
  const move = async (id: string, ...path: CampaignStatus[]): Promise<Campaign> => {
    let campaign: Campaign | null = null;
    for (const to of path) campaign = (await transitionCampaign(core, ADMIN, { id, to, reason: 'Asked for' })).result;
    if (!campaign) throw new Error('No step was named');
    return campaign;
  };
  const subscribe = async (learners = 100, over: { startsOn?: string; endsOn?: string; companyId?: string } = {}) =>
    (
      await registerSubscription(core, ADMIN, {
        companyId: company.id,
        name: 'L2I',
        learners,
        price: '120000.00',
        currency: 'EUR',
        startsOn: '2025-01-01',
        endsOn: '2025-12-31',
        ...over,
      })
    ).result;
  return { core, company, template, group, mentors, newcomers, complete, make, move, subscribe };
}

export type World = Awaited<ReturnType<typeof createWorld>>;
