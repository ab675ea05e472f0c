import { beforeEach, describe, expect, test } from 'vitest';
import type { CampaignPatch } from '../../../src/core/domain/campaign/input.ts';
import type { CampaignStatus } from '../../../src/core/domain/lifecycle/status.ts';
import { createCampaign } from '../../../src/core/usecases/campaigns/create-campaign.ts';
import { deleteCampaign } from '../../../src/core/usecases/campaigns/delete-campaign.ts';
import { getCampaign } from '../../../src/core/usecases/campaigns/get-campaign.ts';
import { listCampaigns } from '../../../src/core/usecases/campaigns/list-campaigns.ts';
import { updateCampaign } from '../../../src/core/usecases/campaigns/update-campaign.ts';
import { updateTemplate } from '../../../src/core/usecases/catalogue/update-template.ts';
import { createCompany } from '../../../src/core/usecases/companies/create-company.ts';
import { scheduleTransition } from '../../../src/core/usecases/lifecycle/schedule-transition.ts';
import { ADMIN, as, createWorld, refusal, SEATS, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

const create = (over: Record<string, unknown> = {}) =>
  createCampaign(world.core, as('sales'), { companyId: world.company.id, name: ' Spring ', ...over });

async function patch(id: string, changes: CampaignPatch) {
  const campaign = await world.core.campaigns.find(id);
  return updateCampaign(world.core, ADMIN, { id, ifVersion: campaign?.version ?? 0, patch: changes });
}

describe('a new draft', () => {
  test('needs only a company and a name, and takes time zone and currency from its company', async () => {
    const { result } = await create();
    expect(result).toMatchObject({
      name: 'Spring',
      status: 'draft',
      version: 1,
      timeZone: 'Europe/Amsterdam',
      currency: 'EUR',
      priority: 'medium',
      quarter: null,
      config: {},
      budgetSpent: 0,
    });
  });

  test('derives the quarter, merges the configuration and keeps the version of its template', async () => {
    const campaign = await world.make({ configOverrides: { schedule: { hour: 10 } } });
    expect(campaign).toMatchObject({
      quarter: '2025-Q1',
      budgetAllocated: 2_550_000,
      config: { sessionDuration: 60, schedule: { days: ['mon'], hour: 10 } },
      overriddenPaths: ['schedule.hour'],
      programTemplateVersion: 1,
    });
    await updateTemplate(world.core, ADMIN, {
      id: world.mentors.id,
      ifVersion: 1,
      patch: { defaultConfig: { sessionDuration: 120 } },
    });
    const changed = await patch(campaign.id, { configOverrides: { schedule: { hour: null, days: ['tue'] } } });
    expect(changed.config).toEqual({ sessionDuration: 60, schedule: { days: ['tue'], hour: 9 } });
    expect(changed.programTemplateVersion).toBe(1);
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    ['an empty name', { name: '  ' }, 'INVALID', 'name'],
    ['an impossible date', { startDate: '2025-02-29' }, 'INVALID', 'startDate'],
    ['an end before the start', { startDate: '2025-02-02', endDate: '2025-02-01' }, 'INVALID_PERIOD', 'endDate'],
    ['an unknown currency', { currency: 'ZZZ' }, 'INVALID_CURRENCY', 'currency'],
    ['an offset for a time zone', { timeZone: '+01:00' }, 'INVALID_TIME_ZONE', 'timeZone'],
    ['too many decimals', { budgetAllocated: '10.001' }, 'INVALID', 'budgetAllocated'],
    ['a budget of nothing', { budgetAllocated: '0.00' }, 'INVALID', 'budgetAllocated'],
    ['a target of none', { targetVolunteers: 0 }, 'INVALID', 'targetVolunteers'],
    ['half a session', { maxSessions: 1.5 }, 'INVALID', 'maxSessions'],
    ['an unknown template', { programTemplateId: 'nowhere' }, 'UNKNOWN_REFERENCE', 'programTemplateId'],
    ['an unknown company', { companyId: 'nowhere' }, 'UNKNOWN_REFERENCE', 'companyId'],
    ['21 tags', { tags: Array.from({ length: 21 }, (_, at) => `t${at}`) }, 'INVALID', 'tags'],
    ['a person in the notes', { internalNotes: 'Ask jan@example.org' }, 'PERSONAL_DATA', 'internalNotes'],
  ])('refuses %s', async (_what, over, code, path) => {
    const error = await refusal(create(over));
    expect(error).toMatchObject({ kind: 'invalid', code });
    expect(error.issues.map((issue) => issue.path)).toContain(path);
  });

  test('refuses a configuration beyond the bounds of its program type', async () => {
    const error = await refusal(
      create({ programTemplateId: world.mentors.id, configOverrides: { sessionDuration: 481 } }),
    );
    expect(error).toMatchObject({ code: 'INVALID_CONFIG', issues: [{ path: 'configOverrides.sessionDuration' }] });
  });

  test('refuses a pair that does not go together, with every reason', async () => {
    const { id: beneficiaryGroupId } = await world.group({ eligibleProgramTypes: ['buddy'], isActive: false });
    const { id: programTemplateId } = await world.template({ suitableForGroups: ['youth'] });
    const error = await refusal(create({ programTemplateId, beneficiaryGroupId }));
    expect(error.code).toBe('INCOMPATIBLE_TEMPLATE_GROUP');
    expect((error.details.reasons as { code: string }[]).map(({ code }) => code)).toEqual([
      'GROUP_INACTIVE',
      'PROGRAM_TYPE_NOT_ELIGIBLE',
      'NO_SHARED_TAG',
    ]);
  });

  test('a refused one leaves nothing behind, and its terms are checked below `terms`', async () => {
    const error = await refusal(create({ terms: { model: 'seats', committedSeats: 0 } }));
    expect(error.code).toBe('INVALID_TERMS');
    expect(error.issues.map(({ path }) => path)).toEqual(['terms.committedSeats', 'terms.seatPricePerMonth']);
    expect(world.tables.campaigns.size).toBe(0);
  });

  test('with terms is for those who may put terms', async () => {
    const input = { companyId: world.company.id, name: 'Priced', terms: SEATS };
    expect(await refusal(createCampaign(world.core, as('coordinator'), input))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await createCampaign(world.core, as('sales'), input)).result.termsNumber).toBe(1);
  });

  test('is made by staff only, and its audit keeps no notes', async () => {
    const own = as('company_admin', world.company.id);
    const input = { companyId: world.company.id, name: 'Mine' };
    expect(await refusal(createCampaign(world.core, own, input))).toMatchObject({ code: 'FORBIDDEN' });
    await create({ internalNotes: 'Difficult customer', description: 'Long' });
    const audit = await world.core.audit.list({ limit: 1, cursor: null });
    expect(audit.items[0]).toMatchObject({ action: 'campaign.create', actor: 'sales-1', toVersion: 1 });
    expect(JSON.stringify(audit.items[0])).not.toMatch(/Difficult|Long/);
    expect(audit.items[0]?.changes).toHaveProperty('internalNotes');
  });

  test('the same key makes it once', async () => {
    const keyed = as('sales', null, 'new');
    const input = { companyId: world.company.id, name: 'Once' };
    const answers = await Promise.all([1, 2, 3].map(() => createCampaign(world.core, keyed, input)));
    expect(new Set(answers.map(({ result }) => result.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(world.tables.campaigns.size).toBe(1);
  });
});

describe('what may change', () => {
  test('a pair that is newly made goes together; one that stands is not judged again', async () => {
    const { id } = await world.make();
    const buddies = await world.group({ eligibleProgramTypes: ['buddy'] });
    expect(await refusal(patch(id, { beneficiaryGroupId: buddies.id }))).toMatchObject({
      code: 'INCOMPATIBLE_TEMPLATE_GROUP',
    });
    await updateTemplate(world.core, ADMIN, { id: world.mentors.id, ifVersion: 1, patch: { isActive: false } });
    expect((await patch(id, { name: 'New' })).name).toBe('New');
  });

  const paths: Partial<Record<CampaignStatus, CampaignStatus[]>> = {
    planned: ['planned'],
    recruiting: ['planned', 'recruiting'],
    active: ['planned', 'active'],
    paused: ['planned', 'active', 'paused'],
    completed: ['planned', 'active', 'completed'],
    closed: ['closed'],
  };
  const locked: [CampaignStatus, CampaignPatch, string[]][] = [
    ['planned', { currency: 'USD' }, ['currency']],
    ['recruiting', { endDate: '2025-06-29', name: 'New' }, ['endDate']],
    ['active', { startDate: '2025-01-17' }, ['startDate']],
    ['active', { endDate: null }, ['endDate']],
    ['paused', { name: 'New', priority: 'low' }, ['name', 'priority']],
    ['completed', { tags: ['x'] }, ['tags']],
    ['closed', { internalNotes: 'x', name: 'New' }, ['name', 'internalNotes']],
  ];
  test.each(locked)('%s: %j is refused, naming %j', async (status, changes, fields) => {
    const { id } = await world.make();
    await world.move(id, ...(paths[status] ?? []));
    const error = await refusal(patch(id, changes));
    expect(error).toMatchObject({ kind: 'conflict', code: 'LOCKED_FIELD' });
    expect(error.details.fields).toEqual(fields);
  });

  test.each<[CampaignStatus, string[]]>([
    ['planned', ['companyId', 'programTemplateId', 'beneficiaryGroupId']],
    ['recruiting', ['companyId', 'programTemplateId', 'beneficiaryGroupId']],
    ['active', ['companyId', 'programTemplateId', 'beneficiaryGroupId']],
  ])('%s: %j stay as they are', async (status, fields) => {
    const { id } = await world.make();
    const others = { programTemplateId: (await world.template()).id, beneficiaryGroupId: (await world.group()).id };
    await world.move(id, ...(paths[status] ?? []));
    const error = await refusal(patch(id, { ...others, companyId: 'another' }));
    expect(error).toMatchObject({ code: 'LOCKED_FIELD', details: { fields } });
  });

  test.each<[CampaignStatus, CampaignPatch]>([
    ['draft', { name: 'New', startDate: null, currency: 'usd', priority: 'critical' }],
    ['planned', { startDate: '2025-02-01', endDate: '2025-07-31', name: 'New' }],
    ['recruiting', { endDate: '2025-07-01', timeZone: 'America/New_York' }],
    ['active', { endDate: '2025-07-01', budgetAllocated: '30000.00', startDate: '2025-01-16' }],
    ['paused', { tags: ['x'], internalNotes: 'Waiting for the customer' }],
  ])('%s: %j is taken', async (status, changes) => {
    const { id } = await world.make();
    if (status !== 'draft') await world.move(id, ...(paths[status] ?? []));
    const before = await world.core.campaigns.find(id);
    expect((await patch(id, changes)).version).toBe((before?.version ?? 0) + 1);
  });

  test('what planning asked for cannot be taken away later', async () => {
    const { id } = await world.make();
    await world.move(id, 'planned');
    expect(await refusal(patch(id, { targetVolunteers: null }))).toMatchObject({ code: 'INVALID' });
  });

  test('an older version is refused, and of two writers at once one wins', async () => {
    const { id } = await world.make();
    const write = (name: string) => updateCampaign(world.core, ADMIN, { id, ifVersion: 1, patch: { name } });
    const outcomes = await Promise.allSettled([write('A'), write('B')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusal(write('C'))).toMatchObject({ kind: 'version_mismatch' });
  });
});

describe('a draft that moves to another company', () => {
  test('takes its capacity account with it, and leaves what was scheduled behind', async () => {
    const { id: companyId } = (await createCompany(world.core, ADMIN, { name: 'B', timeZone: 'UTC', currency: 'EUR' }))
      .result;
    const { id } = await world.make();
    const at = world.clock.now() + 86_400_000;
    await scheduleTransition(world.core, ADMIN, { campaignId: id, to: 'closed', at });
    await patch(id, { companyId });
    expect((await world.core.accounts.read(id)).balances[id]?.companyId).toBe(companyId);
    expect(await world.core.schedule.pending(id)).toEqual([]);
    expect(await refusal(patch(id, { companyId: 'nowhere' }))).toMatchObject({ code: 'UNKNOWN_REFERENCE' });
    const former = as('company_user', world.company.id);
    expect(await refusal(getCampaign(world.core, former, { id }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('stays where its subscription is', async () => {
    const { result } = await createCompany(world.core, ADMIN, { name: 'B', timeZone: 'UTC', currency: 'EUR' });
    const { id: subscriptionId } = await world.subscribe();
    const { id } = await world.make({ terms: { model: 'bundle', subscriptionId, share: 0.5 } });
    expect(await refusal(patch(id, { companyId: result.id }))).toMatchObject({ code: 'SUBSCRIPTION_OF_OTHER_COMPANY' });
  });
});

describe('deleting', () => {
  test('takes a draft that never left draft', async () => {
    const { id } = await world.make();
    expect(await refusal(deleteCampaign(world.core, ADMIN, { id, ifVersion: 9 }))).toMatchObject({
      code: 'VERSION_MISMATCH',
    });
    await deleteCampaign(world.core, ADMIN, { id, ifVersion: 1 });
    expect(await refusal(getCampaign(world.core, ADMIN, { id }))).toMatchObject({ code: 'NOT_FOUND' });
    expect((await world.core.accounts.read(id)).balances[id]?.status).toBe('closed');
  });

  test('leaves a draft that came back from planned', async () => {
    const { id } = await world.make();
    const { version } = await world.move(id, 'planned', 'draft');
    expect(await refusal(deleteCampaign(world.core, ADMIN, { id, ifVersion: version }))).toMatchObject({
      code: 'NOT_DELETABLE',
    });
  });
});

describe('who sees what', () => {
  test('company roles see their own campaigns, without the notes of staff', async () => {
    const { id } = await world.make({ internalNotes: 'Difficult customer' });
    const own = as('company_user', world.company.id);
    expect(await getCampaign(world.core, own, { id })).toMatchObject({ internalNotes: null, createdBy: null });
    expect(await getCampaign(world.core, as('sales'), { id })).toMatchObject({ internalNotes: 'Difficult customer' });
    const page = await listCampaigns(world.core, own, { limit: 10, cursor: null });
    expect(page.items.map(({ campaign }) => campaign.internalNotes)).toEqual([null]);
  });

  test('another company sees nothing of it', async () => {
    const { id } = await world.make();
    const foreign = as('company_admin', 'another');
    expect(await refusal(getCampaign(world.core, foreign, { id }))).toMatchObject({ code: 'NOT_FOUND' });
    const all = { limit: 10, cursor: null };
    expect((await listCampaigns(world.core, foreign, all)).items).toEqual([]);
    expect((await listCampaigns(world.core, foreign, { ...all, companyId: world.company.id })).items).toEqual([]);
  });
});
