import { spawnSync } from 'node:child_process';
import process from 'node:process';

const selection = process.argv.slice(2);

/** All that must hold, the quick things first. Each is run even when one before it fails, so that one run tells all. */
const STEPS: { name: string; command: string; args: string[] }[] = [
  { name: 'format and lint', command: 'biome', args: ['check', '--error-on-warnings', '.'] },
  { name: 'types', command: 'tsc', args: ['--project', '.'] },
  { name: 'documents', command: 'node', args: ['scripts/check-doc-refs.ts'] },
  // A selection of tests brings what it needs itself.
  ...(selection.length === 0 ? [{ name: 'tools', command: 'node', args: ['test/setup/bring-tools.ts'] }] : []),
  { name: 'tests', command: 'vitest', args: ['run', ...selection] },
];

const outcomes = STEPS.map(({ name, command, args }) => {
  console.log(`\n── ${name}`);
  const started = performance.now();
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error) console.error(`${command} could not be run: ${error.message} (start this by npm test)`);
  return { name, ok: status === 0, seconds: Math.round((performance.now() - started) / 1000) };
});

console.log('\n── together');
for (const { name, ok, seconds } of outcomes) console.log(`${ok ? '✓' : '✗'} ${name} (${seconds} s)`);
process.exit(outcomes.every(({ ok }) => ok) ? 0 : 1);
