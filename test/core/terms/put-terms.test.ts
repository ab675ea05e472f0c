import { beforeEach, describe, expect, test } from 'vitest';
import type { TermsInput } from '../../../src/core/domain/terms/input.ts';
import { deleteCampaign } from '../../../src/core/usecases/campaigns/delete-campaign.ts';
import { createCompany } from '../../../src/core/usecases/companies/create-company.ts';
import { deliverDue } from '../../../src/core/usecases/outbox/run-outbox.ts';
import { dryRunTerms } from '../../../src/core/usecases/terms/dry-run-terms.ts';
import { listTerms } from '../../../src/core/usecases/terms/list-terms.ts';
import { putTerms } from '../../../src/core/usecases/terms/put-terms.ts';
import { ADMIN, as, createWorld, refusal, SEATS, type World } from '../campaign/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

async function put(campaignId: string, terms: TermsInput) {
  const campaign = await world.core.campaigns.find(campaignId);
  return putTerms(world.core, as('sales'), { campaignId, ifVersion: campaign?.version ?? 0, terms });
}

const balance = async (campaignId: string, accountId = campaignId) =>
  (await world.core.accounts.read(accountId)).balances[campaignId];

/** Takes from the campaign's account, as consumption does. */
async function take(campaignId: string, units: number, subject: string | null = null): Promise<void> {
  const asked = { kind: 'consume', quantity: units * 10_000, volume: null, subject, occurredAt: null } as const;
  const key = `${campaignId}/${subject ?? units}`;
  await world.core.accounts.submit(campaignId, { ...asked, campaignId, key, hash: null, actor: 'admin-1' });
}

