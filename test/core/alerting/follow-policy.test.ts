import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/core/domain/access/actor.ts';
import { HOUR } from '../../../src/core/domain/shared/time.ts';
import { putAlertPolicy } from '../../../src/core/usecases/alert-policies/put-alert-policy.ts';
import { alertFollower } from '../../../src/core/usecases/alerts/follow-alerts.ts';
import { deliverMessage } from '../../../src/core/usecases/alerts/run-messages.ts';
import { repeatAlert } from '../../../src/core/usecases/alerts/run-repeats.ts';
import { createSilence } from '../../../src/core/usecases/silences/create-silence.ts';
import { aCompany, insert } from '../../contract/documents.ts';
import { createService } from './service.ts';

const actor: Actor = { id: 'admin-1', role: 'admin', companyId: null };
const CONTEXT = { actor, requestId: 'request', idempotency: null };
const CAMPAIGN = { of: 'campaign', id: 'campaign-1' } as const;
const COMPANY = { of: 'company', id: 'company-1' } as const;

/** A service whose people all have e-mail; what reaches them is kept. */
async function service() {
  const sent: string[] = [];
  const made = await createService({
    routesFor: async () => [{ channel: 'email', target: null }],
    async deliver(message) {
      sent.push(message.id);
      return { outcome: 'delivered' };
    },
  });
  await made.ports.transactions.commit([insert('companies', aCompany({ id: 'company-1' }))]);
  const ledger = await made.ledger();
  const signal = new AbortController().signal;
  return {
    ...made,
    sent,
    async reach(seats: number) {
      const entry = ledger.consumeTo(seats, made.clock.now());
      await made.append(entry);
      await alertFollower(made.ports).apply('campaign-1', [entry], signal);
      return entry.id;
    },
    async deliver() {
      for (const message of await made.ports.alerts.dueMessages(made.clock.now(), 100)) {
        await deliverMessage(made.ports, message);
      }
    },
    async endWindows() {
      for (const window of await made.ports.alerts.endedWindows(made.clock.now(), 100)) {
        await repeatAlert(made.ports, window);
      }
    },
    reasons: async (alertId: string) => (await made.ports.alerts.decisions(alertId)).map(({ reason }) => reason),
  };
}

describe('a silence', () => {
  test('made while a message waits stops it, and after it what still lasts is told', async () => {
    const { ports, clock, reach, deliver, endWindows, reasons, sent } = await service();
    const alertId = await reach(90);
    const until = clock.now() + 20 * HOUR;
    await createSilence(ports, CONTEXT, { campaignId: 'campaign-1', until, reason: 'Moving' });
    await deliver();
    expect(sent).toEqual([]);
    expect(await reasons(alertId)).toEqual(['crossing', 'silenced']);
    clock.advance(12 * HOUR);
    await endWindows();
    await deliver();
    expect(sent).toEqual([]);
    clock.advance(8 * HOUR);
    await endWindows();
    await deliver();
    expect(sent).toHaveLength(1);
  });
});

describe('quiet hours', () => {
  test('put off a message that was to be tried again in them', async () => {
    const { ports, clock, reach, deliver, sent } = await service();
    await reach(90);
    const quietHours = { from: '00:00', to: '23:59' };
    await putAlertPolicy(ports, CONTEXT, { owner: COMPANY, ifVersion: 0, policy: { quietHours } });
    await deliver();
    expect(sent).toEqual([]);
    clock.advance(24 * HOUR);
    expect((await ports.alerts.dueMessages(clock.now(), 10)).length).toBe(1);
  });
});

describe('a margin', () => {
  test('keeps people from being told of a threshold that utilization stayed close to', async () => {
    const { ports, clock, reach, reasons } = await service();
    await putAlertPolicy(ports, CONTEXT, { owner: CAMPAIGN, ifVersion: 0, policy: { rearmMargin: 10 } });
    expect(await reasons(await reach(90))).toEqual(['crossing']);
    clock.advance(48 * HOUR);
    await reach(87);
    expect(await reasons(await reach(90))).toEqual(['crossing', 'within_margin']);
    clock.advance(48 * HOUR);
    await reach(80);
    expect(await reasons(await reach(90))).toEqual(['crossing']);
  });
});

describe('a change of policy', () => {
  test('is evaluated for what is raised, and the decision is kept', async () => {
    const { ports, clock, reach, endWindows, reasons, tables } = await service();
    const alertId = await reach(90);
    const off = { thresholds: [{ threshold: 90 as const, enabled: false }] };
    await putAlertPolicy(ports, CONTEXT, { owner: CAMPAIGN, ifVersion: 0, policy: off });
    expect(await reasons(alertId)).toEqual(['crossing', 'policy_changed']);
    expect(tables.alertWindows.get('campaign-1/90')?.alertId).toBeNull();
    clock.advance(HOUR);
    const hourly = { thresholds: [{ threshold: 90 as const, windowMinutes: 30 }] };
    await putAlertPolicy(ports, CONTEXT, { owner: CAMPAIGN, ifVersion: 1, policy: hourly });
    await endWindows();
    expect([...tables.alertMessages.values()].filter((message) => message.repetition)).toHaveLength(1);
  });

  test('of a company concerns the campaigns that have none of their own', async () => {
    const { ports, reach, reasons } = await service();
    const alertId = await reach(90);
    const once = { thresholds: [{ threshold: 90 as const, repeat: false }] };
    await putAlertPolicy(ports, CONTEXT, { owner: COMPANY, ifVersion: 0, policy: once });
    expect(await reasons(alertId)).toEqual(['crossing', 'policy_changed']);
    await putAlertPolicy(ports, CONTEXT, { owner: CAMPAIGN, ifVersion: 0, policy: once });
    await putAlertPolicy(ports, CONTEXT, { owner: COMPANY, ifVersion: 1, policy: {} });
    expect(await reasons(alertId)).toEqual(['crossing', 'policy_changed']);
  });
});
