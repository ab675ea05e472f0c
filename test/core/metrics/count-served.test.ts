import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryServedCounts } from '../../../src/adapters/memory/served-counts.ts';
import { createPeopleServed } from '../../../src/core/domain/metrics/people-served.ts';
import { countServed, keepServed } from '../../../src/core/usecases/metrics/count-served.ts';
import { servedFollower } from '../../../src/core/usecases/metrics/keep-served.ts';
import { CAMPAIGN, consume, hold, release, reverse } from '../capacity-engine/commands.ts';
import { endOf, engineOn, entriesOf, openCampaign } from '../capacity-engine/world.ts';

const query = { accountId: CAMPAIGN, campaignId: CAMPAIGN, unit: 'seat' } as const;

describe('counting people served', () => {
  it('comes to the same as a fold of the whole ledger, wherever it went on from', async () => {
    const step = fc.record({
      does: fc.constantFrom('consume', 'hold', 'release', 'reverse', 'keep'),
      subject: fc.constantFrom('a', 'b', 'c', 'd'),
      which: fc.nat(9),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const log = await openCampaign({ unit: 'seat', capacity: 100 });
        const accounts = engineOn(log);
        const ports = { capacityLog: log, servedCounts: createMemoryServedCounts() };
        for (const [index, { does, subject, which }] of steps.entries()) {
          const key = `k${index}`;
          const takings = entriesOf(log).filter(({ kind }) => kind === 'consume' || kind === 'confirm');
          const taking = takings[which % Math.max(1, takings.length)];
          if (does === 'keep') await keepServed(ports, query);
          else if (does === 'consume') await endOf(accounts.submit(CAMPAIGN, consume({ key, subject })));
          else if (does === 'hold') await endOf(accounts.submit(CAMPAIGN, hold(key, 60_000, subject)));
          else if (does === 'release') await endOf(accounts.submit(CAMPAIGN, release(subject, key)));
          else if (taking) await endOf(accounts.submit(CAMPAIGN, reverse(taking.id, key)));
        }
        const fold = createPeopleServed('seat');
        for (const entry of entriesOf(log)) fold.add(entry);
        expect((await countServed(ports, query)).served).toBe(fold.count());
      }),
      { numRuns: 150 },
    );
  });

  it('reads no entry twice once the job has kept the count', async () => {
    const log = await openCampaign({ unit: 'seat', capacity: 100 });
    const accounts = engineOn(log);
    const ports = { capacityLog: log, servedCounts: createMemoryServedCounts() };
    const follower = servedFollower(ports, async () => {});
    for (const subject of ['a', 'b', 'c']) {
      await accounts.submit(CAMPAIGN, consume({ key: subject, subject }));
      const commit = log.commits().at(-1);
      if (commit) await follower.apply(CAMPAIGN, follower.select(commit), new AbortController().signal);
    }
    const asked: (number | undefined)[] = [];
    const watched = {
      ...log,
      stream: (range: Parameters<typeof log.stream>[0]) => {
        asked.push(range.after);
        return log.stream(range);
      },
    };
    expect(await countServed({ ...ports, capacityLog: watched }, query)).toMatchObject({ served: 3, sequence: 5 });
    expect(asked).toEqual([5]);
  });

  it('begins again where another unit was counted before', async () => {
    const log = await openCampaign({ unit: 'seat', capacity: 100 });
    await engineOn(log).submit(CAMPAIGN, consume({ key: 'k', subject: 'a' }));
    const servedCounts = createMemoryServedCounts();
    await servedCounts.save({ campaignId: CAMPAIGN, unit: 'learner', sequence: 2, served: 40 });
    expect((await countServed({ capacityLog: log, servedCounts }, query)).served).toBe(1);
  });
});
