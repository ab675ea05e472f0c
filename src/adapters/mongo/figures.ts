import { type AnyBulkWriteOperation, type Collection, type Db, MongoBulkWriteError } from 'mongodb';
import type { CampaignFigures } from '../../core/domain/campaign/figures.ts';
import type { FiguresStore } from '../../ports/figures-store.ts';
import { isDuplicateKey } from './errors.ts';
import { figuresOf, type Listing, listingsOf, NO_SROI } from './listings.ts';

interface Progress {
  readonly _id: string;
  readonly follower: string;
  readonly accountId: string;
  readonly sequence: number;
}

interface ResumePoint {
  readonly _id: string;
  readonly resumeAt: string;
}

export function createMongoFigures(db: Db): FiguresStore {
  const listings = listingsOf(db);
  const progress = db.collection<Progress>('followerProgress');
  const resumePoints = db.collection<ResumePoint>('followerResumePoints');
  const progressId = (follower: string, accountId: string) => `${follower}/${accountId}`;

  return {
    async save(figures) {
      if (figures.length === 0) return;
      const refused = await write(listings, figures, true);
      // The row stood already: with newer figures, or made a moment ago by another, so now it can only be updated.
      if (refused.length > 0) await write(listings, refused, false);
    },
    async byCampaigns(campaignIds) {
      const found = listings.find({ _id: { $in: [...campaignIds] } }, { projection: { figures: 1 } });
      const rows = await found.toArray();
      return new Map(rows.flatMap(({ _id, figures }) => (figures ? [[_id, figures]] : [])));
    },
    async progress(follower, accountIds) {
      const ids = accountIds.map((accountId) => progressId(follower, accountId));
      const found = await progress.find({ _id: { $in: ids } }).toArray();
      return new Map(found.map(({ accountId, sequence }) => [accountId, sequence]));
    },
    async saveProgress(follower, done) {
      if (done.length === 0) return;
      const updates = done.map(({ accountId, sequence }) => ({
        updateOne: {
          filter: { _id: progressId(follower, accountId) },
          update: { $max: { sequence }, $setOnInsert: { follower, accountId } },
          upsert: true,
        },
      }));
      await progress.bulkWrite(updates, { ordered: false });
    },
    resumePoint: async (follower) => (await resumePoints.findOne({ _id: follower }))?.resumeAt ?? null,
    async saveResumePoint(follower, resumeAt) {
      await resumePoints.updateOne({ _id: follower }, { $set: { resumeAt } }, { upsert: true });
    },
  };
}

/** Writes each over figures of a lower sequence; gives back those whose row stood already and did not fit. */
async function write(
  listings: Collection<Listing>,
  figures: readonly CampaignFigures[],
  upsert: boolean,
): Promise<CampaignFigures[]> {
  const operations = figures.map(
    (one): AnyBulkWriteOperation<Listing> => ({
      updateOne: {
        filter: {
          _id: one.campaignId,
          $or: [{ figures: { $exists: false } }, { 'figures.sequence': { $lt: one.sequence } }],
        },
        update: { $set: figuresOf(one), ...(upsert && { $setOnInsert: NO_SROI }) },
        upsert,
      },
    }),
  );
  try {
    await listings.bulkWrite(operations, { ordered: false });
    return [];
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError && isDuplicateKey(error))) throw error;
    const failed = [error.writeErrors].flat();
    if (failed.some(({ code }) => code !== error.code)) throw error;
    return failed.flatMap(({ index }) => figures[index] ?? []);
  }
}
