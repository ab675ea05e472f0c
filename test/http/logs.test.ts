import { configure, type LogRecord, reset } from '@logtape/logtape';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { createTestApi } from './support.ts';
import { createWorld } from './world.ts';

let records: LogRecord[] = [];
beforeAll(() =>
  configure({
    sinks: { kept: (record) => void records.push(record) },
    loggers: [
      { category: 'campaigns', lowestLevel: 'info', sinks: ['kept'] },
      { category: ['logtape', 'meta'], lowestLevel: 'fatal', sinks: ['kept'] },
    ],
  }),
);
afterAll(reset);

it('says of a request what it was, who may ask for it by role, and nothing of any person', async () => {
  const api = createTestApi();
  const world = createWorld(api);
  const id = await world.recruiting(await world.company());
  records = [];
  const headers = { 'X-Request-Id': 'trace-7' };
  await world.consume(id, 'key-of-nobody', { subject: 'vol-secret', note: 'about somebody' }, { headers });
  await api.call('GET', `/campaigns/${id}/ledger?subject=vol-secret`);
  await api.call('DELETE', `/campaigns/${id}/waitlist/vol-secret`);
  expect(records.map(({ properties }) => properties)).toMatchObject([
    { requestId: 'trace-7', method: 'POST', route: '/api/v1/campaigns/:id/consumption', status: 201, role: 'admin' },
    { method: 'GET', route: '/api/v1/campaigns/:id/ledger', status: 200 },
    { method: 'DELETE', route: '/api/v1/campaigns/:id/waitlist/:subject', status: 404 },
  ]);
  expect(JSON.stringify(records)).not.toMatch(/vol-secret|about somebody|key-of-nobody|admin-1/);
});

it('keeps the cause of a failure under the id that the caller was given', async () => {
  const adapters = memoryAdapters();
  const companies = {
    ...adapters.ports.companies,
    list: async () => {
      throw new Error('the disk is on fire');
    },
  };
  const api = createTestApi({ ...adapters, ports: { ...adapters.ports, companies } });
  records = [];
  const { headers } = await api.call('GET', '/companies');
  const failure = records.find(({ level }) => level === 'error');
  expect(failure?.properties.requestId).toBe(headers.get('X-Request-Id'));
  expect(String(failure?.properties.error)).toContain('the disk is on fire');
});
