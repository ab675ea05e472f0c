import { MongoClient } from 'mongodb';
import { issueToken } from '../../src/adapters/http/auth.ts';
import { commitsOf } from '../../src/adapters/mongo/capacity-collections.ts';
import { toCommit } from '../../src/adapters/mongo/capacity-document.ts';
import type { Entry } from '../../src/core/domain/capacity/entry.ts';
import { HOUR } from '../../src/core/domain/shared/time.ts';
import { overSocket } from '../http/socket.ts';
import { ADMIN, SECRET, type TestApi } from '../http/support.ts';
import { createWorld } from '../http/world.ts';
import { check } from './check.ts';
import { startLoad, type Target } from './load.ts';
import { startKillableMongod } from './mongod-process.ts';
import { type KillableService, startKillableService } from './service-process.ts';

export interface Scenario {
  /** How often each of mongod and the two services is killed, in turn. */
  readonly kills: number;
  /** Milliseconds of load between two kills. */
  readonly between: number;
  readonly atOnce: number;
  readonly w?: 'majority' | '1';
  /** Of the replica set; with three, a kill makes an election. */
  readonly members?: number;
  readonly say?: (line: string) => void;
}

export interface Outcome {
  readonly acknowledged: number;
  readonly answered: number;
  readonly entries: number;
  readonly violations: readonly string[];
}

const ALERTS_WITHIN = 60_000;

/** Two services on one database under load, killed in turn; then what was acknowledged is held against what stands. */
export async function runScenario(scenario: Scenario): Promise<Outcome> {
  const { kills, between, atOnce, w = 'majority', members = 1, say = () => {} } = scenario;
  const mongod = await startKillableMongod('faults', members);
  const services: KillableService[] = [];
  try {
    for (let count = 0; count < 2; count += 1) services.push(await startKillableService(mongod.uri, SECRET, w));
    const urls = services.map(({ url }) => url);
    const api = overSocket(urls[0] ?? '');
    const targets = await openCampaigns(api, w === '1');
    const token = await issueToken(SECRET, ADMIN, Date.now(), Date.now() + HOUR);
    const load = startLoad(urls, token, targets, atOnce);
    await sleep(between);
    for (let kill = 0; kill < kills; kill += 1) {
      for (const victim of [mongod, ...services]) {
        await victim.killAndRestart();
        await sleep(between);
        say(`${load.history.length} answered after ${victim === mongod ? 'mongod' : 'a service'} was killed`);
      }
    }
    const unanswered = await load.finish(w === '1' ? 5_000 : 60_000);
    const ledgers = await readLedgers(mongod.uri, targets);
    const entries = [...ledgers.values()].flat();
    const alertedEntries = w === '1' ? null : await readAlerts(api, targets, entries);
    return {
      acknowledged: load.history.filter(({ entry }) => entry).length,
      answered: load.history.length,
      entries: entries.length,
      violations: [
        ...check({ history: load.history, ledgers, alertedEntries }),
        ...(unanswered > 0 ? [`${unanswered} requests had no answer a minute after the last kill`] : []),
      ],
    };
  } finally {
    await Promise.all(services.map((service) => service.stop()));
    await mongod.stop();
  }
}

/**
 * One campaign that never fills up, some that do at once, and one whose places are taken and given back. With the weak write concern
 * only the first: refusals wait for a majority even then, and hold up what would be lost.
 */
async function openCampaigns(api: Pick<TestApi, 'call'>, onlySteady: boolean): Promise<Target[]> {
  const world = createWorld(api);
  const companyId = await world.company();
  const custom = (capacity: number) => ({ model: 'custom', capacityUnit: 'session', capacity });
  const made = async (terms: unknown, seats = false) => ({
    campaignId: await world.recruiting(companyId, terms),
    seats,
  });
  const steady = await made(custom(1_000_000));
  if (onlySteady) return [steady];
  const places = { model: 'seats', committedSeats: 500, seatPricePerMonth: '10.00' };
  return [steady, await made(custom(300)), await made(custom(3_000)), await made(places, true)];
}

async function readLedgers(uri: string, targets: readonly Target[]): Promise<Map<string, Entry[]>> {
  const client = await MongoClient.connect(uri, { readConcernLevel: 'majority', serverSelectionTimeoutMS: 30_000 });
  const ledgers = new Map<string, Entry[]>();
  for (const { campaignId } of targets) {
    const documents = await commitsOf(client.db()).find({ '_id.a': campaignId }).sort({ _id: 1 }).toArray();
    ledgers.set(
      campaignId,
      documents.flatMap((document) => [...toCommit(document).entries]),
    );
  }
  await client.close();
  return ledgers;
}

/** The entries behind all alerts, as soon as there are as many as crossings, or after a minute. */
async function readAlerts(
  api: Pick<TestApi, 'call'>,
  targets: readonly Target[],
  entries: readonly Entry[],
): Promise<string[]> {
  const crossings = entries.filter(({ thresholds }) => thresholds?.raised).length;
  const deadline = Date.now() + ALERTS_WITHIN;
  for (;;) {
    const alerts = (await Promise.all(targets.map(({ campaignId }) => alertsOf(api, campaignId)))).flat();
    if (alerts.length >= crossings || Date.now() > deadline) return alerts;
    await sleep(500);
  }
}

async function alertsOf(api: Pick<TestApi, 'call'>, campaignId: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await api.call('GET', `/alerts?campaignId=${campaignId}&limit=100${page}`);
    found.push(...body.items.map(({ entryId }: { entryId: string }) => entryId));
    cursor = body.nextCursor;
  } while (cursor !== null);
  return found;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
