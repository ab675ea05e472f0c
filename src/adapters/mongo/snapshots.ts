import type { Db } from 'mongodb';
import type { Snapshot } from '../../core/domain/metrics/snapshot.ts';
import type { SnapshotRepository } from '../../ports/snapshot-repository.ts';
import { documentsOf, fromStored, orNull } from './documents.ts';
import { key, pageOf } from './list.ts';
import { equals } from './query.ts';

const THINNED = { $in: ['scheduled', 'backfilled'] as const };
const NEWEST_FIRST = [key('at', 'number', 'desc'), key('_id', 'string', 'desc')];

export function createMongoSnapshots(db: Db): SnapshotRepository {
  const snapshots = documentsOf(db, 'snapshots');
  const toSnapshot = (stored: object) => fromStored<Snapshot>(stored);

  return {
    find: async (id) => orNull<Snapshot>(await snapshots.findOne({ _id: id })),
    async list({ campaignId, ...request }) {
      const page = await pageOf(snapshots, equals({ campaignId }), NEWEST_FIRST, request);
      return { ...page, items: page.items.map(toSnapshot) };
    },
    async newestUntil(campaignId, at) {
      const found = await snapshots
        .find({ campaignId, kind: { $ne: 'backfilled' }, at: { $lte: at } })
        .sort({ at: -1, _id: -1 })
        .limit(1)
        .toArray();
      return orNull<Snapshot>(found[0] ?? null);
    },
    async since(campaignId, from) {
      const found = await snapshots
        .find({ campaignId, at: { $gte: from } })
        .sort({ at: 1, _id: 1 })
        .toArray();
      return found.map(toSnapshot);
    },
    campaignsBefore: (at) => snapshots.distinct('campaignId', { kind: THINNED, at: { $lt: at } }),
    async thinnable(campaignId, before) {
      const found = await snapshots
        .find({ campaignId, kind: THINNED, at: { $lt: before } }, { projection: { at: 1, kind: 1 } })
        .sort({ at: 1, _id: 1 })
        .toArray();
      return found.map(({ _id, at, kind }) => ({ id: _id, at, kind }));
    },
    async remove(ids) {
      const { deletedCount } = await snapshots.deleteMany({ _id: { $in: [...ids] } });
      return deletedCount;
    },
  };
}
