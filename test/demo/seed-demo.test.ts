import { beforeAll, describe, expect, test } from 'vitest';
import { createMemoryCapacityFeed } from '../../src/adapters/memory/capacity-feed.ts';
import { createMemoryCapacityLog } from '../../src/adapters/memory/capacity-log.ts';
import { createMemoryDemoProgress } from '../../src/adapters/memory/demo-progress.ts';
import { createMemoryPorts } from '../../src/adapters/memory/ports.ts';
import { createUuids } from '../../src/adapters/system/ids.ts';
import { seedDemo } from '../../src/demo/seed-demo.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { createManualClock } from '../support/clock.ts';
import { DEMO_TABLE, figuresOf } from './figures.ts';

const NEVER = new AbortController().signal;

function memoryPorts(now: string): Ports {
  const capacityLog = createMemoryCapacityLog();
  return createMemoryPorts({
    clock: createManualClock(now),
    ids: createUuids(),
    hasher: { hash: (text) => text },
    capacityLog,
    capacityFeed: createMemoryCapacityFeed(capacityLog),
    notifier: {
      routesFor: async () => {
        throw new Error('Nobody is to be told of the past');
      },
      deliver: async () => {
        throw new Error('Nothing is to leave while seeding');
      },
    },
  });
}

describe('the demo', () => {
  const ports = memoryPorts('2026-11-23T10:00:00Z');
  const progress = createMemoryDemoProgress();

  beforeAll(async () => {
    await seedDemo(ports, progress, NEVER);
  });

  test('shows exactly the figures that it promises', async () => {
    expect(await figuresOf(ports)).toEqual(DEMO_TABLE);
  });
});
