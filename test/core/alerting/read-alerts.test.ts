import { describe, expect, test } from 'vitest';
import type { Actor, Role } from '../../../src/core/domain/access/actor.ts';
import { acknowledgeAlert } from '../../../src/core/usecases/alerts/acknowledge-alert.ts';
import { alertFollower } from '../../../src/core/usecases/alerts/follow-alerts.ts';
import { getAlert } from '../../../src/core/usecases/alerts/get-alert.ts';
import { listAlerts } from '../../../src/core/usecases/alerts/list-alerts.ts';
import { listDecisions } from '../../../src/core/usecases/alerts/list-decisions.ts';
import type { RequestContext } from '../../../src/core/usecases/context.ts';
import { createService } from './service.ts';

const PAGE = { limit: 50, cursor: null };

function as(role: Role, companyId: string | null = null): RequestContext {
  const actor: Actor = { id: `${role}-1`, role, companyId };
  return { actor, requestId: 'request-1', idempotency: null };
}

const SALES = as('sales');
const ADMIN_OF_COMPANY = as('company_admin', 'company-1');
const USER_OF_COMPANY = as('company_user', 'company-1');
const STRANGER = as('company_admin', 'company-2');

/** A service in which one campaign has crossed 80 and then 100 %. */
async function crossed() {
  const service = await createService();
  const ledger = await service.ledger();
  const entries = [ledger.consumeTo(80), ledger.consumeTo(100)] as const;
  await alertFollower(service.ports).apply('campaign-1', entries, new AbortController().signal);
  service.clock.advance(60_000);
  return { ...service, ledger, info: entries[0].id, error: entries[1].id };
}

describe('the list of alerts', () => {
  test('shows staff everything, newest first', async () => {
    const { ports, info, error } = await crossed();
    const { items } = await listAlerts(ports, SALES, PAGE);
    expect(items.map(({ id }) => id)).toEqual([error, info]);
    expect(items[1]).toMatchObject({ action: 'upsell_opportunity', recipients: ['sales'] });
  });

  test('shows a company its own alerts, in its own form', async () => {
    const { ports } = await crossed();
    const { items } = await listAlerts(ports, USER_OF_COMPANY, PAGE);
    expect(items.map(({ action, recipients }) => ({ action, recipients }))).toEqual([
      { action: 'recommend_expansion', recipients: ['company_admin'] },
      { action: 'recommend_expansion', recipients: [] },
    ]);
  });

  test.each([
    ['another company, asking for nothing in particular', STRANGER, {}],
    ['another company, asking for this one', STRANGER, { companyId: 'company-1' }],
    ['the company, asking for another', ADMIN_OF_COMPANY, { companyId: 'company-2' }],
    ['a company role without a company', as('company_admin'), {}],
  ])('is empty for %s', async (_who, context, filter) => {
    const { ports } = await crossed();
    expect((await listAlerts(ports, context, { ...PAGE, ...filter })).items).toEqual([]);
  });
});

describe('one alert', () => {
  test('does not exist for another company', async () => {
    const { ports, error } = await crossed();
    for (const read of [getAlert(ports, STRANGER, { id: error }), listDecisions(ports, STRANGER, { alertId: error })]) {
      await expect(read).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(acknowledgeAlert(ports, STRANGER, { id: error })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('that never was is not found', async () => {
    const { ports } = await crossed();
    await expect(getAlert(ports, SALES, { id: 'nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the decisions of an alert', () => {
  test('each explain themselves in a sentence', async () => {
    const { ports, error } = await crossed();
    expect((await listDecisions(ports, SALES, { alertId: error })).map(({ explanation }) => explanation)).toEqual([
      'Utilization of “Spring campaign” rose from 80.00 % to 100.00 % and reached the 100 % threshold, so an alert was raised.',
      "The company's admin was not told, since no channel with a contact is set up.",
      'Customer success was not told, since no channel with a contact is set up.',
    ]);
  });

  test('that concern other recipients are left out for the company', async () => {
    const { ports, error } = await crossed();
    const decisions = await listDecisions(ports, ADMIN_OF_COMPANY, { alertId: error });
    expect(decisions.map(({ recipient }) => recipient)).toEqual([null, 'company_admin']);
  });
});

describe('acknowledging an alert', () => {
  test('keeps who did it and when, as a decision and in the audit', async () => {
    const { ports, error, clock, tables } = await crossed();
    const { result } = await acknowledgeAlert(ports, ADMIN_OF_COMPANY, { id: error });
    expect(result).toMatchObject({
      state: 'acknowledged',
      acknowledgedAt: clock.now(),
      acknowledgedBy: 'company_admin-1',
    });
    expect((await ports.alerts.decisions(error)).at(-1)).toMatchObject({
      decision: 'suppressed',
      reason: 'acknowledged',
    });
    expect([...tables.audit.values()]).toMatchObject([
      {
        actor: 'company_admin-1',
        action: 'alert.acknowledge',
        resource: `alerts/${error}`,
        changes: { state: { before: 'raised', after: 'acknowledged' } },
      },
    ]);
  });

  test('again, or at the same time, changes nothing more', async () => {
    const { ports, error, tables } = await crossed();
    const people = [ADMIN_OF_COMPANY, SALES, as('coordinator')];
    await Promise.all(people.map((context) => acknowledgeAlert(ports, context, { id: error })));
    const { result } = await acknowledgeAlert(ports, SALES, { id: error });
    expect(result.version).toBe(2);
    expect(tables.audit.size).toBe(1);
  });

  test('under a key gives the first answer again', async () => {
    const { ports, error } = await crossed();
    const keyed = { ...SALES, idempotency: { key: 'key-1', scope: 'POST acknowledge', hash: 'body' } };
    const first = await acknowledgeAlert(ports, keyed, { id: error });
    expect(await acknowledgeAlert(ports, keyed, { id: error })).toEqual({ result: first.result, replayed: true });
    const other = { ...keyed, idempotency: { ...keyed.idempotency, hash: 'another body' } };
    await expect(acknowledgeAlert(ports, other, { id: error })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  test('tells other people of the company that it was done, not by whom', async () => {
    const { ports, error } = await crossed();
    await acknowledgeAlert(ports, SALES, { id: error });
    expect(await getAlert(ports, USER_OF_COMPANY, { id: error })).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: null,
    });
  });

  test('keeps a note apart from the decision, so that it can be erased', async () => {
    const { ports, error } = await crossed();
    await acknowledgeAlert(ports, SALES, { id: error, note: ' We will call them. ' });
    const noteId = (await ports.alerts.decisions(error)).at(-1)?.noteId ?? '';
    expect(await ports.notes.byIds([noteId])).toEqual(new Map([[noteId, 'We will call them.']]));
  });

  test('refuses a note with personal data', async () => {
    const { ports, error } = await crossed();
    const input = { id: error, note: 'Ask someone@example.org' };
    await expect(acknowledgeAlert(ports, SALES, input)).rejects.toMatchObject({ code: 'PERSONAL_DATA' });
  });

  test('is not for those who may only read', async () => {
    const { ports, error } = await crossed();
    await expect(acknowledgeAlert(ports, USER_OF_COMPANY, { id: error })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('of a resolved alert is a conflict', async () => {
    const { ports, error, ledger } = await crossed();
    const signal = new AbortController().signal;
    await alertFollower(ports).apply('campaign-1', [ledger.consumeTo(10)], signal);
    await expect(acknowledgeAlert(ports, SALES, { id: error })).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
