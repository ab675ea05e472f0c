import { performance } from 'node:perf_hooks';
import { startTestMongod } from '../../../scripts/mongod/start-test-mongod.ts';
import { compose, type Service } from '../../../src/compose.ts';
import { mongoAdapters } from '../../../src/compose-mongo.ts';
import { SYSTEM } from '../../../src/core/domain/access/actor.ts';
import { DAY, HOUR } from '../../../src/core/domain/shared/time.ts';
import type { TermsInput } from '../../../src/core/domain/terms/input.ts';
import { createCampaign } from '../../../src/core/usecases/campaigns/create-campaign.ts';
import { consumeCapacity } from '../../../src/core/usecases/capacity/consume-capacity.ts';
import { createGroup } from '../../../src/core/usecases/catalogue/create-group.ts';
import { createTemplate } from '../../../src/core/usecases/catalogue/create-template.ts';
import { createCompany } from '../../../src/core/usecases/companies/create-company.ts';
import { registerSubscription } from '../../../src/core/usecases/companies/register-subscription.ts';
import type { RequestContext } from '../../../src/core/usecases/context.ts';
import { getPricing } from '../../../src/core/usecases/insight/get-pricing.ts';
import { getPricingReport } from '../../../src/core/usecases/insight/get-pricing-report.ts';
import { transitionCampaign } from '../../../src/core/usecases/lifecycle/transition-campaign.ts';
import { createManualClock, type ManualClock } from '../../support/clock.ts';
import { median } from '../drive.ts';
import { type Comparison, milliseconds } from '../report.ts';

const CAMPAIGNS = 200;
const ENTRIES = 300;
const CONTEXT: RequestContext = { actor: SYSTEM, requestId: 'bench', idempotency: null };
const START = Temporal.Instant.from('2025-01-02T09:00:00Z').epochMilliseconds;
const PERIOD = { startDate: '2025-01-01', endDate: '2025-12-31' };

/** What a company's pricing report takes, beside its campaigns asked for one after another. */
export async function measureInsights(rounds: number): Promise<Comparison[]> {
  const mongod = await startTestMongod();
  const adapters = await mongoAdapters(mongod.uri);
  const clock = createManualClock('2025-01-02T09:00:00Z');
  const auth = { kind: 'secret' as const, secret: 'x'.repeat(32) };
  const service = compose({ auth, rateLimit: 0, demo: false }, { ...adapters, ports: { ...adapters.ports, clock } });
  const rows: Comparison[] = [];
  for (const kind of ['seats', 'bundle'] as const) {
    clock.set(START);
    const company = await fillCompany(service, clock, kind);
    clock.set(START + 60 * DAY);
    const together: number[] = [];
    const apart: number[] = [];
    for (let round = 0; round < Math.min(rounds, 5); round += 1) {
      together.push(await timed(() => getPricingReport(service.core, CONTEXT, company)));
      apart.push(
        await timed(async () => {
          for (const campaignId of company.campaignIds) await getPricing(service.core, CONTEXT, { campaignId });
        }),
      );
    }
    const [ours, other] = [median(together), median(apart)];
    const what = `${company.campaignIds.length} campaigns of ${kind}, ${ENTRIES} entries each`;
    rows.push({
      name: `report of ${what}, beside one after another`,
      ours: milliseconds(ours),
      other: milliseconds(other),
      ratio: ours / other,
      target: 1,
      atMost: true,
    });
  }
  await service.stop();
  await mongod.stop();
  return rows;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** A company whose campaigns have each places taken, a quarter of an hour apart. */
async function fillCompany({ core }: Service, clock: ManualClock, kind: 'seats' | 'bundle') {
  const place = { timeZone: 'Europe/Berlin', currency: 'EUR' };
  const { result: company } = await createCompany(core, CONTEXT, { name: 'Acme', ...place });
  const { result: template } = await createTemplate(core, CONTEXT, {
    name: 'Mentors',
    programType: 'mentorship',
    defaultConfig: {},
  });
  const { result: group } = await createGroup(core, CONTEXT, {
    name: 'Newcomers',
    groupType: 'refugees',
    countryCode: 'DE',
    primaryLanguages: ['ar'],
    eligibleProgramTypes: ['mentorship'],
  });
  const count = kind === 'seats' ? CAMPAIGNS : CAMPAIGNS / 5;
  const terms = kind === 'seats' ? () => SEATS : await shares(core, company.id, count);
  const campaignIds: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const { result } = await createCampaign(core, CONTEXT, {
      companyId: company.id,
      name: `Campaign ${number}`,
      programTemplateId: template.id,
      beneficiaryGroupId: group.id,
      ...PERIOD,
      targetVolunteers: ENTRIES,
      targetBeneficiaries: ENTRIES,
      budgetAllocated: '100000.00',
      terms: terms(),
    });
    for (const to of ['planned', 'recruiting', 'active'] as const)
      await transitionCampaign(core, CONTEXT, { id: result.id, to });
    campaignIds.push(result.id);
  }
  for (let entry = 0; entry < ENTRIES; entry += 1) {
    clock.advance(HOUR / 4);
    await Promise.all(
      campaignIds.map((campaignId) => {
        const key = `${campaignId}-${entry}`;
        return consumeCapacity(core, CONTEXT, { campaignId, key, hash: key, subject: `p-${key}` });
      }),
    );
  }
  return { companyId: company.id, campaignIds };
}

const SEATS: TermsInput = { model: 'seats', committedSeats: 400, seatPricePerMonth: '85.00' };

async function shares(core: Service['core'], companyId: string, count: number): Promise<() => TermsInput> {
  const { result } = await registerSubscription(core, CONTEXT, {
    companyId,
    name: 'L2I',
    learners: 400 * count,
    price: '600000.00',
    currency: 'EUR',
    startsOn: PERIOD.startDate,
    endsOn: PERIOD.endDate,
    status: 'active',
  });
  return () => ({ model: 'bundle', subscriptionId: result.id, share: 1 / count });
}
