import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { mongoAdapters } from '../../../src/compose-mongo.ts';
import type { Verification } from '../../../src/core/domain/evidence/evidence.ts';
import { previewInvoice } from '../../../src/core/usecases/billing/preview-invoice.ts';
import { recordCompletion } from '../../../src/core/usecases/billing/record-completion.ts';
import { withdrawCompletion } from '../../../src/core/usecases/billing/withdraw-completion.ts';
import { createCapacityAccounts } from '../../../src/core/usecases/capacity/accounts.ts';
import { createDirectory } from '../../../src/core/usecases/capacity/directory.ts';
import type { Core } from '../../../src/core/usecases/core.ts';
import { type AttachInput, attachEvidence } from '../../../src/core/usecases/evidence/attach-evidence.ts';
import { detachEvidence } from '../../../src/core/usecases/evidence/detach-evidence.ts';
import { updateEvidence } from '../../../src/core/usecases/evidence/update-evidence.ts';
import { openTestDatabase } from '../../setup/database.ts';
import { createManualClock } from '../../support/clock.ts';
import { at, type BillingWorld, CONTEXT, createBillingWorld } from '../billing/world.ts';

const IAAS = { model: 'iaas', learnersCommitted: 10, pricePerLearner: '150.35' } as const;
const PRICE = 150_35;
let world: BillingWorld;
let id: string;
beforeEach(async () => {
  world = await createBillingWorld();
  id = await world.campaign(IAAS);
});

const attach = (evidenceId: string, over: Partial<AttachInput> = {}) =>
  attachEvidence(world.core, CONTEXT, {
    campaignId: id,
    evidenceId,
    verification: 'pending',
    createdAt: at('2025-01-02T08:00:00Z'),
    ...over,
  });
const setTo = (evidenceId: string, verification: Verification) =>
  updateEvidence(world.core, CONTEXT, { campaignId: id, evidenceId, patch: { verification } });
const complete = (subject: string, evidenceIds: string[] = []) =>
  recordCompletion(world.core, CONTEXT, { campaignId: id, subject, evidenceIds });
const invoice = async (month: string) => {
  const { lines, total } = await previewInvoice(world.core, CONTEXT, { campaignId: id, month });
  return { lines: lines.map(({ meter, amount, from, corrects }) => [meter, amount, from, corrects]), total };
};
const completion = async (subject: string) => world.core.billingRecords.findCompletion(`${id}/${subject}`);

describe('a learner whose terms require evidence', () => {
  it('is charged, corrected and charged back to the cent: closed month, withdrawal, attached again', async () => {
    world.clock.set(at('2025-01-20T12:00:00Z'));
    await complete('learner-1', ['ev-1']);
    expect((await invoice('2025-01')).total).toBe(PRICE);

    world.clock.set(at('2025-02-10T12:00:00Z'));
    await world.bill();
    const old = `${id}.invoice.2025-01.0001`;
    await setTo('ev-1', 'withdrawn');
    expect((await invoice('2025-01')).lines).toEqual([['learners', PRICE, '2025-01-01', null]]);
    expect(await invoice('2025-02')).toEqual({ lines: [['learners', -PRICE, '2025-01-01', old]], total: -PRICE });

    world.clock.set(at('2025-03-10T12:00:00Z'));
    await world.bill();
    expect((await invoice('2025-02')).total).toBe(-PRICE);
    await setTo('ev-1', 'verified');
    const { lines } = await invoice('2025-03');
    expect(lines).toContainEqual(['learners', PRICE, '2025-01-01', old]);

    world.clock.set(at('2025-05-10T12:00:00Z'));
    await world.bill();
    const all = await world.core.billingRecords.invoiceLines(id);
    const charged = all.filter(({ meter }) => meter === 'learners').reduce((sum, { amount }) => sum + amount, 0);
    expect(charged).toBe(PRICE);
  });

  it('owes nothing new where evidence goes and comes back within an open month', async () => {
    await complete('learner-1', ['ev-1']);
    world.clock.set(at('2025-02-10T12:00:00Z'));
    await world.bill();
    await setTo('ev-1', 'withdrawn');
    await setTo('ev-1', 'pending');
    expect((await invoice('2025-02')).lines).toEqual([]);
  });

  it('stays charged while any other evidence stands, from when that was attached', async () => {
    await complete('learner-1', ['ev-1']);
    world.clock.set(at('2025-02-10T12:00:00Z'));
    await world.bill();
    await complete('learner-1', ['ev-2']);
    await setTo('ev-1', 'withdrawn');
    expect((await invoice('2025-02')).lines).toEqual([
      ['learners', PRICE, '2025-02-01', null],
      ['learners', -PRICE, '2025-01-01', `${id}.invoice.2025-01.0001`],
    ]);
  });

  it('is charged from the day on which evidence about that learner is attached', async () => {
    await complete('learner-1');
    expect((await invoice('2025-01')).total).toBe(0);
    world.clock.set(at('2025-02-10T12:00:00Z'));
    const { result } = await attach('ev-1', { subject: 'learner-1' });
    expect(result.record.evidence.linked).toBe(1);
    expect((await invoice('2025-01')).total).toBe(0);
    expect((await invoice('2025-02')).total).toBe(PRICE);
  });

  it('is charged at once where the evidence was there before the completion', async () => {
    await attach('ev-1', { subject: 'learner-1' });
    await attach('ev-2', { subject: 'learner-2' });
    world.clock.set(at('2025-01-20T12:00:00Z'));
    await complete('learner-1');
    expect((await completion('learner-1'))?.evidence.map(({ evidenceId }) => evidenceId)).toEqual(['ev-1']);
    expect((await invoice('2025-01')).total).toBe(PRICE);
  });

  it('is not charged for evidence that was withdrawn before, until it comes back, and then from that day', async () => {
    await attach('ev-1', { subject: 'learner-1', verification: 'withdrawn' });
    await complete('learner-1');
    expect((await invoice('2025-01')).total).toBe(0);
    world.clock.set(at('2025-02-10T12:00:00Z'));
    const { result } = await attach('ev-1', { subject: 'learner-1', verification: 'verified' });
    expect(result.isNew).toBe(true);
    expect([(await invoice('2025-01')).total, (await invoice('2025-02')).total]).toEqual([0, PRICE]);
  });

  it('loses the charge with evidence that is detached, and has it back when it is attached again or named again', async () => {
    await complete('learner-1', ['ev-1']);
    for (const again of [() => attach('ev-1'), () => complete('learner-1', ['ev-1'])]) {
      await detachEvidence(world.core, CONTEXT, { campaignId: id, evidenceId: 'ev-1' });
      expect((await invoice('2025-01')).total).toBe(0);
      await again();
      expect((await invoice('2025-01')).total).toBe(PRICE);
    }
  });

  it('stands for itself: evidence is refused that is about another learner', async () => {
    await attach('ev-1', { subject: 'learner-1' });
    await expect(complete('learner-2', ['ev-1'])).rejects.toMatchObject({ code: 'INVALID' });
    expect(await completion('learner-2')).toBeNull();
  });

  it('shares evidence with others, which all follow it; a completion that is taken back leaves it alone', async () => {
    for (const learner of ['learner-1', 'learner-2', 'learner-3']) await complete(learner, ['ev-group']);
    expect((await invoice('2025-01')).total).toBe(3 * PRICE);
    await withdrawCompletion(world.core, CONTEXT, { campaignId: id, subject: 'learner-2' });
    await setTo('ev-group', 'withdrawn');
    expect((await invoice('2025-01')).total).toBe(0);
    await complete('learner-2');
    await setTo('ev-group', 'pending');
    expect((await invoice('2025-01')).total).toBe(2 * PRICE);
  });
});

