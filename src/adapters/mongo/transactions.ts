import type { ClientSession, Db, Document, MongoClient, UpdateFilter } from 'mongodb';
import { DomainError } from '../../core/domain/shared/errors.ts';
import type { CollectionName, Transactions, Write } from '../../ports/transactions.ts';
import { DURABLE } from './connect.ts';
import { toStored } from './documents.ts';
import { translateError, unavailable } from './errors.ts';
import { impactOf, type Listing, listingOf, listingsOf, NO_SROI, NO_UTILIZATION } from './listings.ts';

/** How long a transaction is begun again while others write the same documents; the driver alone would go on for 120 s. */
const TRANSACTION_TIMEOUT = 5_000;

interface Step {
  readonly collection: CollectionName;
  readonly run: (session?: ClientSession) => Promise<void>;
}

export function createMongoTransactions(client: MongoClient, db: Db, timeout = TRANSACTION_TIMEOUT): Transactions {
  return {
    async commit(writes) {
      const steps = stepsOf(db, writes);
      const [only] = steps;
      if (only === undefined) return;
      if (steps.length === 1 && writes.length === 1) return runStep(only);

      const deadline = performance.now() + timeout;
      const attempt = async (session: ClientSession) => {
        if (performance.now() > deadline) throw unavailable();
        for (const step of steps) await runStep(step, session);
      };
      await client
        .withSession((session) => session.withTransaction(attempt, { ...DURABLE, maxCommitTimeMS: timeout }))
        .catch((error) => {
          throw translateError(error);
        });
    },
  };
}

/** Leaves errors on which the driver tries a transaction again as they are. */
async function runStep({ run, collection }: Step, session?: ClientSession): Promise<void> {
  try {
    await run(session);
  } catch (error) {
    const translated = translateError(error, collection);
    const triedAgain = session && translated instanceof DomainError && translated.kind === 'unavailable';
    throw triedAgain ? error : translated;
  }
}

/** The inserts of one collection go together, since each step inside a transaction is a round trip. */
function stepsOf(db: Db, writes: readonly Write[]): Step[] {
  const inserts = Map.groupBy(writes.filter(isInsert), ({ collection }) => collection);
  return writes.flatMap((write) => {
    const { collection } = write;
    const listed: Step[] = isListed(write) ? [{ collection, run: (session) => list(db, write, session) }] : [];
    if (!isInsert(write)) return [{ collection, run: (session) => apply(db, write, session) }, ...listed];
    const together = inserts.get(collection) ?? [];
    if (together[0] !== write) return listed;
    return [{ collection, run: (session) => insert(db, together, session) }, ...listed];
  });
}

type Insert = Extract<Write, { op: 'insert' }>;

function isInsert(write: Write): write is Insert {
  return write.op === 'insert';
}

async function insert(db: Db, writes: readonly Insert[], session?: ClientSession): Promise<void> {
  const [first] = writes;
  if (!first) return;
  const collection = db.collection<Document & { _id: string }>(first.collection);
  const documents = writes.map(({ collection: name, document }) => toStored(name, document));
  const options = session ? { session } : {};
  if (documents.length === 1) await collection.insertOne(documents[0] as Document & { _id: string }, options);
  else await collection.insertMany(documents, options);
}

async function apply(db: Db, write: Exclude<Write, Insert>, session?: ClientSession): Promise<void> {
  const collection = db.collection<Document & { _id: string }>(write.collection);
  const options = session ? { session } : {};
  if (write.op === 'delete') {
    const { deletedCount } = await collection.deleteOne({ _id: write.id, version: write.ifVersion }, options);
    if (deletedCount === 0) throw versionMismatch(write.collection);
    return;
  }
  const { _id, ...fields } = toStored(write.collection, write.document) as Document & { _id: string };
  if (fields.version !== write.ifVersion + 1) throw new TypeError('A replacement raises the version by one');
  const { matchedCount } = await collection.replaceOne({ _id, version: write.ifVersion }, fields, options);
  if (matchedCount === 0) throw versionMismatch(write.collection);
}

type Listed = Extract<Write, { collection: 'campaigns' | 'campaignImpacts' }>;

function isListed(write: Write): write is Listed {
  return write.collection === 'campaigns' || write.collection === 'campaignImpacts';
}

/** Keeps what campaigns are listed by in step with them and with what is reported of them. */
async function list(db: Db, write: Listed, session?: ClientSession): Promise<void> {
  const listings = listingsOf(db);
  const options = session ? { session } : {};
  if (write.op === 'delete') {
    await listings.deleteOne({ _id: write.id }, options);
    return;
  }
  const update: UpdateFilter<Listing> =
    write.collection === 'campaigns'
      ? { $set: listingOf(write.document), $setOnInsert: { ...NO_UTILIZATION, ...NO_SROI } }
      : { $set: impactOf(write.document), $setOnInsert: NO_UTILIZATION };
  await listings.updateOne({ _id: write.document.id }, update, { ...options, upsert: true });
}

function versionMismatch(collection: CollectionName): DomainError {
  return new DomainError('version_mismatch', 'VERSION_MISMATCH', 'This was changed in the meantime', {
    details: { collection },
  });
}
