import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ROLES } from '../../../src/core/domain/access/actor.ts';
import { EDGES, STATUSES } from '../../../src/core/domain/lifecycle/status.ts';
import { DomainError } from '../../../src/core/domain/shared/errors.ts';
import { updateCampaign } from '../../../src/core/usecases/campaigns/update-campaign.ts';
import { updateTemplate } from '../../../src/core/usecases/catalogue/update-template.ts';
import { runDueActions } from '../../../src/core/usecases/lifecycle/run-schedule.ts';
import { transitionCampaign } from '../../../src/core/usecases/lifecycle/transition-campaign.ts';
import { deliverDue } from '../../../src/core/usecases/outbox/run-outbox.ts';
import { putTerms } from '../../../src/core/usecases/terms/put-terms.ts';
import { ADMIN, as, createWorld, SEATS, type World } from '../campaign/world.ts';

const DAY = 86_400_000;

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('transition' as const),
      to: fc.constantFrom(...STATUSES),
      role: fc.constantFrom(...ROLES),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename' as const), name: fc.constantFrom('A', 'B', 'C') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('extend' as const),
      endDate: fc.constantFrom('2025-06-30', '2025-07-31', '2025-02-10'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('terms' as const), committedSeats: fc.integer({ min: 1, max: 30 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('template' as const), isActive: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 0, max: 60 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Does a step; refusals are answers too, anything else fails. */
async function take(world: World, id: string, action: Step): Promise<void> {
  const { core, company, mentors } = world;
  const ifVersion = (await core.campaigns.find(id))?.version ?? 0;
  try {
    if (action.kind === 'transition')
      await transitionCampaign(core, as(action.role, company.id), { id, to: action.to, reason: 'Asked for' });
    else if (action.kind === 'rename')
      await updateCampaign(core, ADMIN, { id, ifVersion, patch: { name: action.name } });
    else if (action.kind === 'extend')
      await updateCampaign(core, ADMIN, { id, ifVersion, patch: { endDate: action.endDate } });
    else if (action.kind === 'terms')
      await putTerms(core, ADMIN, {
        campaignId: id,
        ifVersion,
        terms: { ...SEATS, committedSeats: action.committedSeats },
      });
    else if (action.kind === 'template') {
      const version = (await core.catalogue.findTemplate(mentors.id))?.version ?? 0;
      await updateTemplate(core, ADMIN, { id: mentors.id, ifVersion: version, patch: { isActive: action.isActive } });
    } else {
      world.clock.advance(action.days * DAY);
      while ((await runDueActions(core)) > 0);
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}

test('whatever is tried, a campaign stays on the table and its history, versions, schedule and account agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const world = await createWorld();
      const { core } = world;
      const { id } = await world.make();
      for (const action of steps) {
        const before = await core.campaigns.find(id);
        const history = await core.campaigns.transitions(id);
        await take(world, id, action);
        const after = await core.campaigns.find(id);
        if (action.kind !== 'wait') expect((after?.version ?? 0) - (before?.version ?? 0)).toBeLessThanOrEqual(1);
        expect((await core.campaigns.transitions(id)).slice(0, history.length)).toEqual(history);
      }
      world.clock.advance(DAY);
      await deliverDue(core);

      const campaign = await core.campaigns.find(id);
      const history = await core.campaigns.transitions(id);
      for (const [at, { from, to, version }] of history.entries()) {
        expect(EDGES[from]).toContain(to);
        expect(from).toBe(history[at - 1]?.to ?? 'draft');
        expect(version).toBeGreaterThan(history[at - 1]?.version ?? 1);
      }
      expect(campaign?.status).toBe(history.at(-1)?.to ?? 'draft');
      const written = [...world.tables.audit.values()].filter(({ resource }) => resource === `campaigns/${id}`);
      expect(written).toHaveLength(campaign?.version ?? 0);
      const balance = (await core.accounts.read(id)).balances[id];
      expect(balance?.status).toBe(campaign?.status);
      const seats = campaign?.terms?.model === 'seats' ? campaign.terms.committedSeats : 0;
      expect(balance?.capacity).toBe(seats * 10_000);
      expect(await core.campaigns.instances(id)).toHaveLength(history.some(({ to }) => to === 'active') ? 1 : 0);
      const pending = (await core.schedule.pending(id)).map(({ to }) => to);
      expect(new Set(pending).size).toBe(pending.length);
      if (['draft', 'paused', 'completed', 'closed'].includes(campaign?.status ?? '')) expect(pending).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
