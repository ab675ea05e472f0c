import type { Snapshot } from '../../core/domain/metrics/snapshot.ts';
import type { SnapshotRepository } from '../../ports/snapshot-repository.ts';
import { by, pageOf, sortedBy } from './list.ts';
import type { Tables } from './tables.ts';

const order = (direction: 'asc' | 'desc') => [
  by<Snapshot>('at', ({ at }) => at, direction, 'number'),
  by<Snapshot>('id', ({ id }) => id, direction),
];

export function createMemorySnapshots(tables: Tables): SnapshotRepository {
  const all = () => [...tables.snapshots.values()];
  const of = (campaignId: string) => all().filter((snapshot) => snapshot.campaignId === campaignId);
  const isThinned = (before: number) => (snapshot: Snapshot) => snapshot.kind !== 'final' && snapshot.at < before;

  return {
    find: async (id) => tables.snapshots.get(id) ?? null,
    list: async ({ campaignId, ...request }) => pageOf(of(campaignId), order('desc'), request),
    async newestUntil(campaignId, until) {
      const earlier = of(campaignId).filter(({ at, kind }) => at <= until && kind !== 'backfilled');
      return sortedBy(earlier, order('desc'))[0] ?? null;
    },
    async since(campaignId, from) {
      const since = of(campaignId).filter(({ at }) => at >= from);
      return sortedBy(since, order('asc'));
    },
    async campaignsBefore(before) {
      const found = all().filter(isThinned(before));
      return [...new Set(found.map(({ campaignId }) => campaignId))];
    },
    async thinnable(campaignId, before) {
      const found = of(campaignId).filter(isThinned(before));
      return sortedBy(found, order('asc')).map(({ id, at, kind }) => ({ id, at, kind }));
    },
    remove: async (ids) => ids.filter((id) => tables.snapshots.delete(id)).length,
  };
}
