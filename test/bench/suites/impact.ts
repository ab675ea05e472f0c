import { performance } from 'node:perf_hooks';
import { issueToken } from '../../../src/adapters/http/auth.ts';
import { compose } from '../../../src/compose.ts';
import { mongoAdapters } from '../../../src/compose-mongo.ts';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import { DAY, dateAt, HOUR } from '../../../src/core/domain/shared/time.ts';
import type { Core } from '../../../src/core/usecases/core.ts';
import { countServed } from '../../../src/core/usecases/metrics/count-served.ts';
import { getCompanyDashboard } from '../../../src/core/usecases/metrics/get-company-dashboard.ts';
import { getDashboard } from '../../../src/core/usecases/metrics/get-dashboard.ts';
import { measureCampaign } from '../../../src/core/usecases/metrics/measure-campaign.ts';
import { aCampaign, aCompany, anInstance, insert, SEAT_TERMS, someFigures } from '../../contract/documents.ts';
import { overSocket } from '../../http/socket.ts';
import { ADMIN, ofCompany, SECRET } from '../../http/support.ts';
import { drive, median } from '../drive.ts';
import { startMongo } from '../mongo.ts';
import { type Comparison, milliseconds } from '../report.ts';
import { startService } from '../service-process.ts';
import { consume, openCampaigns } from '../workload.ts';

const CAMPAIGNS = 500;
const OF_COMPANY = 200;
/** The share of all entries that one long campaign has. */
const LONG = 0.1;
const MOST_SECONDS = 300;
const MOST_AT_CORE = 20;
const MOST_OVER_HTTP = 100;
const READS = 300;
const SETTLES = 15_000;

/** What it takes to aggregate many campaigns with a long ledger, and to read a dashboard of one and of a company. */
export async function measureImpact(rounds: number, entries: number): Promise<Comparison[]> {
  const mongo = await startMongo();
  const adapters = await mongoAdapters(mongo.uri);
  const { core, stop } = compose({ auth: { kind: 'secret', secret: SECRET }, rateLimit: 0, demo: false }, adapters);
  try {
    const ids = await fillLedger(core, entries);
    const rows = [await aggregate(core, ids, entries), ...(await readDashboards(core, ids))];
    return [...rows, ...(await measureCompany(rounds))];
  } finally {
    await stop();
    await mongo.stop();
  }
}

/** A company by itself on a database of its own, once the service that has just started has done what was waiting. */
async function measureCompany(rounds: number): Promise<Comparison[]> {
  const mongo = await startMongo();
  const adapters = await mongoAdapters(mongo.uri);
  const { core, stop } = compose({ auth: { kind: 'secret', secret: SECRET }, rateLimit: 0, demo: false }, adapters);
  try {
    await fillCompany(core);
    const asStaff = { actor: ADMIN, requestId: 'bench', idempotency: null };
    const work = await processorTime(() => getCompanyDashboard(core, asStaff, { companyId: 'own' }));
    const atCore = within('a company at the core, processor time of a read', work, MOST_OVER_HTTP);
    const service = await startService(mongo.uri, SECRET, 'mongo');
    try {
      return [...(await readOverHttp(service.url, rounds)), atCore];
    } finally {
      await service.stop();
    }
  } finally {
    await stop();
    await mongo.stop();
  }
}

/** Campaigns of seats, each subject once; the first of them is long. */
async function fillLedger(core: Core, entries: number): Promise<string[]> {
  const ids = Array.from({ length: CAMPAIGNS }, (_, index) => `campaign-${index}`);
  await core.transactions.commit(ids.map((id) => insert('campaigns', runningCampaign(id, 'many'))));
  await core.transactions.commit(
    ids.map((id) => insert('instances', anInstance({ id: `${id}/1`, campaignId: id, ...COHORT }))),
  );
  await openCampaigns(core.accounts, ids, 'seat');
  await drive(1_024, entries, (index) => {
    const id = ids[index < entries * LONG ? 0 : index % CAMPAIGNS] ?? '';
    return core.accounts.submit(id, consume(id, `k${index}`, `subject-${index}`));
  });
  return ids;
}

const COHORT = {
  status: 'active',
  enrolledVolunteers: 40,
  enrolledBeneficiaries: 90,
  sessionsHeld: 300,
  hoursLogged: 400,
  sroi: 4.2,
  vis: 78.5,
  outcomeScores: { integration: 0.6, language: 0.7, job_readiness: 0.5 },
} as const;

function runningCampaign(id: string, companyId: string) {
  const now = Date.now();
  const [startDate, endDate] = [dateAt(now - 100 * DAY, 'UTC'), dateAt(now + 100 * DAY, 'UTC')];
  const money = { budgetAllocated: 3_000_000, budgetSpent: 1_200_000 };
  return aCampaign({ id, companyId, name: id, status: 'active', terms: SEAT_TERMS, startDate, endDate, ...money });
}

