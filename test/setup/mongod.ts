import type { TestProject } from 'vitest/node';
import { startTestMongod } from '../../scripts/mongod/start-test-mongod.ts';

declare module 'vitest' {
  interface ProvidedContext {
    mongoUri: string;
  }
}

/** One mongod for the whole run. Without one the run fails: tests against the database are never skipped. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mongod = await startTestMongod();
  project.provide('mongoUri', mongod.uri);
  return mongod.stop;
}
