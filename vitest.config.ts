import { defineConfig } from 'vitest/config';

/** Groups run one after another, the quick ones first, so that a mistake in a rule is told within seconds. */
const group = (name: string, groupOrder: number, include: string[], exclude: string[] = []) => ({
  extends: true as const,
  test: { name, include, exclude, sequence: { groupOrder } },
});

const SLOW = ['test/browser/**', 'test/deno/**', 'test/faults/**', 'test/scripts/**', 'test/stress/**'];

const jsonReport = process.env.VITEST_JSON_REPORT;

export default defineConfig({
  test: {
    reporters: jsonReport ? ['default', ['json', { outputFile: jsonReport }]] : ['default'],
    globalSetup: ['test/setup/mongod.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      group('core', 1, ['test/core/**/*.test.ts']),
      group('service', 2, ['test/**/*.test.ts'], ['test/core/**', ...SLOW]),
      group(
        'whole',
        2,
        SLOW.map((folder) => `${folder}/*.test.ts`),
      ),
    ],
  },
});
