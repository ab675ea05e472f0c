import { beforeEach, describe, expect, test } from 'vitest';
import { deleteCampaign } from '../../../src/core/usecases/campaigns/delete-campaign.ts';
import { updateCampaign } from '../../../src/core/usecases/campaigns/update-campaign.ts';
import { updateTemplate } from '../../../src/core/usecases/catalogue/update-template.ts';
import { cancelScheduled } from '../../../src/core/usecases/lifecycle/cancel-scheduled.ts';
import { listSchedule } from '../../../src/core/usecases/lifecycle/list-schedule.ts';
import { previewSchedule } from '../../../src/core/usecases/lifecycle/preview-schedule.ts';
import { createScheduleRunner, runDueActions } from '../../../src/core/usecases/lifecycle/run-schedule.ts';
import { scheduleTransition } from '../../../src/core/usecases/lifecycle/schedule-transition.ts';
import { ADMIN, as, createWorld, refusal, type World } from '../campaign/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

const instant = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const scheduleOf = async (campaignId: string) =>
  (await listSchedule(world.core, ADMIN, { campaignId, limit: 100, cursor: null })).items.map(
    ({ to, dueAt, outcome }) => `${to} ${Temporal.Instant.fromEpochMilliseconds(dueAt)} ${outcome}`,
  );
const statusOf = async (id: string) => (await world.core.campaigns.find(id))?.status;

async function at(text: string): Promise<void> {
  world.clock.set(instant(text));
  while ((await runDueActions(world.core)) > 0);
}

describe('the period', () => {
  test('makes a planned campaign active at 00:00 local on its first day and completed after its last', async () => {
    const { id } = await world.make();
    expect(await scheduleOf(id)).toEqual([]);
    await world.move(id, 'planned');
    expect(await scheduleOf(id)).toEqual([
      'active 2025-01-15T23:00:00Z pending',
      'completed 2025-06-30T22:00:00Z pending',
    ]);
    await at('2025-01-15T22:59:59.999Z');
    expect(await statusOf(id)).toBe('planned');
    await at('2025-01-15T23:00:00Z');
    expect(await statusOf(id)).toBe('active');
    await at('2025-06-30T22:00:02Z');
    expect(await statusOf(id)).toBe('completed');
    const { items } = await listSchedule(world.core, ADMIN, { campaignId: id, limit: 100, cursor: null });
    expect(items.map(({ outcome, latenessMs }) => [outcome, latenessMs])).toEqual([
      ['done', 0],
      ['done', 2_000],
    ]);
    const history = await world.core.campaigns.transitions(id);
    expect(history.map(({ trigger, actor }) => `${trigger} ${actor}`)).toEqual([
      'manual admin-1',
      'schedule system',
      'schedule system',
    ]);
  });

  test('follows the dates and the time zone when they change', async () => {
    const { id } = await world.make();
    const { version } = await world.move(id, 'planned', 'recruiting');
    const patch = { startDate: '2025-02-01', endDate: '2025-07-31', timeZone: 'America/New_York' };
    await updateCampaign(world.core, ADMIN, { id, ifVersion: version, patch });
    expect(await scheduleOf(id)).toEqual([
      'active 2025-01-15T23:00:00Z cancelled',
      'active 2025-02-01T05:00:00Z pending',
      'completed 2025-06-30T22:00:00Z cancelled',
      'completed 2025-08-01T04:00:00Z pending',
    ]);
    await at('2025-01-20T00:00:00Z');
    expect(await statusOf(id)).toBe('recruiting');
  });

  test('does both for a campaign that is wholly past, in order, and says how late', async () => {
    world.clock.set(instant('2025-09-01T00:00:00Z'));
    const { id } = await world.make();
    await world.move(id, 'planned');
    await at('2025-09-01T00:00:03Z');
    const history = await world.core.campaigns.transitions(id);
    expect(history.map(({ to }) => to)).toEqual(['planned', 'active', 'completed']);
    const { items } = await listSchedule(world.core, ADMIN, { campaignId: id, limit: 100, cursor: null });
    expect(items.map(({ latenessMs }) => latenessMs)).toEqual([
      instant('2025-09-01T00:00:03Z') - instant('2025-01-15T23:00:00Z'),
      instant('2025-09-01T00:00:03Z') - instant('2025-06-30T22:00:00Z'),
    ]);
  });

  test('lets people who plan what should have begun already take their next step', async () => {
    world.clock.set(instant('2025-03-01T00:00:00Z'));
    const { id } = await world.make();
    await world.move(id, 'planned');
    await at('2025-03-01T00:00:02Z');
    expect(await statusOf(id)).toBe('planned');
    await world.move(id, 'recruiting');
    await at('2025-03-01T00:00:03Z');
    expect(await statusOf(id)).toBe('active');
  });

  test('does nothing while paused, and catches up when resumed', async () => {
    const { id } = await world.make();
    await world.move(id, 'planned', 'active', 'paused');
    await at('2025-08-01T00:00:00Z');
    expect(await statusOf(id)).toBe('paused');
    await world.move(id, 'active');
    await at('2025-08-01T00:00:03Z');
    expect(await statusOf(id)).toBe('completed');
  });

  test('a start that a guard stops has failed, and the end is skipped, both with their reasons', async () => {
    const { id } = await world.make();
    await world.move(id, 'planned');
    await updateTemplate(world.core, ADMIN, { id: world.mentors.id, ifVersion: 1, patch: { isActive: false } });
    await at('2025-09-01T00:00:00Z');
    const { items } = await listSchedule(world.core, ADMIN, { campaignId: id, limit: 100, cursor: null });
    expect(items).toMatchObject([
      { outcome: 'failed', detail: expect.stringContaining('TEMPLATE_INACTIVE') },
      { outcome: 'skipped', detail: expect.stringContaining('planned') },
    ]);
    expect(await statusOf(id)).toBe('planned');
  });

  test('leaves a closed campaign alone', async () => {
    const { id } = await world.make();
    await world.move(id, 'planned', 'closed');
    expect(await scheduleOf(id)).toEqual([
      'active 2025-01-15T23:00:00Z cancelled',
      'completed 2025-06-30T22:00:00Z cancelled',
    ]);
  });
});

