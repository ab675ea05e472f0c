import { afterAll, describe, expect, it } from 'vitest';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { deliverMessage } from '../../src/core/usecases/alerts/run-messages.ts';
import { aCampaign, aMessage, anAlert, insert } from '../contract/documents.ts';
import { openTestDatabase } from '../setup/database.ts';
import { COORDINATOR, createTestApi, ofCompany, SALES, type TestApi } from './support.ts';

const { uri } = await openTestDatabase();
const stored = createTestApi(await mongoAdapters(uri));
afterAll(() => stored.service.stop());

describe.each([
  ['memory', createTestApi()],
  ['MongoDB', stored],
])('messages over %s', (_name, api: TestApi) => {
  const { transactions, alerts } = api.service.core;
  let made = 0;

  /** A message of a raised alert. */
  const message = async (over: object = {}) => {
    made += 1;
    const [alertId, campaignId] = [`alert-${made}`, `campaign-${made}`];
    const id = `${alertId}/crossing/company_admin/email`;
    await transactions.commit([
      insert('campaigns', aCampaign({ id: campaignId, companyId: 'acme' })),
      insert('alerts', anAlert({ id: alertId, campaignId, companyId: 'acme' })),
      insert('alertMessages', aMessage({ id, alertId, campaignId, companyId: 'acme', ...over })),
    ]);
    return { id, campaignId };
  };
  const dead = () => message({ state: 'dead', attempts: 18, lastError: 'smtp_econnection' });
  const retry = (id: string, call = {}) =>
    api.call('POST', `/deliveries/${encodeURIComponent(id)}/retry`, { as: COORDINATOR, ...call });

  it('are listed with state, attempts and reason, and without an address', async () => {
    const { id, campaignId } = await dead();
    const { status, body } = await api.call('GET', `/deliveries?state=dead&campaignId=${campaignId}`, { as: SALES });
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      {
        id,
        type: 'capacity.alert',
        channel: 'email',
        target: null,
        state: 'dead',
        attempts: 18,
        lastError: 'smtp_econnection',
        nextAttemptAt: null,
      },
    ]);
    expect(JSON.stringify(body)).not.toContain('@');
  });

  it('are put back once however often that is asked for at the same time, and audited once', async () => {
    const { id } = await dead();
    const answers = await Promise.all(Array.from({ length: 6 }, () => retry(id)));
    for (const { status, body } of answers) {
      expect([status, body.state, body.attempts]).toEqual([200, 'pending', 0]);
    }
    expect(await alerts.message(id)).toMatchObject({ state: 'pending', attempts: 0, version: 2 });
    const { body } = await api.call('GET', `/audit?resource=${encodeURIComponent(`deliveries/${id}`)}`);
    expect(body.items).toMatchObject([{ action: 'delivery.retry', actor: COORDINATOR.id }]);
  });

  it('are sent again after that, and end among the dead letters again where nothing has changed', async () => {
    const { id } = await dead();
    await retry(id);
    const [waiting] = (await alerts.dueMessages(Number.MAX_SAFE_INTEGER, 100)).filter((one) => one.id === id);
    if (!waiting) throw new Error('It does not wait');
    await deliverMessage(api.service.core, waiting);
    expect(await alerts.message(id)).toMatchObject({ state: 'dead', attempts: 1, lastError: 'channel_not_set_up' });
    expect((await retry(id)).body).toMatchObject({ state: 'pending', attempts: 0 });
  });

  it('that were delivered or dropped are done, and unknown ones not found', async () => {
    for (const state of ['delivered', 'dropped']) {
      const { id } = await message({ state });
      const { status, body } = await retry(id);
      expect([status, body.code]).toEqual([409, 'ACTION_ENDED']);
    }
    expect((await retry('nothing')).status).toBe(404);
  });

  it('are for staff, and for those to send again who run campaigns', async () => {
    const { id } = await dead();
    const company = { as: ofCompany('acme', 'company_admin') };
    expect((await api.call('GET', '/deliveries', company)).status).toBe(403);
    expect((await retry(id, company)).status).toBe(403);
    expect((await retry(id, { as: SALES })).status).toBe(403);
    expect(await alerts.message(id)).toMatchObject({ state: 'dead' });
  });

  it('answer a repeated key with the first answer', async () => {
    const { id } = await dead();
    const first = await retry(id, { key: `once-${id}` });
    const again = await retry(id, { key: `once-${id}` });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
  });
});
