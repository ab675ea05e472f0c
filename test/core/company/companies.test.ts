import { beforeEach, describe, expect, test } from 'vitest';
import { createCompany } from '../../../src/core/usecases/companies/create-company.ts';
import { getCompany } from '../../../src/core/usecases/companies/get-company.ts';
import { getSubscription } from '../../../src/core/usecases/companies/get-subscription.ts';
import { listCompanies } from '../../../src/core/usecases/companies/list-companies.ts';
import { listSubscriptions } from '../../../src/core/usecases/companies/list-subscriptions.ts';
import { registerSubscription } from '../../../src/core/usecases/companies/register-subscription.ts';
import { updateCompany } from '../../../src/core/usecases/companies/update-company.ts';
import { ADMIN, as, createWorld, refusal, type World } from '../campaign/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

const contact = { name: 'Jan', email: 'jan@acme.example', role: 'company_admin' as const };

describe('companies', () => {
  test('are staff matters', async () => {
    const own = as('company_admin', world.company.id);
    const { id } = world.company;
    expect(await refusal(getCompany(world.core, own, { id }))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(listCompanies(world.core, own, { limit: 1, cursor: null }))).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect((await getCompany(world.core, as('sales'), { id })).name).toBe('Acme');
    expect(await refusal(getCompany(world.core, ADMIN, { id: 'x' }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each([
    [{ timeZone: 'Mars/Base' }, 'INVALID_TIME_ZONE'],
    [{ currency: 'ABC' }, 'INVALID_CURRENCY'],
    [{ name: ' ' }, 'INVALID'],
    [{ contacts: [{ ...contact, email: 'nobody' }] }, 'INVALID'],
  ])('%j is refused', async (over, code) => {
    const input = { name: 'B', timeZone: 'UTC', currency: 'eur', ...over };
    expect(await refusal(createCompany(world.core, ADMIN, input))).toMatchObject({ code });
  });

  test('the audit says that contacts changed, never what they are', async () => {
    const { id } = world.company;
    const patch = { contacts: [contact], currency: 'usd' };
    const changed = await updateCompany(world.core, ADMIN, { id, ifVersion: 1, patch });
    expect(changed).toMatchObject({ version: 2, contacts: [contact], currency: 'USD' });
    const [entry] = (await world.core.audit.list({ limit: 1, cursor: null })).items;
    expect(entry).toMatchObject({
      action: 'company.update',
      fromVersion: 1,
      toVersion: 2,
      changes: { currency: { before: 'EUR', after: 'USD' }, contacts: { before: 'not kept', after: 'not kept' } },
    });
    expect(JSON.stringify(entry)).not.toContain('jan@');
    expect(await refusal(updateCompany(world.core, ADMIN, { id, ifVersion: 1, patch }))).toMatchObject({
      kind: 'version_mismatch',
    });
  });
});

test('a repeat of what made a company shows no contacts that were erased meanwhile', async () => {
  const keyed = as('admin', null, 'company');
  const input = { name: 'B', timeZone: 'UTC', currency: 'EUR', contacts: [contact] };
  const { result } = await createCompany(world.core, keyed, input);
  expect(await createCompany(world.core, keyed, input)).toEqual({ result, replayed: true });
  await updateCompany(world.core, ADMIN, { id: result.id, ifVersion: 1, patch: { contacts: null } });
  expect((await createCompany(world.core, keyed, input)).result.contacts).toEqual([]);
  expect(JSON.stringify([...world.tables.receipts.values()])).not.toContain('jan@');
});

describe('subscriptions', () => {
  const input = () => ({
    companyId: world.company.id,
    name: 'L2I',
    learners: 100,
    price: '120000.00',
    currency: 'EUR',
    startsOn: '2025-01-01',
    endsOn: '2025-12-31',
  });

  test('have an allowance of 10 % and are active unless told otherwise', async () => {
    const { result } = await registerSubscription(world.core, as('sales'), input());
    expect(result).toMatchObject({ price: 12_000_000, overage: 1_000, status: 'active', shares: {} });
  });

  test.each([
    [{ companyId: 'nowhere' }, 'UNKNOWN_REFERENCE'],
    [{ endsOn: '2024-12-31' }, 'INVALID_PERIOD'],
    [{ learners: 0 }, 'INVALID'],
    [{ price: '1.001' }, 'INVALID'],
    [{ overage: 2 }, 'INVALID'],
  ])('%j is refused', async (over, code) => {
    expect(await refusal(registerSubscription(world.core, ADMIN, { ...input(), ...over }))).toMatchObject({ code });
  });

  test('are seen by their own company only', async () => {
    const { result } = await registerSubscription(world.core, ADMIN, input());
    const own = as('company_user', world.company.id);
    const foreign = as('company_user', 'another');
    const all = { limit: 10, cursor: null };
    expect((await getSubscription(world.core, own, { id: result.id })).id).toBe(result.id);
    expect(await refusal(getSubscription(world.core, foreign, { id: result.id }))).toMatchObject({ code: 'NOT_FOUND' });
    expect((await listSubscriptions(world.core, own, all)).items).toHaveLength(1);
    expect((await listSubscriptions(world.core, foreign, { ...all, companyId: world.company.id })).items).toEqual([]);
  });
});
