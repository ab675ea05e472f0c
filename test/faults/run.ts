import { parseArgs } from 'node:util';
import { runScenario } from './scenario.ts';

const { values } = parseArgs({
  options: {
    w1: { type: 'boolean', default: false },
    kills: { type: 'string' },
    members: { type: 'string' },
    'at-once': { type: 'string' },
  },
});
const kills = Number(values.kills ?? 5);
const atOnce = Number(values['at-once'] ?? 256);
const members = Number(values.members ?? (values.w1 ? 3 : 1));
const w = values.w1 ? '1' : 'majority';
const { acknowledged, answered, entries, violations } = await runScenario({
  kills,
  between: 3_000,
  atOnce,
  w,
  members,
  say: console.log,
});

console.log(
  `${answered} answered, ${acknowledged} of them acknowledged; ${entries} entries stand; ${violations.length} promises broken`,
);
for (const violation of violations.slice(0, 20)) console.log(`  ${violation}`);
if (values.w1) {
  console.log(
    violations.length > 0
      ? 'As expected: write concern 1 loses what it acknowledged.'
      : 'Nothing was lost: the checker proves nothing.',
  );
}
process.exitCode = values.w1 === violations.length > 0 ? 0 : 1;
