import { beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '../../../src/core/domain/access/actor.ts';
import { type CampaignStatus, EDGES, STATUSES } from '../../../src/core/domain/lifecycle/status.ts';
import { updateGroup } from '../../../src/core/usecases/catalogue/update-group.ts';
import { updateTemplate } from '../../../src/core/usecases/catalogue/update-template.ts';
import { getTransitions } from '../../../src/core/usecases/lifecycle/get-transitions.ts';
import { transitionCampaign } from '../../../src/core/usecases/lifecycle/transition-campaign.ts';
import { ADMIN, as, createWorld, refusal, type World } from '../campaign/world.ts';

const PATHS: Record<CampaignStatus, CampaignStatus[]> = {
  draft: [],
  planned: ['planned'],
  recruiting: ['planned', 'recruiting'],
  active: ['planned', 'active'],
  paused: ['planned', 'active', 'paused'],
  completed: ['planned', 'active', 'completed'],
  closed: ['closed'],
};

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

async function inState(status: CampaignStatus) {
  const campaign = await world.make();
  return status === 'draft' ? campaign : world.move(campaign.id, ...PATHS[status]);
}

const to = (id: string, target: CampaignStatus, role: Role = 'admin', reason?: string) =>
  transitionCampaign(world.core, as(role, world.company.id), { id, to: target, reason });

describe('edges', () => {
  for (const from of STATUSES)
    for (const target of STATUSES)
      test(`${from} → ${target} is ${EDGES[from].includes(target) ? 'an edge' : 'none'}`, async () => {
        const { id, version } = await inState(from);
        if (EDGES[from].includes(target)) {
          const { result } = await to(id, target, 'admin', 'Asked for');
          expect(result).toMatchObject({ status: target, version: version + 1, leftDraft: true });
          const history = await world.core.campaigns.transitions(id);
          expect(history.at(-1)).toMatchObject({ from, to: target, actor: 'admin-1', trigger: 'manual' });
          return;
        }
        const error = await refusal(to(id, target, 'admin', 'Asked for'));
        expect(error).toMatchObject({ kind: 'conflict', code: 'INVALID_TRANSITION' });
        expect(error.details.allowed).toEqual(EDGES[from]);
        expect(await world.core.campaigns.find(id)).toMatchObject({ status: from, version });
      });
});

describe('roles', () => {
  const may: Partial<Record<Role, string[]>> = {
    sales: ['draft→planned', 'draft→closed', 'planned→closed'],
    company_admin: ['active→paused', 'paused→active'],
    company_user: [],
  };
  for (const [role, edges] of Object.entries(may) as [Role, string[]][])
    for (const from of STATUSES)
      for (const target of EDGES[from])
        test(`${role} ${edges.includes(`${from}→${target}`) ? 'takes' : 'may not take'} ${from} → ${target}`, async () => {
          const { id } = await inState(from);
          if (edges.includes(`${from}→${target}`)) expect((await to(id, target, role)).result.status).toBe(target);
          else expect(await refusal(to(id, target, role, 'Asked for'))).toMatchObject({ code: 'FORBIDDEN' });
        });

  test('back to draft is for admins, and they say why', async () => {
    const { id } = await inState('planned');
    expect(await refusal(to(id, 'draft', 'coordinator', 'Asked for'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(to(id, 'draft', 'admin', '  '))).toMatchObject({ kind: 'invalid', code: 'REASON_REQUIRED' });
    expect((await to(id, 'draft', 'admin', 'Wrong group')).result.status).toBe('draft');
  });

  test('another company does not learn that the campaign exists', async () => {
    const { id } = await inState('active');
    const foreign = as('company_admin', 'another');
    expect(await refusal(transitionCampaign(world.core, foreign, { id, to: 'paused' }))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('a reason names no person', async () => {
    const { id } = await inState('active');
    expect(await refusal(to(id, 'paused', 'admin', 'Call 06-12345678'))).toMatchObject({ code: 'PERSONAL_DATA' });
  });
});

describe('guards', () => {
  test('planning an empty draft names everything that is missing, in order', async () => {
    const { id } = await world.make({
      programTemplateId: null,
      beneficiaryGroupId: null,
      startDate: null,
      targetVolunteers: null,
      budgetAllocated: null,
      terms: null,
    });
    const error = await refusal(to(id, 'planned'));
    expect(error).toMatchObject({ kind: 'conflict', code: 'MISSING_TEMPLATE' });
    expect(error.issues.map(({ code }) => code)).toEqual([
      'MISSING_TEMPLATE',
      'MISSING_GROUP',
      'MISSING_DATES',
      'MISSING_TARGETS',
      'MISSING_BUDGET',
      'MISSING_TERMS',
    ]);
  });

  test('planning looks again whether template, group and subscription still carry it', async () => {
    const { id: subscriptionId } = await world.subscribe();
    const { id } = await world.make({ terms: { model: 'bundle', subscriptionId, share: 0.5 } });
    await updateGroup(world.core, ADMIN, {
      id: world.newcomers.id,
      ifVersion: 1,
      patch: { eligibleProgramTypes: ['buddy'] },
    });
    const subscription = world.tables.subscriptions.get(subscriptionId);
    if (subscription) world.tables.subscriptions.set(subscriptionId, { ...subscription, status: 'past_due' });
    const error = await refusal(to(id, 'planned'));
    expect(error.issues.map(({ code }) => code)).toEqual(['INCOMPATIBLE_TEMPLATE_GROUP', 'SUBSCRIPTION_NOT_ACTIVE']);
  });

  test('activation needs an active template and group, and says both', async () => {
    const { id } = await inState('planned');
    await updateTemplate(world.core, ADMIN, { id: world.mentors.id, ifVersion: 1, patch: { isActive: false } });
    await updateGroup(world.core, ADMIN, { id: world.newcomers.id, ifVersion: 1, patch: { isActive: false } });
    const error = await refusal(to(id, 'active'));
    expect(error.issues.map(({ code }) => code)).toEqual(['TEMPLATE_INACTIVE', 'GROUP_INACTIVE']);
    const { allowed } = await getTransitions(world.core, ADMIN, { id });
    expect(allowed.map((edge) => edge.to)).toEqual(['draft', 'recruiting', 'active', 'closed']);
    expect(allowed.find((edge) => edge.to === 'active')?.guards.map(({ code }) => code)).toEqual([
      'TEMPLATE_INACTIVE',
      'GROUP_INACTIVE',
    ]);
  });

  test('activation of a bundle needs its subscription today, or on the nearest day of the period', async () => {
    const ends = await world.subscribe(100, { endsOn: '2025-02-28' });
    const { id } = await world.make({ terms: { model: 'bundle', subscriptionId: ends.id, share: 0.5 } });
    await to(id, 'planned');
    world.clock.set(Temporal.Instant.from('2025-03-01T12:00:00Z').epochMilliseconds);
    expect(await refusal(to(id, 'active'))).toMatchObject({ kind: 'conflict', code: 'SUBSCRIPTION_NOT_ACTIVE' });
    world.clock.set(Temporal.Instant.from('2025-02-28T12:00:00Z').epochMilliseconds);
    expect((await to(id, 'active')).result.status).toBe('active');
  });

  test('a company sees its history without the names of others', async () => {
    const { id } = await inState('active');
    await to(id, 'paused', 'company_admin');
    const mine = as('company_admin', world.company.id);
    const { items, allowed } = await getTransitions(world.core, mine, { id });
    expect(items.map(({ actor }) => actor)).toEqual([null, null, 'company_admin-1']);
    expect(allowed.map((edge) => edge.to)).toEqual(['active']);
  });
});

describe('what follows', () => {
  test('the account hears of each state, and the first cohort is made once, ever', async () => {
    const { id } = await inState('recruiting');
    expect((await world.core.accounts.read(id)).balances[id]?.status).toBe('recruiting');
    await world.move(id, 'paused', 'active', 'paused', 'active');
    const instances = await world.core.campaigns.instances(id);
    expect(instances.map(({ name }) => name)).toEqual(['Spring – Cohort 1']);
    expect(instances[0]?.config).toMatchObject({ sessionDuration: 60 });
    const items = [...world.tables.outbox.values()].filter(({ campaignId }) => campaignId === id);
    expect(items.every(({ state }) => state === 'delivered')).toBe(true);
    expect(items.filter(({ work }) => work.kind === 'instance.create')).toHaveLength(1);
    const told = await world.core.notifications.after(0, 100);
    expect(told.map(({ data }) => data.to)).toEqual(['planned', 'recruiting', 'paused', 'active', 'paused', 'active']);
  });

  test('a transition that cannot reach the account stands, and its work waits', async () => {
    const campaign = await inState('active');
    const { core } = world;
    const out = { ...core, accounts: { ...core.accounts, submit: () => Promise.reject(new Error('gone')) } };
    const { result } = await transitionCampaign(out, ADMIN, { id: campaign.id, to: 'completed' });
    expect(result.status).toBe('completed');
    const waiting = [...world.tables.outbox.values()].filter(({ state }) => state === 'pending');
    expect(waiting).toMatchObject([{ lastError: 'INTERNAL', attempts: 1, work: { kind: 'capacity.apply' } }]);
  });

  test('the same key gives the first answer again, and another body is refused', async () => {
    const { id } = await inState('active');
    const keyed = as('admin', null, 'key-1');
    const first = await transitionCampaign(world.core, keyed, { id, to: 'paused' });
    const again = await transitionCampaign(world.core, keyed, { id, to: 'paused' });
    expect(again).toEqual({ ...first, replayed: true });
    const other = { ...keyed, idempotency: { key: 'key-1', scope: 'POST /test', hash: 'other' } };
    expect(await refusal(transitionCampaign(world.core, other, { id, to: 'active' }))).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  test('a repeat does what the first answer left undone', async () => {
    const { id } = await inState('active');
    const keyed = as('admin', null, 'key-3');
    const out = { ...world.core.accounts, submit: () => Promise.reject(new Error('gone')) };
    await transitionCampaign({ ...world.core, accounts: out }, keyed, { id, to: 'completed' });
    expect((await world.core.accounts.read(id)).balances[id]?.status).toBe('active');
    expect((await transitionCampaign(world.core, keyed, { id, to: 'completed' })).replayed).toBe(true);
    expect((await world.core.accounts.read(id)).balances[id]?.status).toBe('completed');
  });

  test('of two at once with one key one is done, and both get its answer', async () => {
    const { id, version } = await inState('active');
    const keyed = as('admin', null, 'key-2');
    const answers = await Promise.all([
      transitionCampaign(world.core, keyed, { id, to: 'paused' }),
      transitionCampaign(world.core, keyed, { id, to: 'paused' }),
    ]);
    expect(answers.map(({ result }) => result.version)).toEqual([version + 1, version + 1]);
    expect(answers.filter(({ replayed }) => replayed)).toHaveLength(1);
  });
});