describe('two processes', () => {
  it('leave no completion with a link to evidence that does not stand, and none without one that does', {
    timeout: 60_000,
  }, async () => {
    const { uri } = await openTestDatabase();
    const clock = createManualClock('2025-01-02T09:00:00Z');
    const processes = await Promise.all(
      [1, 2].map(async () => {
        const adapters = await mongoAdapters(uri);
        const ports = { ...adapters.ports, clock };
        const core: Core = {
          ...ports,
          accounts: createCapacityAccounts(ports),
          directory: createDirectory(ports.campaigns),
        };
        return { core, close: adapters.close };
      }),
    );
    afterAll(() => Promise.all(processes.map(({ close }) => close())));
    const [one, other] = processes.map(({ core }) => core) as [Core, Core];
    const shared = await createBillingWorld({ ports: one, clock });
    const campaignId = await shared.campaign(IAAS);
    const learners = Array.from({ length: 8 }, (_, index) => `learner-${index}`);
    const given = { campaignId, verification: 'pending', createdAt: clock.now() } as const;
    const change = (core: Core, evidenceId: string, verification: Verification) =>
      updateEvidence(core, CONTEXT, { campaignId, evidenceId, patch: { verification } });

    await attachEvidence(one, CONTEXT, { ...given, evidenceId: 'ev-group' });
    await Promise.all(
      learners.flatMap((subject, index) => [
        recordCompletion(index % 2 ? one : other, CONTEXT, { campaignId, subject, evidenceIds: ['ev-group'] }),
        attachEvidence(index % 2 ? other : one, CONTEXT, { ...given, evidenceId: `ev-${index}`, subject }),
        ...(index === 3 ? [change(other, 'ev-group', 'withdrawn')] : []),
      ]),
    );
    const states = async () =>
      (await one.billingRecords.completions(campaignId)).map(({ evidence }) =>
        evidence.map(({ evidenceId, withdrawnAt }) => [evidenceId, withdrawnAt === null]).toSorted(),
      );
    expect(await states()).toEqual(
      learners.map((_, index) => [
        [`ev-${index}`, true],
        ['ev-group', false],
      ]),
    );
    await Promise.all(
      learners.flatMap((_, index) => [
        change(one, `ev-${index}`, 'withdrawn'),
        change(other, `ev-${index}`, index % 2 ? 'withdrawn' : 'verified'),
        change(index % 2 ? one : other, 'ev-group', 'verified'),
      ]),
    );
    const evidence = new Map((await one.evidence.ofCampaign(campaignId)).map((each) => [each.evidenceId, each]));
    for (const [index, links] of (await states()).entries())
      expect(links).toEqual([
        [`ev-${index}`, evidence.get(`ev-${index}`)?.verification !== 'withdrawn'],
        ['ev-group', true],
      ]);
  });
});
