import { describe, expect, it } from 'vitest';
import { ADMIN, COORDINATOR, ofCompany, type TestApi } from './support.ts';
import { CREDITS, createWorld, LEARNERS } from './world.ts';

/** What the API promises of capacity, wherever it is served and whatever keeps it. */
export function describeCapacity(name: string, api: Pick<TestApi, 'call'>): void {
  describe(`capacity over ${name}`, () => {
    const world = createWorld(api);

    it('records consumption once for its key and gives the first answer again, with the same status and body', async () => {
      const id = await world.recruiting(await world.company());
      const first = await world.consume(id, 'a', { subject: 'vol-1', note: 'Introduced by the works council' });
      const again = await world.consume(id, 'a', { subject: 'vol-1', note: 'Introduced by the works council' });
      expect(first.status).toBe(201);
      expect(first.headers.get('Idempotency-Replayed')).toBeNull();
      expect(first.body.entry).toMatchObject({ kind: 'consume', quantity: 1, subject: 'vol-1', idempotencyKey: 'a' });
      expect(first.body.entry.note).toBe('Introduced by the works council');
      expect(again.status).toBe(201);
      expect(again.headers.get('Idempotency-Replayed')).toBe('true');
      expect(again.body).toEqual(first.body);
    });

    it('lets an admin erase a note: the entry stays, the audit says that, not what', async () => {
      const id = await world.recruiting(await world.company());
      const body = { subject: 'vol-1', note: 'Introduced by the works council' };
      const { entry } = (await world.consume(id, 'a', body)).body;
      const address = `/campaigns/${id}/ledger/${entry.id}`;
      expect((await api.call('DELETE', `${address}/note`, { as: COORDINATOR })).status).toBe(403);
      expect((await api.call('DELETE', `${address}/note`)).status).toBe(204);
      expect((await api.call('GET', address)).body).toEqual({ ...entry, note: null });
      expect((await world.consume(id, 'a', body)).body.entry).toEqual({ ...entry, note: null });
      expect((await api.call('DELETE', `${address}/note`)).status).toBe(404);
      const audit = await api.call('GET', `/audit?resource=${address.slice(1)}`);
      expect(audit.body.items).toMatchObject([{ action: 'note.erase', actor: ADMIN.id, changes: {} }]);
      expect(JSON.stringify(audit.body)).not.toContain('works council');
    });

    it('counts a key once whoever sends it, and refuses it for another body', async () => {
      const id = await world.recruiting(await world.company());
      await world.consume(id, 'a', { subject: 'vol-1' });
      const other = await world.consume(id, 'a', { subject: 'vol-1' }, { as: COORDINATOR });
      const changed = await world.consume(id, 'a', { subject: 'vol-2' });
      expect(other.headers.get('Idempotency-Replayed')).toBe('true');
      expect(changed.status).toBe(422);
      expect(changed.body.code).toBe('IDEMPOTENCY_KEY_REUSED');
    });

    it('answers 200 with the entry of a place that is there already', async () => {
      const id = await world.recruiting(await world.company());
      const first = await world.consume(id, 'a', { subject: 'vol-1' });
      const second = await world.consume(id, 'b', { subject: 'vol-1' });
      expect(second.status).toBe(200);
      expect(second.body.entry.id).toBe(first.body.entry.id);
    });

    it('says what was crossed, takes exactly the limit, and refuses the next with its figures', async () => {
      const id = await world.recruiting(await world.company());
      const answers = [];
      for (let at = 1; at <= 12; at++) answers.push(await world.consume(id, `k${at}`, { subject: `vol-${at}` }));
      expect(answers.map(({ body }) => body.crossed?.threshold ?? null)).toEqual([
        ...Array(7).fill(null),
        80,
        90,
        100,
        110,
        null,
      ]);
      expect(answers[7]?.body.capacity).toMatchObject({
        utilization: 0.8,
        utilizationPercent: 80,
        band: 80,
        near: true,
      });
      expect(answers[11]?.status).toBe(409);
      expect(answers[11]?.body).toMatchObject({
        code: 'CAPACITY_EXCEEDED',
        limit: 11,
        consumed: 11,
        held: 0,
        requested: 1,
        headroom: 0,
        limitedBy: 'campaign',
      });
    });

    it('never passes the limit however many ask at once', async () => {
      const id = await world.recruiting(await world.company());
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, at) => world.consume(id, `k${at}`, { subject: `vol-${at}` })),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(11);
      expect(answers.filter(({ body }) => body.code === 'CAPACITY_EXCEEDED')).toHaveLength(29);
      const { body } = await api.call('GET', `/campaigns/${id}/capacity`);
      expect(body).toMatchObject({ consumed: 11, hardLimit: 11, headroom: 0, remaining: 0, over: true, band: 110 });
    });

    it('takes a batch in order, and one bad item does not stop the rest', async () => {
      const id = await world.recruiting(await world.company());
      await world.consume(id, 'first', { subject: 'vol-1' });
      const items = [
        { key: 'b1', subject: 'vol-1' },
        { key: 'b2', subject: 'vol-2' },
        { key: 'b3', subject: 'with space' },
        { subject: 'vol-4' },
        { key: 'b5', subject: 'vol-5', quantity: 2 },
        { key: 'b6', subject: 'vol-6', colour: 'red' },
        { key: 'b7', subject: 'anna@example.com' },
        { key: 'b2', subject: 'vol-2' },
        'nonsense',
      ];
      const { status, body } = await api.call('POST', `/campaigns/${id}/consumption/batch`, { body: { items } });
      expect(status).toBe(200);
      expect(
        body.results.map((one: { status: number; problem?: { code: string } }) => one.problem?.code ?? one.status),
      ).toEqual([
        200,
        201,
        'INVALID',
        'IDEMPOTENCY_KEY_REQUIRED',
        'INVALID_QUANTITY',
        'INVALID',
        'PERSONAL_DATA',
        201,
        'IDEMPOTENCY_KEY_REQUIRED',
      ]);
      expect(body.results[7].entry).toEqual(body.results[1].entry);
      expect(body.capacity).toMatchObject({ consumed: 2, volunteers: null, forecast: null });
    });

    it.each([
      ['more than 500 items', { items: Array(501).fill({ key: 'k', subject: 's' }) }],
      ['no items', { items: [] }],
      ['an unknown field beside the items', { items: [{ key: 'k' }], mode: 'all' }],
    ])('refuses a batch with %s as a whole', async (_what, body) => {
      const id = await world.recruiting(await world.company());
      expect((await api.call('POST', `/campaigns/${id}/consumption/batch`, { body })).status).toBe(422);
    });

    it('releases a place, and has nothing to release afterwards', async () => {
      const id = await world.recruiting(await world.company());
      const taken = await world.consume(id, 'a', { subject: 'vol-1' });
      const release = (key: string) =>
        api.call('POST', `/campaigns/${id}/releases`, { key, body: { subject: 'vol-1', reason: 'Moved away' } });
      const first = await release('r');
      expect(first.status).toBe(201);
      expect(first.body).toMatchObject({
        kind: 'release',
        relatesTo: taken.body.entry.id,
        consumedAfter: 0,
        note: 'Moved away',
      });
      const replay = await release('r');
      expect(replay.body).toEqual(first.body);
      expect(replay.headers.get('Idempotency-Replayed')).toBe('true');
      const nothing = await release('other');
      expect(nothing.status).toBe(404);
      expect(nothing.body.code).toBe('NOTHING_TO_RELEASE');
    });

    it('reverses an entry once, and adjusts what belongs to nobody', async () => {
      const id = await world.recruiting(await world.company(), CREDITS);
      const taken = await world.consume(id, 'a', { activity: { kind: 'hour', volume: 2 } });
      expect(taken.body.entry.quantity).toBe(2.5);
      const path = `/campaigns/${id}/ledger/${taken.body.entry.id}/reversal`;
      const part = await api.call('POST', path, { body: { quantity: 1.5, reason: 'Half of it' } });
      const rest = await api.call('POST', path, { body: { reason: 'The rest' } });
      const none = await api.call('POST', path, { body: { reason: 'Again' } });
      expect([part.body.quantity, rest.body.quantity]).toEqual([1.5, 1]);
      expect(none.body.code).toBe('NOTHING_TO_REVERSE');
      const adjusted = await api.call('POST', `/campaigns/${id}/ledger/adjustments`, {
        body: { quantity: 4.25, reason: 'Hours of March' },
      });
      expect(adjusted.body).toMatchObject({
        kind: 'adjust',
        quantity: 4.25,
        consumedAfter: 4.25,
        note: 'Hours of March',
      });
    });

    it('wants a reason for a correction, and refuses one with a telephone number in it', async () => {
      const id = await world.recruiting(await world.company(), CREDITS);
      const adjust = (reason: string) =>
        api.call('POST', `/campaigns/${id}/ledger/adjustments`, { body: { quantity: 1, reason } });
      expect((await adjust('  ')).body.code).toBe('REASON_REQUIRED');
      expect((await adjust('Call +49 30 1234567')).body.code).toBe('PERSONAL_DATA');
    });

    it('lists the ledger newest first by pages, by kind, subject and time, and streams it as CSV oldest first', async () => {
      const id = await world.recruiting(await world.company());
      for (const at of [1, 2, 3]) await world.consume(id, `k${at}`, { subject: `vol-${at}`, note: '=1+1' });
      const first = await api.call('GET', `/campaigns/${id}/ledger?limit=2&kind=consume`);
      const next = await api.call(
        'GET',
        `/campaigns/${id}/ledger?limit=2&kind=consume&cursor=${first.body.nextCursor}`,
      );
      const subjects = [...first.body.items, ...next.body.items].map((entry) => entry.subject);
      expect(subjects).toEqual(['vol-3', 'vol-2', 'vol-1']);
      expect(next.body.nextCursor).toBeNull();
      const one = await api.call('GET', `/campaigns/${id}/ledger?subject=vol-2`);
      expect(one.body.items).toHaveLength(1);
      const past = await api.call('GET', `/campaigns/${id}/ledger?to=2020-01-01T00:00:00Z`);
      expect(past.body.items).toEqual([]);
      const today = new Date().toISOString().slice(0, 10);
      const ofToday = await api.call('GET', `/campaigns/${id}/ledger?kind=consume&from=${today}&to=${today}`);
      expect(ofToday.body.items).toHaveLength(3);
      expect((await api.call('GET', `/campaigns/${id}/ledger?from=yesterday`)).status).toBe(400);
      const csv = await api.call('GET', `/campaigns/${id}/ledger?format=csv&kind=consume`);
      expect(csv.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
      const rows = csv.body.trimEnd().split('\r\n');
      expect(rows[0]).toMatch(/^id,sequence,kind,quantity,/);
      expect(rows.slice(1).map((row: string) => row.split(',')[5])).toEqual(['vol-1', 'vol-2', 'vol-3']);
      expect(rows[1]).toMatch(/,'=1\+1$/);
    });

    it('shows one entry at the Location of a write', async () => {
      const id = await world.recruiting(await world.company());
      const { headers, body } = await world.consume(id, 'a', { subject: 'vol-1' });
      const read = await api.call('GET', headers.get('Location') ?? '');
      expect(read.body).toEqual(body.entry);
      const foreign = await world.recruiting(await world.company());
      const elsewhere = await api.call('GET', `/campaigns/${foreign}/ledger/${body.entry.id}`);
      expect(elsewhere.status).toBe(404);
    });

    it('hides from companies the subjects of learners and what others did', async () => {
      const companyId = await world.company();
      const id = await world.recruiting(companyId, LEARNERS);
      const as = ofCompany(companyId, 'company_admin');
      await world.consume(id, 'staff', { subject: 'learner-1' });
      const own = await world.consume(id, 'own', { subject: 'learner-2' }, { as });
      expect(own.body.entry).toMatchObject({ subject: null, idempotencyKey: 'own', actor: as.id });
      const { body } = await api.call('GET', `/campaigns/${id}/ledger?kind=consume`, { as });
      expect(body.items).toMatchObject([
        { subject: null, idempotencyKey: 'own', actor: as.id },
        { subject: null, idempotencyKey: null, actor: null },
      ]);
      const probe = await api.call('GET', `/campaigns/${id}/ledger?subject=learner-1`, { as });
      expect(probe.body.items).toEqual([]);
      const csv = await api.call('GET', `/campaigns/${id}/ledger?format=csv`, { as });
      expect(csv.body).not.toContain('learner-');
    });

    it('lets companies take only places, not credits', async () => {
      const companyId = await world.company();
      const id = await world.recruiting(companyId, CREDITS);
      const answer = await world.consume(id, 'a', {}, { as: ofCompany(companyId, 'company_admin') });
      expect(answer.status).toBe(403);
    });

    it.each([
      ['no subject', { quantity: 1 }, 'SUBJECT_REQUIRED'],
      ['two seats for one', { subject: 'v', quantity: 2 }, 'INVALID_QUANTITY'],
      ['a quantity of 0', { subject: 'v', quantity: 0 }, 'INVALID_QUANTITY'],
      ['too many decimals', { subject: 'v', quantity: 1.00001 }, 'INVALID_QUANTITY'],
      ['too much', { subject: 'v', quantity: 1_000_000_001 }, 'INVALID_QUANTITY'],
      ['a subject of 129 characters', { subject: 'v'.repeat(129) }, 'INVALID'],
      ['an empty subject', { subject: '' }, 'INVALID'],
      ['a subject with an e-mail address', { subject: 'anna@example.com' }, 'PERSONAL_DATA'],
      ['a note with an e-mail address', { subject: 'v', note: 'Ask anna@example.com' }, 'PERSONAL_DATA'],
      ['a time to come', { subject: 'v', occurredAt: '2999-01-01T00:00:00Z' }, 'INVALID'],
      ['a time before the campaign was made', { subject: 'v', occurredAt: '2001-01-01T00:00:00Z' }, 'INVALID'],
      ['an instance of elsewhere', { subject: 'v', instanceId: 'none' }, 'UNKNOWN_REFERENCE'],
      ['a quantity and an activity', { subject: 'v', quantity: 1, activity: { kind: 'hour', volume: 1 } }, 'INVALID'],
      ['an unknown field', { subject: 'v', amount: 1 }, 'INVALID'],
      ['a number as text', { subject: 'v', quantity: '1' }, 'INVALID'],
    ])('refuses consumption with %s and keeps no key for it', async (_what, body, code) => {
      const id = await world.recruiting(await world.company());
      const refused = await world.consume(id, 'a', body);
      expect([refused.status, refused.body.code]).toEqual([422, code]);
      expect((await world.consume(id, 'a', { subject: 'vol-1' })).status).toBe(201);
    });

    it.each([
      ['without a key', undefined, 400, 'IDEMPOTENCY_KEY_REQUIRED'],
      ['with a key of 256 characters', 'k'.repeat(256), 400, 'MALFORMED'],
      ['with an e-mail address as key', 'anna@example.com', 422, 'PERSONAL_DATA'],
    ])('refuses consumption %s', async (_what, key, status, code) => {
      const id = await world.recruiting(await world.company());
      const { body, ...answer } = await api.call('POST', `/campaigns/${id}/consumption`, {
        body: { subject: 'vol-1' },
        ...(key && { key }),
      });
      expect([answer.status, body.code]).toEqual([status, code]);
    });

    it('takes nothing before it recruits, nor once it is paused', async () => {
      const id = await world.draft(await world.company());
      expect((await world.consume(id, 'a', { subject: 'v' })).body.code).toBe('CAMPAIGN_NOT_OPEN');
      for (const to of ['planned', 'recruiting', 'paused']) await world.transition(id, to);
      expect((await world.consume(id, 'a', { subject: 'v' })).body).toMatchObject({
        status: 409,
        code: 'CAMPAIGN_NOT_OPEN',
      });
    });

    it('has no figures before there are terms', async () => {
      const companyId = await world.company();
      const { body } = await api.call('POST', '/campaigns', { body: { companyId, name: 'Pilot' } });
      const capacity = await api.call('GET', `/campaigns/${body.id}/capacity`);
      expect(capacity.body).toMatchObject({
        unit: null,
        capacity: null,
        hardLimit: null,
        utilization: null,
        open: false,
      });
      expect((await world.consume(body.id, 'a', { subject: 'v' })).body.code).toBe('NO_CAPACITY');
    });

    it('answers 404 for what belongs to another company, as for what is not there', async () => {
      const id = await world.recruiting(await world.company());
      const as = ofCompany(await world.company('Other'), 'company_admin');
      const answers = await Promise.all([
        world.consume(id, 'a', { subject: 'v' }, { as }),
        api.call('GET', `/campaigns/${id}/capacity`, { as }),
        api.call('GET', `/campaigns/${id}/ledger`, { as }),
        api.call('GET', `/campaigns/${id}/ledger?format=csv`, { as }),
        api.call('POST', `/campaigns/${id}/releases`, { as, body: { subject: 'v' } }),
        world.consume('nowhere', 'a', { subject: 'v' }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    });
  });
}
