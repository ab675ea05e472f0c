import { performance } from 'node:perf_hooks';
import { connectMongo } from '../../../src/adapters/mongo/connect.ts';
import { ensureIndexes } from '../../../src/adapters/mongo/indexes.ts';
import { createMongoPorts } from '../../../src/adapters/mongo/ports.ts';
import { OPPORTUNITY_TYPES } from '../../../src/core/domain/upsell/rules.ts';
import type { OpportunityQuery } from '../../../src/ports/upsell-repository.ts';
import { anOpportunity } from '../../core/upsell/features.ts';
import { median } from '../drive.ts';
import { startMongo } from '../mongo.ts';
import { type Comparison, milliseconds } from '../report.ts';

const CAMPAIGNS = 10_000;
const COMPANIES = 200;
const OWNERS = 12;
const AT_MOST = 100;
const STATES = ['new', 'new', 'new', 'contacted', 'proposed', 'won', 'lost', 'dismissed'] as const;

/** What a page of the board asks for: each filter by itself, all together, each order, and a page far behind. */
const QUESTIONS: readonly (readonly [string, Partial<OpportunityQuery>])[] = [
  ['the highest scores of all', {}],
  ['of one state', { state: 'new' }],
  ['of one company', { companyId: 'company-7' }],
  ['of one owner', { owner: 'owner-3' }],
  ['that nobody has taken', { owner: null, state: 'new' }],
  ['of one type, by due date', { type: 'bundle_upgrade', sort: [{ field: 'dueOn', direction: 'asc' }] }],
  ['from 80 points, by age', { minScore: 80, sort: [{ field: 'openedAt', direction: 'asc' }] }],
  ['by the last work', { sort: [{ field: 'updatedAt', direction: 'desc' }] }],
  [
    'with every filter',
    { companyId: 'company-7', state: 'new', type: 'capacity_expansion', owner: 'owner-3', minScore: 10 },
  ],
];

/** The queue over 10 000 campaigns in MongoDB, a page of 50 at a time, and the totals of the board. */
export async function measureUpsell(rounds: number): Promise<Comparison[]> {
  const { uri, stop } = await startMongo();
  const mongo = await connectMongo(uri);
  await ensureIndexes(mongo.db);
  const ports = createMongoPorts(mongo);
  for (let from = 0; from < CAMPAIGNS; from += 500) {
    await ports.transactions.commit(
      Array.from({ length: 500 }, (_, at) => ({
        op: 'insert' as const,
        collection: 'opportunities' as const,
        document: queued(from + at),
      })),
    );
  }
  const rows: Comparison[] = [];
  for (const [name, query] of QUESTIONS) {
    rows.push(row(name, await timed(rounds, () => ports.upsell.list({ limit: 50, cursor: null, ...query }))));
  }
  let cursor: string | null = null;
  for (let page = 0; page < 60; page++) cursor = (await ports.upsell.list({ limit: 100, cursor })).nextCursor;
  rows.push(row('a page behind 6 000 others', await timed(rounds, () => ports.upsell.list({ limit: 50, cursor }))));
  rows.push(row('the totals by state and currency', await timed(rounds, () => ports.upsell.totals({}))));
  await mongo.client.close();
  await stop();
  return rows;
}

function queued(at: number) {
  const id = `opportunity-${String(at).padStart(5, '0')}`;
  const state = STATES[at % STATES.length] ?? 'new';
  const one = anOpportunity({
    id,
    openKey: id,
    campaignId: `campaign-${at}`,
    companyId: `company-${at % COMPANIES}`,
    type: OPPORTUNITY_TYPES[at % OPPORTUNITY_TYPES.length] ?? 'capacity_expansion',
    state,
    owner: at % 3 === 0 ? null : `owner-${at % OWNERS}`,
    dueOn: at % 4 === 0 ? null : `2025-0${1 + (at % 9)}-${10 + (at % 19)}`,
  });
  const openedAt = one.openedAt + at * 60_000;
  return { ...one, openedAt, updatedAt: openedAt, scored: { ...one.scored, score: (at * 7919) % 101 } };
}

async function timed(rounds: number, ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds + 1; round++) {
    const begun = performance.now();
    await ask();
    if (round > 0) times.push(performance.now() - begun);
  }
  return median(times);
}

function row(name: string, took: number): Comparison {
  const other = milliseconds(AT_MOST);
  return { name, ours: milliseconds(took), other, ratio: took / AT_MOST, target: 1, atMost: true };
}
