import { type AnyBulkWriteOperation, type Db, MongoBulkWriteError } from 'mongodb';
import type { CapacityDayEnd, DayEnds } from '../../ports/day-ends.ts';
import { isDuplicateKey } from './errors.ts';

export const DAY_ENDS = 'capacityDayEnds';

type Stored = CapacityDayEnd & { readonly _id: string };

export function createMongoDayEnds(db: Db): DayEnds {
  const days = db.collection<Stored>(DAY_ENDS);
  const shown = { projection: { _id: 0 } } as const;

  /** An upsert whose row stands with newer figures tries to insert it again and fails on its id: then there is nothing to do. */
  async function write(written: readonly CapacityDayEnd[]): Promise<CapacityDayEnd[]> {
    const operations = written.map(
      (day): AnyBulkWriteOperation<Stored> => ({
        updateOne: {
          filter: { _id: `${day.campaignId}/${day.date}`, sequence: { $lt: day.sequence } },
          update: { $set: day },
          upsert: true,
        },
      }),
    );
    try {
      await days.bulkWrite(operations, { ordered: false });
      return [];
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError && isDuplicateKey(error))) throw error;
      const failed = [error.writeErrors].flat();
      if (failed.some(({ code }) => code !== error.code)) throw error;
      return failed.flatMap(({ index }) => written[index] ?? []);
    }
  }

  return {
    async save(written) {
      if (written.length === 0) return;
      const refused = await write(written);
      // Another writer may have made the row a moment ago with older figures: now it can be updated.
      if (refused.length > 0) await write(refused);
    },
    async since(campaignId, from) {
      const [before, after] = await Promise.all([
        days
          .find({ campaignId, date: { $lt: from } }, shown)
          .sort({ date: -1 })
          .limit(1)
          .toArray(),
        days
          .find({ campaignId, date: { $gte: from } }, shown)
          .sort({ date: 1 })
          .toArray(),
      ]);
      return [...before, ...after];
    },
  };
}