/** A company of which every campaign has a cohort, projected figures and a count of people served. */
async function fillCompany(core: Core): Promise<void> {
  const ids = Array.from({ length: OF_COMPANY }, (_, index) => `own-${String(index).padStart(3, '0')}`);
  await core.transactions.commit([
    insert('companies', aCompany({ id: 'own' })),
    insert('companies', aCompany({ id: 'many' })),
    ...ids.map((id) => insert('campaigns', runningCampaign(id, 'own'))),
    ...ids.flatMap((id) =>
      [1, 2].map((cohort) => insert('instances', anInstance({ id: `${id}/${cohort}`, campaignId: id, ...COHORT }))),
    ),
  ]);
  const figures = { unit: 'seat', capacity: 50 * SCALE, consumed: 43 * SCALE, band: 80, sequence: 60 } as const;
  await core.figures.save(ids.map((campaignId) => someFigures({ campaignId, ...figures })));
  for (const campaignId of ids) await core.servedCounts.save({ campaignId, unit: 'seat', sequence: 60, served: 47 });
}

async function aggregate(core: Core, ids: readonly string[], entries: number): Promise<Comparison> {
  let served = 0;
  const begun = performance.now();
  await drive(4, ids.length, async (index) => {
    const campaign = await core.campaigns.find(ids[index] ?? '');
    const metrics = campaign && (await measureCampaign(core, campaign));
    served += metrics?.volunteersServed ?? 0;
  });
  const seconds = (performance.now() - begun) / 1_000;
  if (served !== entries) throw new Error(`${served} people were counted, not ${entries}`);
  return {
    name: `${CAMPAIGNS} campaigns with ${entries.toLocaleString('en')} entries, counted for the first time`,
    ours: `${seconds.toFixed(1)} s`,
    other: `${MOST_SECONDS} s`,
    ratio: seconds / MOST_SECONDS,
    target: 1,
    atMost: true,
  };
}

async function readDashboards(core: Core, ids: readonly string[]): Promise<Comparison[]> {
  const context = { actor: ADMIN, requestId: 'bench', idempotency: null };
  const read = (pick: (index: number) => string) =>
    drive(1, READS, (index) => getDashboard(core, context, { campaignId: pick(index) }));
  const work = await processorTime((index) => getDashboard(core, context, { campaignId: ids[index] ?? '' }));
  const [long = ''] = ids;
  await countServed(core, { accountId: long, campaignId: long, unit: 'seat' });
  const [ofMany, ofLong] = [await read((index) => ids[index % CAMPAIGNS] ?? ''), await read(() => long)];
  return [
    within('a dashboard at the core, one campaign after another, median', ofMany.p50, MOST_AT_CORE),
    within('the same, 99 of 100', ofMany.p99, MOST_AT_CORE),
    within('the same, processor time of a read', work, MOST_AT_CORE),
    within('the dashboard of the longest ledger, 99 of 100', ofLong.p99, MOST_AT_CORE),
  ];
}

async function readOverHttp(url: string, rounds: number): Promise<Comparison[]> {
  const token = (as: typeof ADMIN) => issueToken(SECRET, as, Date.now(), Date.now() + HOUR);
  const staff = await token(ADMIN);
  const own = await token(ofCompany('own', 'company_admin'));
  const api = overSocket(url);
  await new Promise((resolve) => setTimeout(resolve, SETTLES));
  for (let read = 0; read < 20; read += 1) await api.call('GET', '/companies/own/dashboard');
  const timed = async (path: string, bearer: string) => {
    const times: number[] = [];
    for (let read = 0; read < 10 * rounds; read += 1) {
      const begun = performance.now();
      const answer = await fetch(`${url}/api/v1${path}`, { headers: { Authorization: `Bearer ${bearer}` } });
      await answer.json();
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      times.push(performance.now() - begun);
    }
    return times;
  };
  const dashboard = await timed('/companies/own/dashboard', staff);
  const asCompany = await timed('/companies/own/dashboard', own);
  const list = await timed('/campaigns?companyId=own&limit=100', staff);
  const late = (times: readonly number[]) => times.toSorted((a, b) => a - b).at(Math.floor(times.length * 0.95)) ?? 0;
  return [
    within(`a company of ${OF_COMPANY} campaigns over HTTP, median`, median(dashboard), MOST_OVER_HTTP),
    within('the same, 95 of 100', late(dashboard), MOST_OVER_HTTP),
    within('the same as its own admin, 95 of 100', late(asCompany), MOST_OVER_HTTP),
    within('a page of 100 campaigns over HTTP, 95 of 100', late(list), MOST_OVER_HTTP),
  ];
}

/** What a read costs this process itself, whatever else the machine does: milliseconds, the first reads left out. */
async function processorTime(read: (index: number) => Promise<unknown>): Promise<number> {
  for (let warm = 0; warm < 50; warm += 1) await read(warm);
  const before = process.cpuUsage();
  for (let index = 50; index < 150; index += 1) await read(index);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / 100;
}

function within(name: string, time: number, most: number): Comparison {
  return { name, ours: milliseconds(time), other: milliseconds(most), ratio: time / most, target: 1, atMost: true };
}
