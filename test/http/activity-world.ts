import { addDays, DAY, dateAt } from '../../src/core/domain/shared/time.ts';
import { type Call, COORDINATOR, type TestApi } from './support.ts';
import { CREDITS, createWorld } from './world.ts';

export const today = dateAt(Date.now(), 'UTC');
export const yesterday = new Date(Date.now() - DAY).toISOString();

/** Makes campaigns that are under way, and activities of them. */
export function createActivityWorld(api: Pick<TestApi, 'call'>) {
  const world = createWorld(api);
  let count = 0;
  const item = (companyId: string, over: object = {}) => {
    count += 1;
    const common = { kind: 'session', companyId, subject: `vol-${count}`, occurredAt: yesterday, hours: 2 };
    return { id: `activity-${count}-${companyId}`, ...common, ...over };
  };
  const post = (items: readonly unknown[], call: Call = {}) =>
    api.call('POST', '/activities', { as: COORDINATOR, body: { items }, ...call });
  const review = (id: string, body: object, call: Call = {}) =>
    api.call('POST', `/activities/${id}/review`, { as: COORDINATOR, body, ...call });
  const read = async (id: string) => (await api.call('GET', `/activities/${id}`)).body;
  const consumed = async (id: string) => (await api.call('GET', `/campaigns/${id}/capacity`)).body.consumed;
  const ledger = async (id: string, kind: string) =>
    (await api.call('GET', `/campaigns/${id}/ledger?kind=${kind}`)).body.items;
  async function tagged(tags: readonly string[]): Promise<string> {
    const group = { name: 'Newcomers', groupType: 'refugees', countryCode: 'DE', primaryLanguages: ['ar'], tags };
    const { body } = await api.call('POST', '/beneficiary-groups', {
      body: { ...group, eligibleProgramTypes: ['mentorship'] },
    });
    return body.id;
  }
  /** A campaign that began a month ago. */
  async function active(companyId: string, terms: unknown = CREDITS, name?: string, groupTags?: readonly string[]) {
    const group = groupTags && { beneficiaryGroupId: await tagged(groupTags) };
    const over = { startDate: addDays(today, -30), ...(name && { name }), ...group };
    const id = await world.draft(companyId, terms, over);
    for (const to of ['planned', 'active']) await world.transition(id, to);
    return id;
  }
  return { ...world, item, post, review, read, consumed, ledger, active };
}
