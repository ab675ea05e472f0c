import { expect, it } from 'vitest';
import { inTurn } from '../../../src/core/usecases/in-turn.ts';

it('inTurn() does the works on one thing one after another, also behind one that fails', async () => {
  const store = {};
  const seen: string[] = [];
  const work = (name: string, thing: string, fails = false) =>
    inTurn(store, thing, async () => {
      seen.push(`${name} begins`);
      await Promise.resolve();
      seen.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const outcomes = await Promise.allSettled([work('a', 'x', true), work('b', 'x'), work('c', 'y'), work('d', 'x')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  expect(seen.indexOf('c begins')).toBeLessThan(seen.indexOf('b begins'));
  const ofX = seen.filter((event) => !event.startsWith('c'));
  expect(ofX).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'd begins', 'd ends']);
});
