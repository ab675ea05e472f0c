import type { AnyBulkWriteOperation, Db } from 'mongodb';
import { ASKERS_MAX } from '../../core/domain/upsell/demand.ts';
import type { UnmetRequest, UpsellDemand } from '../../ports/upsell-demand.ts';

export const UPSELL_DEMAND = 'upsellDemand';

/** What was noted goes out together after so long. */
const WRITE_AFTER = 500;
/** What waits is bounded; beyond it nobody is noted until it is written. */
const MOST_WAITING = 10_000;

interface DemandDocument {
  readonly _id: string;
  readonly askers: readonly string[];
  readonly firstAt: number;
  readonly lastAt: number;
}

export function createMongoUpsellDemand(db: Db): UpsellDemand {
  const records = db.collection<DemandDocument>(UPSELL_DEMAND);
  let waiting = new Map<string, UnmetRequest>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();

  function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const requests = [...waiting.values()];
    waiting = new Map();
    if (requests.length > 0) {
      writing = writing.then(() =>
        records
          .bulkWrite(operationsOf(requests), { ordered: false })
          .then(() => undefined)
          .catch(() => undefined),
      );
    }
    return writing;
  }

  return {
    note(request) {
      const key = `${request.campaignId}/${request.asker}`;
      if (waiting.has(key) || waiting.size >= MOST_WAITING) return;
      waiting.set(key, request);
      if (timer !== undefined) return;
      timer = setTimeout(() => void write(), WRITE_AFTER);
      timer.unref?.();
    },
    settled: () => write(),
    async of(campaignId) {
      const [found] = await records
        .aggregate<{ asked: number; firstAt: number; lastAt: number }>([
          { $match: { _id: campaignId } },
          { $project: { _id: 0, asked: { $size: '$askers' }, firstAt: 1, lastAt: 1 } },
        ])
        .toArray();
      return found ?? null;
    },
    async forget(campaignId, until) {
      await records.deleteOne({ _id: campaignId, lastAt: { $lte: until } });
    },
  };
}

/** One update a campaign: its askers as a set, cut where there are too many. */
function operationsOf(requests: readonly UnmetRequest[]): AnyBulkWriteOperation<DemandDocument>[] {
  return [...Map.groupBy(requests, ({ campaignId }) => campaignId)].map(([campaignId, own]) => {
    const times = own.map(({ at }) => at);
    const known = { $ifNull: ['$askers', []] };
    const fresh = { $setDifference: [{ $literal: own.map(({ asker }) => asker) }, known] };
    return {
      updateOne: {
        filter: { _id: campaignId },
        update: [
          {
            $set: {
              askers: { $slice: [{ $concatArrays: [known, fresh] }, ASKERS_MAX] },
              firstAt: { $min: [{ $ifNull: ['$firstAt', Math.min(...times)] }, Math.min(...times)] },
              lastAt: { $max: [{ $ifNull: ['$lastAt', 0] }, Math.max(...times)] },
            },
          },
        ],
        upsert: true,
      },
    };
  });
}