describe('what people schedule', () => {
  const schedule = (id: string, to: 'recruiting' | 'paused' | 'closed' | 'draft', when: string, reason?: string) =>
    scheduleTransition(world.core, as('coordinator'), { campaignId: id, to, at: instant(when), reason });

  test('happens at its instant, in the name of who asked for it', async () => {
    const { id } = await world.make();
    await world.move(id, 'planned');
    await schedule(id, 'recruiting', '2025-01-10T08:00:00Z', 'Opening');
    await at('2025-01-10T08:00:00Z');
    const history = await world.core.campaigns.transitions(id);
    expect(history.at(-1)).toMatchObject({
      to: 'recruiting',
      trigger: 'schedule',
      actor: 'coordinator-1',
      reason: 'Opening',
    });
  });

  test('can be cancelled while it is pending; what follows from the period cannot', async () => {
    const { id } = await world.make();
    await world.move(id, 'planned');
    const { result } = await schedule(id, 'recruiting', '2025-01-10T08:00:00Z');
    const cancel = (actionId: string) => cancelScheduled(world.core, as('coordinator'), { campaignId: id, actionId });
    await cancel(result.id);
    expect(await refusal(cancel(result.id))).toMatchObject({ code: 'ACTION_ENDED' });
    expect(await refusal(cancel('nothing'))).toMatchObject({ code: 'NOT_FOUND' });
    const [start] = await world.core.schedule.pending(id);
    expect(await refusal(cancel(start?.id ?? ''))).toMatchObject({ code: 'CONFLICT' });
    await at('2025-01-10T08:00:00Z');
    expect(await statusOf(id)).toBe('planned');
  });

  test('is skipped where there is no way to it, or no campaign', async () => {
    const { id, version } = await world.make();
    const gone = await world.make();
    await schedule(id, 'paused', '2025-01-10T08:00:00Z');
    await schedule(gone.id, 'closed', '2025-01-10T08:00:00Z');
    await deleteCampaign(world.core, ADMIN, { id: gone.id, ifVersion: gone.version });
    await at('2025-01-10T08:00:00Z');
    expect(await scheduleOf(id)).toEqual(['paused 2025-01-10T08:00:00Z skipped']);
    expect([...world.tables.scheduledActions.values()].map(({ outcome }) => outcome).sort()).toEqual([
      'cancelled',
      'skipped',
    ]);
    expect(await world.core.campaigns.find(id)).toMatchObject({ version, status: 'draft' });
  });

  test('is refused in the past, for a closed campaign, without the role, or back to draft by a coordinator', async () => {
    const { id } = await world.make();
    expect(await refusal(schedule(id, 'closed', '2025-01-01T00:00:00Z'))).toMatchObject({ code: 'INVALID' });
    expect(await refusal(schedule(id, 'draft', '2025-02-01T00:00:00Z', 'Again'))).toMatchObject({ code: 'FORBIDDEN' });
    const input = { campaignId: id, to: 'closed' as const, at: instant('2025-02-01T00:00:00Z') };
    const own = as('company_admin', world.company.id);
    expect(await refusal(scheduleTransition(world.core, own, input))).toMatchObject({ code: 'FORBIDDEN' });
    await world.move(id, 'closed');
    expect(await refusal(schedule(id, 'closed', '2025-02-01T00:00:00Z'))).toMatchObject({ code: 'INVALID_TRANSITION' });
  });
});

