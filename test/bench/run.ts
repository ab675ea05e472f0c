import { parseArgs } from 'node:util';
import { type Comparison, passes, table } from './report.ts';
import { compareWithTransactions } from './suites/core.ts';
import { measureGrowth } from './suites/growth.ts';
import { compareWithMemory } from './suites/http.ts';
import { measureImpact } from './suites/impact.ts';
import { measureInsights } from './suites/insights.ts';
import { measureLive } from './suites/live.ts';
import { compareWithPostgres } from './suites/peer.ts';
import { measureUpsell } from './suites/upsell.ts';

const { values } = parseArgs({
  options: {
    peer: { type: 'string' },
    rounds: { type: 'string' },
    only: { type: 'string', multiple: true },
    entries: { type: 'string' },
  },
});
const rounds = Number(values.rounds ?? 9);
const missed: string[] = [];

function show(title: string, rows: readonly Comparison[]): void {
  console.log(table(title, rows));
  missed.push(...rows.filter((row) => !passes(row)).map(({ name }) => name));
}

const suites: Record<string, () => Promise<void>> = {
  core: async () => show('Against a transaction for each request, 64 at a time', await compareWithTransactions(rounds)),
  growth: async () => show('As the ledger grows', await measureGrowth(rounds, Number(values.entries ?? 1_000_000))),
  http: async () => show('Over HTTP, beside the same route with the log in memory', await compareWithMemory(rounds)),
  impact: async () => show('Impact', await measureImpact(rounds, Number(values.entries ?? 1_000_000))),
  insights: async () => show('Pricing insights', await measureInsights(rounds)),
  live: async () => show('Live events', await measureLive(rounds)),
  upsell: async () => show('The upsell queue over 10 000 campaigns', await measureUpsell(rounds)),
};

if (values.peer === 'postgres') show('Against PostgreSQL', await compareWithPostgres(rounds));
else for (const name of values.only ?? Object.keys(suites)) await suites[name]?.();
if (missed.length > 0) {
  console.error(`\nMissed: ${missed.join('; ')}`);
  process.exitCode = 1;
}
