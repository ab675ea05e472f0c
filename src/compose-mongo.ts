import { type BillingSettings, createBilling } from './adapters/billing/create-billing.ts';
import { createEvidence, type EvidenceSettings } from './adapters/evidence/create-evidence.ts';
import { ensureCapacityIndexes } from './adapters/mongo/capacity-collections.ts';
import { createMongoCapacityFeed } from './adapters/mongo/capacity-feed.ts';
import { createMongoCapacityLog } from './adapters/mongo/capacity-log.ts';
import { connectMongo } from './adapters/mongo/connect.ts';
import { createMongoDemoProgress } from './adapters/mongo/demo-progress.ts';
import { takesWrites } from './adapters/mongo/health.ts';
import { ensureIndexes } from './adapters/mongo/indexes.ts';
import { createMongoPorts } from './adapters/mongo/ports.ts';
import { createReach, type ReachSettings } from './adapters/notify/reach.ts';
import { machine } from './adapters/system/machine.ts';
import type { Adapters } from './compose.ts';
import { shareFeed } from './core/usecases/followers/share-feed.ts';

/** Everything kept in MongoDB; the indexes are there when it resolves. */
export async function mongoAdapters(
  uri: string,
  outside?: ReachSettings & BillingSettings & EvidenceSettings,
): Promise<Adapters> {
  const mongo = await connectMongo(uri);
  const { client, db } = mongo;
  await Promise.all([ensureIndexes(db), ensureCapacityIndexes(db)]);
  const log = { capacityLog: createMongoCapacityLog(db), capacityFeed: shareFeed(createMongoCapacityFeed(db)) };
  const kept = { ...machine(), ...createMongoPorts(mongo) };
  return {
    ports: {
      ...kept,
      ...createReach(kept, outside),
      billing: outside ? createBilling(outside) : null,
      evidenceService: outside ? createEvidence(outside) : null,
      ...log,
    },
    demoProgress: createMongoDemoProgress(db),
    ready: () => takesWrites(db),
    close: () => client.close(),
  };
}
