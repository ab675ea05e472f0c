import { parseArgs } from 'node:util';
import { type Comparison, passes, table } from './report.ts';
import { compareWithTransactions } from './suites/core.ts';
import { compareWithPostgres } from './suites/peer.ts';

const { values } = parseArgs({ options: { peer: { type: 'string' }, rounds: { type: 'string' } } });
const rounds = Number(values.rounds ?? 9);
const missed: string[] = [];

function show(title: string, rows: readonly Comparison[]): void {
  console.log(table(title, rows));
  missed.push(...rows.filter((row) => !passes(row)).map(({ name }) => name));
}

if (values.peer === 'postgres') {
  show('Against PostgreSQL', await compareWithPostgres(rounds));
} else {
  show('Against a transaction for each request, 64 at a time', await compareWithTransactions(rounds));
}
if (missed.length > 0) {
  console.error(`\nMissed: ${missed.join('; ')}`);
  process.exitCode = 1;
}