describe('putting terms', () => {
  test('makes a version, raises the campaign by one and tells the account', async () => {
    const { id } = await world.make({ terms: null });
    const { campaign, version } = await put(id, SEATS);
    expect(campaign).toMatchObject({ version: 2, termsNumber: 1, terms: { model: 'seats', committedSeats: 20 } });
    expect(version).toMatchObject({ number: 1, effectiveFrom: '2025-01-02', createdBy: 'sales-1' });
    expect(await balance(id)).toMatchObject({ unit: 'seat', capacity: 200_000, overage: 1_000, termsVersion: 2 });
  });

  test('the same terms again change nothing, with or without their date', async () => {
    const { id } = await world.make();
    const { version } = await put(id, { ...SEATS, seatPricePerMonth: '67' });
    expect(version.number).toBe(1);
    world.clock.set(Temporal.Instant.from('2025-04-20T10:00:00Z').epochMilliseconds);
    await put(id, { ...SEATS, effectiveFrom: version.effectiveFrom });
    expect(await world.core.campaigns.find(id)).toMatchObject({ version: 1, termsNumber: 1 });
    expect((await listTerms(world.core, ADMIN, { campaignId: id })).items).toHaveLength(1);
  });

  test('after draft the model stays, everything else may change until it is paused', async () => {
    const { id } = await world.make();
    await world.move(id, 'planned', 'active');
    const iaas: TermsInput = { model: 'iaas', learnersCommitted: 10, pricePerLearner: '150' };
    expect(await refusal(put(id, iaas))).toMatchObject({ code: 'LOCKED_FIELD', details: { fields: ['pricingModel'] } });
    await put(id, { ...SEATS, committedSeats: 30, overage: 0 });
    expect(await balance(id)).toMatchObject({ capacity: 300_000, overage: 0, status: 'active' });
    await world.move(id, 'paused');
    expect(await refusal(put(id, SEATS))).toMatchObject({ code: 'LOCKED_FIELD', details: { fields: ['terms'] } });
  });

  test('in draft another model counts in its own unit', async () => {
    const { id } = await world.make();
    await put(id, { model: 'credits', creditAllocation: 10_000, creditConsumptionRate: '0.5' });
    expect(await balance(id)).toMatchObject({ unit: 'credit', capacity: 100_000_000, rate: 500_000 });
  });

  test('terms that count from a later day reach the account on that day', async () => {
    const { id } = await world.make();
    await world.move(id, 'planned');
    await put(id, { ...SEATS, committedSeats: 50, effectiveFrom: '2025-01-10' });
    expect(await balance(id)).toMatchObject({ capacity: 200_000 });
    world.clock.set(Temporal.Instant.from('2025-01-09T23:00:00Z').epochMilliseconds);
    await deliverDue(world.core);
    expect(await balance(id)).toMatchObject({ capacity: 500_000 });
  });

  test('needs the version, the role and a campaign that the actor knows of', async () => {
    const { id } = await world.make();
    const terms = { ...SEATS, committedSeats: 21 };
    expect(await refusal(putTerms(world.core, ADMIN, { campaignId: id, ifVersion: 7, terms }))).toMatchObject({
      kind: 'version_mismatch',
    });
    const input = { campaignId: id, ifVersion: 1, terms };
    expect(await refusal(putTerms(world.core, as('coordinator'), input))).toMatchObject({ code: 'FORBIDDEN' });
    const own = as('company_admin', world.company.id);
    expect(await refusal(putTerms(world.core, own, input))).toMatchObject({ code: 'FORBIDDEN' });
    const foreign = as('company_admin', 'another');
    expect(await refusal(putTerms(world.core, foreign, input))).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('bundles', () => {
  const share = (subscriptionId: string, part: number): TermsInput => ({
    model: 'bundle',
    subscriptionId,
    share: part,
  });
  const sharesOf = (id: string) => Object.keys(world.tables.subscriptions.get(id)?.shares ?? {});

  test('count in the account of their subscription, from the first day', async () => {
    const { id: subscriptionId } = await world.subscribe(90);
    const { id } = await world.make({ terms: share(subscriptionId, 0.5) });
    const account = await world.core.accounts.read(subscriptionId);
    expect(account.pool).toMatchObject({ capacity: 900_000, overage: 1_000 });
    expect(account.balances[id]).toMatchObject({ unit: 'learner', capacity: 450_000 });
  });

  test('of two at once that would together be more than the whole, one is refused', async () => {
    const { id: subscriptionId } = await world.subscribe();
    const [one, other] = await Promise.all([world.make({ terms: null }), world.make({ terms: null })]);
    const outcomes = await Promise.allSettled([
      put(one.id, share(subscriptionId, 0.6)),
      put(other.id, share(subscriptionId, 0.6)),
    ]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => reason.code)).toEqual(['SHARES_EXCEEDED']);
    expect(sharesOf(subscriptionId)).toHaveLength(1);
  });

  test('give their share back when the terms change, the draft is deleted or the campaign closes', async () => {
    const { id: subscriptionId } = await world.subscribe();
    const changed = await world.make({ terms: share(subscriptionId, 0.3) });
    const deleted = await world.make({ terms: share(subscriptionId, 0.3) });
    const closed = await world.make({ terms: share(subscriptionId, 0.3) });
    await put(changed.id, SEATS);
    expect((await balance(changed.id, subscriptionId))?.status).toBe('closed');
    expect(await balance(changed.id)).toMatchObject({ unit: 'seat', status: 'draft' });
    await deleteCampaign(world.core, ADMIN, { id: deleted.id, ifVersion: deleted.version });
    expect(sharesOf(subscriptionId)).toEqual([closed.id]);
    await world.move(closed.id, 'closed');
    expect(sharesOf(subscriptionId)).toEqual([]);
  });

  test('that come back to their subscription are taken up again there', async () => {
    const { id: subscriptionId } = await world.subscribe();
    const { id } = await world.make({ terms: share(subscriptionId, 0.3) });
    await put(id, SEATS);
    await put(id, share(subscriptionId, 0.4));
    expect(await balance(id, subscriptionId)).toMatchObject({ capacity: 400_000, status: 'draft' });
  });

  test('need an active subscription of their company that shares a day with them', async () => {
    const { result: other } = await createCompany(world.core, ADMIN, { name: 'B', timeZone: 'UTC', currency: 'EUR' });
    const { id } = await world.make({ terms: null });
    const foreign = await world.subscribe(100, { companyId: other.id });
    const past = await world.subscribe(100, { startsOn: '2024-01-01', endsOn: '2024-12-31' });
    expect((await refusal(put(id, share(foreign.id, 0.5)))).code).toBe('SUBSCRIPTION_OF_OTHER_COMPANY');
    expect(await refusal(put(id, share(past.id, 0.5)))).toMatchObject({
      kind: 'invalid',
      code: 'SUBSCRIPTION_NOT_ACTIVE',
    });
    expect((await refusal(put(id, share('nowhere', 0.5)))).code).toBe('INVALID_TERMS');
  });
});

describe('dry run', () => {
  test('says what is wrong, what is odd, and writes nothing', async () => {
    const { id, version } = await world.make({ terms: null });
    const run = (terms: TermsInput) => dryRunTerms(world.core, as('sales'), { campaignId: id, terms });
    expect(await run({ ...SEATS, committedSeats: 0 })).toMatchObject({
      valid: false,
      errors: [{ path: 'committedSeats', code: 'OUT_OF_RANGE' }],
    });
    const odd = await run({ model: 'iaas', learnersCommitted: 41, pricePerLearner: '150' });
    expect(odd.valid).toBe(true);
    expect(odd.warnings.map(({ code }) => code)).toEqual(['MORE_LEARNERS_THAN_TARGET', 'NO_OUTCOMES']);
    const custom = await run({ model: 'custom', capacityUnit: 'session', capacity: 10 });
    expect(custom.warnings.map(({ code }) => code)).toEqual(['NO_DESCRIPTION']);
    const { id: subscriptionId } = await world.subscribe();
    const bundle = await run({ model: 'bundle', subscriptionId, share: 0.5 });
    expect(bundle.warnings.map(({ code }) => code)).toEqual(['COST_ABOVE_BUDGET', 'MORE_LEARNERS_THAN_TARGET']);
    expect(await world.core.campaigns.find(id)).toMatchObject({ version, terms: null });
    expect(world.tables.subscriptions.get(subscriptionId)?.shares).toEqual({});
  });

  test('gives the cost of the whole period, and warns where it is above the budget', async () => {
    const { id } = await world.make({ terms: null, startDate: '2025-01-01', budgetAllocated: '25500.00' });
    const run = (seatPricePerMonth: string) =>
      dryRunTerms(world.core, as('sales'), {
        campaignId: id,
        terms: { model: 'seats', committedSeats: 50, seatPricePerMonth },
      });
    expect(await run('85.00')).toMatchObject({ cost: 2_550_000, warnings: [], proration: null });
    expect(await run('85.01')).toMatchObject({ cost: 2_550_300, warnings: [{ code: 'COST_ABOVE_BUDGET' }] });
  });

  test('prices a commitment of a billion learners without counting them', async () => {
    const { id } = await world.make({ terms: null });
    const terms: TermsInput = { model: 'iaas', learnersCommitted: 1_000_000_000, pricePerLearner: '150' };
    const { cost } = await dryRunTerms(world.core, as('sales'), { campaignId: id, terms });
    expect(cost).toBe(15_000_000_000_000);
  });

  test('shows what a change does to the rest of the period before it is made', async () => {
    const { id } = await world.make({ startDate: '2025-01-01' });
    await world.move(id, 'planned', 'active');
    const terms = { ...SEATS, committedSeats: 30, effectiveFrom: '2025-04-01' };
    const { proration } = await dryRunTerms(world.core, as('sales'), { campaignId: id, terms });
    expect(proration).toEqual({
      effectiveFrom: '2025-04-01',
      present: 3 * 20 * 6_700,
      proposed: 3 * 30 * 6_700,
      difference: 3 * 10 * 6_700,
    });
  });

  test('warns where less would be left than is in use, and for credits counts what further grants gave', async () => {
    const { id } = await world.make({ startDate: '2025-01-01' });
    await world.move(id, 'planned', 'active');
    for (let seat = 1; seat <= 3; seat++) await take(id, 1, `vol-${seat}`);
    const codes = async (campaignId: string, terms: TermsInput) =>
      (await dryRunTerms(world.core, as('sales'), { campaignId, terms })).warnings.map(({ code }) => code);
    expect(await codes(id, { ...SEATS, committedSeats: 3 })).toEqual([]);
    expect(await codes(id, { ...SEATS, committedSeats: 2 })).toEqual(['CAPACITY_BELOW_USE']);
    const credits: TermsInput = { model: 'credits', creditAllocation: 100, creditConsumptionRate: 1 };
    const other = await world.make({ startDate: '2025-01-01', terms: credits });
    await world.move(other.id, 'planned', 'active');
    await take(other.id, 90);
    expect(await codes(other.id, { ...credits, creditAllocation: 90 })).toEqual([]);
    expect(await codes(other.id, { ...credits, creditAllocation: 80 })).toEqual(['CAPACITY_BELOW_USE']);
  });

  test('sets a later version aside where the new one counts from an earlier day, and commitments against one another', async () => {
    const { id } = await world.make({ startDate: '2025-01-01' });
    await world.move(id, 'planned', 'active');
    await put(id, { ...SEATS, committedSeats: 40, effectiveFrom: '2025-05-01' });
    const flexible = { ...SEATS, committedSeats: 30, effectiveFrom: '2025-04-01', tariff: 'flexible' as const };
    const { proration } = await dryRunTerms(world.core, as('sales'), { campaignId: id, terms: flexible });
    expect(proration).toMatchObject({
      present: 20 * 6_700 + 2 * 40 * 6_700,
      proposed: 3 * 30 * 6_700,
    });
  });
});
