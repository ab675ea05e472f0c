import { afterAll, describe, expect, it } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { openTestDatabase } from '../setup/database.ts';
import { COORDINATOR, createTestApi, ofCompany, SALES } from './support.ts';
import { CREDITS, createWorld, LEARNERS, SEATS } from './world.ts';

const { uri } = await openTestDatabase();
const ONE_SEAT = { ...SEATS, committedSeats: 1, overage: 0 };

describe.each([
  ['memory', memoryAdapters()],
  ['MongoDB', await mongoAdapters(uri)],
])('reservations over %s', (_name, adapters) => {
  const api = createTestApi(adapters);
  const world = createWorld(api);
  afterAll(() => api.service.stop());

  const hold = (id: string, key: string, body: unknown, call = {}) =>
    api.call('POST', `/campaigns/${id}/holds`, { key, body, ...call });
  const capacity = async (id: string) => (await api.call('GET', `/campaigns/${id}/capacity`)).body;

  it('a hold keeps a place for its subject and counts against the limit', async () => {
    const id = await world.recruiting(await world.company(), ONE_SEAT);
    const held = await hold(id, 'h1', { subject: 'vol-1', ttlSeconds: 60 });
    expect(held.status).toBe(201);
    expect(held.body).toMatchObject({ quantity: 1, subject: 'vol-1', state: 'live' });
    expect((await api.call('GET', `/campaigns/${id}/holds`)).body.items).toEqual([held.body]);
    expect(await capacity(id)).toMatchObject({ consumed: 0, held: 1, headroom: 0, remaining: 0 });
    expect((await world.consume(id, 'c1', { subject: 'vol-2' })).body).toMatchObject({
      code: 'CAPACITY_EXCEEDED',
      held: 1,
    });
  });

  it('the same key gives the same hold again, and a second hold for the subject answers the first', async () => {
    const id = await world.recruiting(await world.company());
    const first = await hold(id, 'h1', { subject: 'vol-1' });
    const again = await hold(id, 'h1', { subject: 'vol-1' });
    const second = await hold(id, 'h2', { subject: 'vol-1' });
    expect([first.status, again.status, second.status]).toEqual([201, 201, 200]);
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect([again.body, second.body]).toEqual([first.body, first.body]);
    expect((await hold(id, '', { subject: 'vol-9' })).body.code).toBe('IDEMPOTENCY_KEY_REQUIRED');
  });

  it('a hold is confirmed once, and consuming for its subject confirms it', async () => {
    const id = await world.recruiting(await world.company());
    const one = await hold(id, 'h1', { subject: 'vol-1' });
    const confirmed = await api.call('POST', `/campaigns/${id}/holds/${one.body.id}/confirm`);
    const again = await api.call('POST', `/campaigns/${id}/holds/${one.body.id}/confirm`);
    expect([confirmed.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(confirmed.body);
    const two = await hold(id, 'h2', { subject: 'vol-2' });
    const consumed = await world.consume(id, 'c2', { subject: 'vol-2' });
    expect(consumed.body.entry).toMatchObject({ kind: 'confirm', relatesTo: two.body.id });
    expect(await capacity(id)).toMatchObject({ consumed: 2, held: 0 });
  });

  it('a hold confirmed while the campaign is paused answers that it is not open, and again so', async () => {
    const id = await world.recruiting(await world.company());
    await hold(id, 'h1', { subject: 'vol-1' });
    expect((await world.consume(id, 'c0', { subject: 'vol-0' })).body.capacity).toMatchObject({ open: true });
    await world.transition(id, 'paused');
    const consumed = await world.consume(id, 'c1', { subject: 'vol-1' });
    expect(consumed.status).toBe(201);
    expect(consumed.body.capacity).toMatchObject({ open: false, consumed: 2, held: 0 });
    expect(await capacity(id)).toMatchObject({ open: false });
    await world.transition(id, 'active');
    const again = await world.consume(id, 'c1', { subject: 'vol-1' });
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(again.body).toEqual(consumed.body);
  });

  it('a hold that was given back has ended', async () => {
    const id = await world.recruiting(await world.company());
    const { body } = await hold(id, 'h1', { subject: 'vol-1' });
    expect((await api.call('DELETE', `/campaigns/${id}/holds/${body.id}`)).status).toBe(204);
    expect((await api.call('DELETE', `/campaigns/${id}/holds/${body.id}`)).status).toBe(204);
    expect((await api.call('POST', `/campaigns/${id}/holds/${body.id}/confirm`)).body.code).toBe('HOLD_ENDED');
    expect((await api.call('POST', `/campaigns/${id}/holds/nothing/confirm`)).status).toBe(404);
  });

  it('a full campaign queues people and offers a freed place to the first', async () => {
    const id = await world.recruiting(await world.company(), ONE_SEAT);
    const queue = (subject: string) => api.call('POST', `/campaigns/${id}/waitlist`, { body: { subject } });
    expect((await queue('vol-2')).body.code).toBe('NOT_FULL');
    await world.consume(id, 'c1', { subject: 'vol-1' });
    expect([(await queue('vol-2')).status, (await queue('vol-3')).status, (await queue('vol-2')).status]).toEqual([
      201, 201, 200,
    ]);
    const waiting = async () => (await api.call('GET', `/campaigns/${id}/waitlist`)).body.items;
    expect(
      (await waiting()).map(({ subject, position }: { subject: string; position: number }) => [subject, position]),
    ).toEqual([
      ['vol-2', 1],
      ['vol-3', 2],
    ]);
    await api.call('POST', `/campaigns/${id}/releases`, { body: { subject: 'vol-1' } });
    expect((await api.call('GET', `/campaigns/${id}/holds`)).body.items).toMatchObject([{ subject: 'vol-2' }]);
    expect((await world.consume(id, 'c2', { subject: 'vol-4' })).body.code).toBe('CAPACITY_EXCEEDED');
    expect((await api.call('DELETE', `/campaigns/${id}/waitlist/vol-3`)).status).toBe(204);
    expect((await api.call('DELETE', `/campaigns/${id}/waitlist/vol-3`)).status).toBe(404);
    expect(await waiting()).toEqual([]);
  });

  it('credits are topped up, and burn by priority and expiry', async () => {
    const id = await world.recruiting(await world.company(), CREDITS);
    const expiresAt = '2098-01-01T00:00:00.000Z';
    const body = { quantity: 50, priority: 10, cost: '20.00', expiresAt, note: 'Winter term' };
    const granted = await api.call('POST', `/campaigns/${id}/grants`, { key: 'g1', body });
    const again = await api.call('POST', `/campaigns/${id}/grants`, { key: 'g1', body });
    expect(granted.status).toBe(201);
    expect(again.body).toEqual(granted.body);
    await world.consume(id, 'c1', { quantity: 60 });
    const { items } = (await api.call('GET', `/campaigns/${id}/grants`)).body;
    expect(items).toMatchObject([
      { quantity: 50, remaining: 0, priority: 10, cost: '20.00', note: 'Winter term', state: 'live', expiresAt },
      { quantity: 100, remaining: 90, state: 'live', expiresAt: null },
    ]);
    expect(await capacity(id)).toMatchObject({ capacity: 150, consumed: 60 });
    const later = { quantity: 5, startsAt: '2097-01-01T00:00:00.000Z' };
    expect((await api.call('POST', `/campaigns/${id}/grants`, { body: later })).body.state).toBe('scheduled');
    expect((await capacity(id)).capacity).toBe(150);
  });

  it.each([
    ['a cost that is no amount', { quantity: 1, cost: '1.234' }],
    ['an end before the start', { quantity: 1, startsAt: '2030-01-01T00:00:00Z', expiresAt: '2029-01-01T00:00:00Z' }],
    ['more than 4 decimals', { quantity: 0.00001 }],
  ])('a grant with %s is refused', async (_what, body) => {
    const id = await world.recruiting(await world.company(), CREDITS);
    expect((await api.call('POST', `/campaigns/${id}/grants`, { body })).status).toBe(422);
  });

  it('companies hold and queue for their own seats, never learn of learners, and grant nothing', async () => {
    const companyId = await world.company();
    const as = ofCompany(companyId, 'company_admin');
    const seats = await world.recruiting(companyId);
    const learners = await world.recruiting(companyId, LEARNERS);
    expect((await hold(seats, 'h1', { subject: 'vol-1' }, { as })).status).toBe(201);
    await hold(learners, 'h1', { subject: 'learner-1' }, { as: COORDINATOR });
    expect((await api.call('GET', `/campaigns/${learners}/holds`, { as })).body.items).toMatchObject([
      { subject: null },
    ]);
    const credits = await world.recruiting(companyId, CREDITS);
    expect((await hold(credits, 'h1', { quantity: 1 }, { as })).status).toBe(403);
    expect((await api.call('POST', `/campaigns/${credits}/grants`, { as, body: { quantity: 1 } })).status).toBe(403);
    expect((await api.call('POST', `/campaigns/${credits}/grants`, { as: SALES, body: { quantity: 1 } })).status).toBe(
      201,
    );
    const other = ofCompany(await world.company(), 'company_admin');
    expect((await hold(seats, 'h2', { subject: 'vol-2' }, { as: other })).status).toBe(404);
    expect((await api.call('GET', `/campaigns/${seats}/waitlist`, { as: other })).status).toBe(404);
  });
});
