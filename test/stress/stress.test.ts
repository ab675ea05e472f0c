import { expect, inject, test } from 'vitest';
import { pullCable } from './half-open.ts';
import { restartUnderReaders } from './restarts.ts';
import { stopSomeReaders } from './slow-readers.ts';

const database = (name: string) => {
  const uri = new URL(inject('mongoUri'));
  uri.pathname = `/test-stress-${name}-${process.pid}`;
  return uri.href;
};

test('clients that stop reading lose nothing and take nothing from the others', async () => {
  const load = { readers: 60, stopped: 12, perSecond: 50, pause: 3_000 };
  const report = await stopSomeReaders({ runtime: 'node', mongoUri: database('slow'), ...load });
  expect(report.violations).toEqual([]);
  expect(report.readersCut).toBe(0);
  expect(report.said).toBeGreaterThan(100);
}, 120_000);

test('over restarts and a kill of the service each client has each event once and in order', async () => {
  const load = { readers: 40, perSecond: 50, restarts: 3, between: 700 };
  const report = await restartUnderReaders({ runtime: 'node', mongoUri: database('restarts'), ...load });
  expect(report.violations).toEqual([]);
  expect(report.cuts).toBeGreaterThanOrEqual(3 * load.readers);
}, 120_000);

test('nothing is left of clients that vanished without a word, and nobody else is cut', async () => {
  expect(await pullCable({ runtime: 'node', peers: 40 })).toMatchObject({ left: 0, cuts: 0 });
}, 180_000);
