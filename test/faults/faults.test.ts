import { expect, test } from 'vitest';
import { runScenario } from './scenario.ts';

test('two services and their database are killed under load: nothing lost, doubled, over the limit or alerted twice', async () => {
  const { acknowledged, violations } = await runScenario({ kills: 1, between: 1_500, atOnce: 64 });

  expect(violations).toEqual([]);
  expect(acknowledged).toBeGreaterThan(100);
}, 180_000);
