/**
 * Takes the activities of a file, in its order: npm run backfill -- FILE.ndjson|csv [--dry-run] [--report FILE], with MONGODB_URI
 * or the embedded database of DATA_DIR. A run that was ended goes on where it was; nothing is taken or debited twice.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { mongoAdapters } from '../src/compose-mongo.ts';
import { readConfig } from '../src/config.ts';
import { type Backfill, NO_COUNTS } from '../src/core/domain/activity/backfill.ts';
import { backfillActivities, beginBackfill } from '../src/core/usecases/activities/backfill-activities.ts';
import { createCapacityAccounts } from '../src/core/usecases/capacity/accounts.ts';
import type { RequestContext } from '../src/core/usecases/context.ts';
import { createProgress } from './backfill/progress.ts';
import { type FileRecord, type Format, readRecords } from './backfill/read-records.ts';
import { openReport } from './backfill/report.ts';
import { startEmbeddedMongod } from './mongod/start-embedded-mongod.ts';

const BATCH = 1_000;
/** A file brings each key once, so little is worth remembering. */
const MEMORY = { accounts: 1_000, keys: 4_096, subjects: 64 };
const USAGE = 'Usage: npm run backfill -- FILE.ndjson|csv [--dry-run] [--report FILE]';
const CONTEXT: RequestContext = {
  actor: { id: 'backfill', role: 'coordinator', companyId: null },
  requestId: 'backfill',
  idempotency: null,
};

const { file, format, dryRun, reportFile } = readArguments();
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());

const { dataDir, mongoUri } = readConfig({ ...process.env, DEMO: '1' });
const mongod = mongoUri === null ? await startEmbeddedMongod({ dataDir, say: console.log }) : null;
try {
  await backfill(mongod?.uri ?? mongoUri ?? '');
} finally {
  await mongod?.stop();
}

async function backfill(uri: string): Promise<void> {
  const { ports, close } = await mongoAdapters(uri);
  const accounts = createCapacityAccounts(ports, { memory: MEMORY });
  const core = { ...ports, accounts };
  try {
    const { size } = await stat(file);
    const begun = await beginBackfill(core, CONTEXT, await digestOf(file));
    let state: Backfill = dryRun ? { ...begun, records: 0, offset: 0, reported: 0, counts: NO_COUNTS } : begun;
    if (state.offset > 0) console.log(`Going on behind record ${state.records}.`);
    const report = openReport(reportFile, { everything: dryRun, behind: state.reported });
    const progress = createProgress(process.stdout, size, state.offset, Date.now);
    const started = performance.now();
    const before = state.records;
    for await (const { records, offset, last } of batchesOf(file, format, state.offset, size)) {
      const { records: done, reported } = state;
      const batch = {
        records,
        offset,
        last,
        report: (results: Parameters<typeof report.write>[0]) => report.write(results, done + 1, reported),
      };
      state = await backfillActivities(core, CONTEXT, state, batch, { dryRun });
      progress.tell(state.offset, state.records);
      if (stopping.signal.aborted) break;
    }
    progress.end();
    report.close();
    const seconds = (performance.now() - started) / 1_000;
    say(state, state.records - before, seconds, state.offset >= size);
  } finally {
    await accounts.stop();
    await close();
  }
}

function say({ counts, records }: Backfill, taken: number, seconds: number, whole: boolean): void {
  const { linked, review, unmatched, known, refused } = counts;
  const rate = Math.round(taken / Math.max(seconds, 0.001));
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    whole
      ? `${records} records${dryRun ? ', nothing written' : ''}:`
      : `Stopped behind record ${records}; the same command goes on there:`,
  );
  console.log(
    `  ${linked} linked, ${review} to be reviewed, ${unmatched} unmatched, ${known} known before, ${refused} refused`,
  );
  console.log(
    `  ${taken} in ${seconds.toFixed(1)} s, ${rate} a second, at most ${memory} MiB of memory; report in ${reportFile}`,
  );
  if (!whole) process.exitCode = 130;
}

async function* batchesOf(path: string, kind: Format, from: number, size: number) {
  let batch: FileRecord[] = [];
  const made = (all: readonly FileRecord[], last: boolean) => {
    const offset = last ? size : (all.at(-1)?.offset ?? from);
    return { records: all.map(({ record }) => record), offset, last };
  };
  for await (const record of readRecords(path, kind, from)) {
    if (batch.length === BATCH) {
      yield made(batch, false);
      batch = [];
    }
    batch.push(record);
  }
  if (batch.length > 0) yield made(batch, true);
}

/** A file is known by what it holds, whatever it is called. */
async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('base64url');
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean', default: false }, report: { type: 'string' } },
    });
    const [path, ...more] = positionals;
    const kind = /\.(ndjson|csv)$/i.exec(path ?? '')?.[1]?.toLowerCase() as Format | undefined;
    if (path === undefined || kind === undefined || more.length > 0)
      throw new TypeError('Name one file, .ndjson or .csv');
    return {
      file: path,
      format: kind,
      dryRun: values['dry-run'],
      reportFile: values.report ?? `${path}.report.ndjson`,
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
    process.exit(64);
  }
}
