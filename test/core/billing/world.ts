import { memoryAdapters } from '../../../src/compose-memory.ts';
import type { Actor } from '../../../src/core/domain/access/actor.ts';
import type { InvoiceLine } from '../../../src/core/domain/billing/invoice-line.ts';
import type { UsageEvent } from '../../../src/core/domain/billing/usage-event.ts';
import type { TermsInput } from '../../../src/core/domain/terms/input.ts';
import { usageFollower } from '../../../src/core/usecases/billing/follow-usage.ts';
import { advanceDue, takeUp } from '../../../src/core/usecases/billing/run-billing.ts';
import { startBilling } from '../../../src/core/usecases/billing/start-billing.ts';
import { createCampaign } from '../../../src/core/usecases/campaigns/create-campaign.ts';
import { createCapacityAccounts } from '../../../src/core/usecases/capacity/accounts.ts';
import { consumeCapacity } from '../../../src/core/usecases/capacity/consume-capacity.ts';
import { createDirectory } from '../../../src/core/usecases/capacity/directory.ts';
import { createGroup } from '../../../src/core/usecases/catalogue/create-group.ts';
import { createTemplate } from '../../../src/core/usecases/catalogue/create-template.ts';
import { createCompany } from '../../../src/core/usecases/companies/create-company.ts';
import type { RequestContext } from '../../../src/core/usecases/context.ts';
import type { Core } from '../../../src/core/usecases/core.ts';
import { transitionCampaign } from '../../../src/core/usecases/lifecycle/transition-campaign.ts';
import type { BillingService } from '../../../src/ports/billing-service.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { createManualClock, type ManualClock } from '../../support/clock.ts';

const ADMIN: Actor = { id: 'admin-1', role: 'admin', companyId: null };
export const CONTEXT: RequestContext = { actor: ADMIN, requestId: 'request', idempotency: null };
export const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;

/** A billing service that takes everything, and keeps what it took. */
export function createPatientBilling(): BillingService & { events: UsageEvent[]; lines: InvoiceLine[] } {
  const events: UsageEvent[] = [];
  const lines: InvoiceLine[] = [];
  return {
    events,
    lines,
    subscriptions: null,
    async sendUsage(batch) {
      events.push(...batch);
      return batch.map(() => ({ outcome: 'accepted' }));
    },
    async postLine(line) {
      lines.push(line);
      return { outcome: 'accepted' };
    },
  };
}

export type BillingWorld = Awaited<ReturnType<typeof createBillingWorld>>;

/** A company in Berlin whose campaigns are billed from 2 January 2025 on; the jobs' steps are done when asked for. */
export async function createBillingWorld(given?: { ports: Ports; clock: ManualClock }) {
  const clock = given?.clock ?? createManualClock('2025-01-02T09:00:00Z');
  const ports = given?.ports ?? memoryAdapters({ clock }).ports;
  const accounts = createCapacityAccounts(ports);
  const core: Core = { ...ports, accounts, directory: createDirectory(ports.campaigns) };
  const { result: company } = await createCompany(core, CONTEXT, {
    name: 'Acme',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
  });
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
  await startBilling(core);

  return {
    core,
    clock,
    /** A campaign from 1 January to 31 March 2025 that recruits. */
    async campaign(terms: TermsInput): Promise<string> {
      const { result } = await createCampaign(core, CONTEXT, {
        companyId: company.id,
        name: 'Spring',
        programTemplateId: template.id,
        beneficiaryGroupId: group.id,
        startDate: '2025-01-01',
        endDate: '2025-03-31',
        targetVolunteers: 10,
        targetBeneficiaries: 10,
        budgetAllocated: '100000.00',
        terms,
      });
      for (const to of ['planned', 'recruiting', 'active'] as const)
        await transitionCampaign(core, CONTEXT, { id: result.id, to });
      return result.id;
    },
    async consume(campaignId: string, key: string, more: { quantity?: number; subject?: string; occurredAt?: number }) {
      return consumeCapacity(core, CONTEXT, { campaignId, key, hash: key, ...more });
    },
    /** What the background jobs do at this time. */
    async bill(): Promise<void> {
      await takeUp(core, 0);
      await advanceDue(core, undefined, (_id, error) => {
        throw error;
      });
    },
    /** What the follower does with a campaign's entries after a sequence: all of them, as after a crash, unless it is told. */
    async follow(campaignId: string, after = 0): Promise<number> {
      let last = after;
      const follower = usageFollower(core);
      for await (const entry of core.capacityLog.stream({ accountId: campaignId, campaignId })) {
        if (entry.sequence <= after) continue;
        last = entry.sequence;
        const commit = {
          accountId: campaignId,
          sequence: entry.sequence,
          writer: '',
          recordedAt: entry.recordedAt,
          entries: [entry],
        };
        const chosen = follower.select(commit);
        if (chosen.length > 0) await follower.apply(campaignId, chosen, new AbortController().signal);
      }
      return last;
    },
    async outbox(campaignId: string) {
      const { items } = await core.outbox.list({ campaignId, limit: 100, cursor: null });
      return items.filter(({ queue }) => queue === 'billing').toReversed();
    },
  };
}
