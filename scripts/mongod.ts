/** MongoDB for the service and for tests, found or fetched by itself. */
export {
  type EmbeddedMongod,
  type EmbeddedMongodOptions,
  startEmbeddedMongod,
} from './mongod/start-embedded-mongod.ts';
export { startTestMongod, type TestMongod } from './mongod/start-test-mongod.ts';