describe('the preview', () => {
  test('shows the next days in order, with the guards that fail today', async () => {
    const { id } = await world.make({ endDate: '2025-01-25' });
    const later = await world.make({ startDate: '2025-03-01' });
    await world.move(id, 'planned');
    await world.move(later.id, 'planned');
    const preview = async (context = ADMIN) =>
      (await previewSchedule(world.core, context, { days: 30, limit: 50, cursor: null })).items.map(
        ({ action, campaignName, guards }) => [action.to, campaignName, ...guards.map(({ code }) => code)],
      );
    expect(await preview()).toEqual([
      ['active', 'Spring'],
      ['completed', 'Spring'],
    ]);
    await updateTemplate(world.core, ADMIN, { id: world.mentors.id, ifVersion: 1, patch: { isActive: false } });
    expect(await preview()).toEqual([
      ['active', 'Spring', 'TEMPLATE_INACTIVE'],
      ['completed', 'Spring', 'INVALID_TRANSITION'],
    ]);
    expect(await preview(as('company_user', world.company.id))).toHaveLength(2);
    expect(await preview(as('company_user', 'another'))).toEqual([]);
  });
});

test('many processes run each action once', async () => {
  const campaigns = await Promise.all(Array.from({ length: 5 }, () => world.make()));
  for (const { id } of campaigns) await world.move(id, 'planned');
  world.clock.set(instant('2025-01-16T00:00:00Z'));
  const stop = new AbortController();
  const processes = ['a', 'b', 'c'].map((holder) =>
    createScheduleRunner(world.core, {
      holder,
      onError: (_job, error) => expect.unreachable(String(error)),
      async sleep() {
        await new Promise((resolve) => setImmediate(resolve));
        if ((await world.core.schedule.due(world.clock.now(), 1)).length === 0) stop.abort();
      },
    }).run(stop.signal),
  );
  await Promise.all([...processes, runDueActions(world.core), runDueActions(world.core)]);
  for (const { id } of campaigns) {
    const history = await world.core.campaigns.transitions(id);
    expect(history.map(({ to }) => to)).toEqual(['planned', 'active']);
    expect((await scheduleOf(id))[0]).toBe('active 2025-01-15T23:00:00Z done');
  }
});

describe('lateness', () => {
  async function latenessOfRunning(): Promise<number[]> {
    const stop = new AbortController();
    const lateness: number[] = [];
    const options = {
      holder: 'a',
      onError: (_job: string, error: unknown) => expect.unreachable(String(error)),
      async sleep() {
        await new Promise((resolve) => setImmediate(resolve));
        if ((await world.core.schedule.due(world.clock.now(), 1)).length === 0) stop.abort();
      },
    };
    await createScheduleRunner(world.core, options, (late) => lateness.push(late)).run(stop.signal);
    return lateness;
  }

  test('is told of each action that ran', async () => {
    const { id } = await world.make();
    await world.move(id, 'planned');
    world.clock.set(instant('2025-01-15T23:00:01.500Z'));
    expect(await latenessOfRunning()).toEqual([1_500]);
  });

  test('does not count the years before a campaign of the past was planned', async () => {
    world.clock.set(instant('2030-01-01T00:00:00Z'));
    const { id } = await world.make();
    await world.move(id, 'planned');
    world.clock.set(instant('2030-01-01T00:00:03.250Z'));
    expect(await latenessOfRunning()).toEqual([250, 250]);
    expect(await statusOf(id)).toBe('completed');
  });
});
