import { describe, expect, test } from 'vitest';
import { aCampaign, insert, replace, someFigures } from './documents.ts';
import type { Stores } from './stores.ts';

export function figuresContract(name: string, stores: () => Stores): void {
  describe(`figures ${name}`, () => {
    test('figures are only written over older ones', async () => {
      const { one, other } = stores();
      await one.figures.save([someFigures({ campaignId: 'a', sequence: 5, consumed: 50_000 })]);

      await other.figures.save([
        someFigures({ campaignId: 'a', sequence: 4, consumed: 40_000 }),
        someFigures({ campaignId: 'b', sequence: 1, consumed: 10_000 }),
      ]);
      await other.figures.save([someFigures({ campaignId: 'a', sequence: 5, consumed: 99_000 })]);
      await other.figures.save([]);

      const found = await one.figures.byCampaigns(['a', 'b', 'c']);
      expect([...found.values()].map(({ campaignId, consumed }) => [campaignId, consumed]).sort()).toEqual([
        ['a', 50_000],
        ['b', 10_000],
      ]);

      await one.figures.save([someFigures({ campaignId: 'a', sequence: 6, consumed: 60_000 })]);
      expect((await one.figures.byCampaigns(['a'])).get('a')?.consumed).toBe(60_000);
    });

    test('whoever writes at the same time, the newest figures stand', async () => {
      const { one, other } = stores();
      const sequences = [7, 3, 12, 1, 9, 5, 11, 2, 10, 4, 8, 6];

      await Promise.all(
        sequences.map((sequence, at) =>
          (at % 2 ? one : other).figures.save([
            someFigures({ campaignId: 'a', sequence }),
            someFigures({ campaignId: 'b', sequence: sequence + 1 }),
          ]),
        ),
      );

      const found = await one.figures.byCampaigns(['a', 'b']);
      expect([found.get('a')?.sequence, found.get('b')?.sequence]).toEqual([12, 13]);
    });

    test('figures disturb neither the version of a campaign nor a change of it', async () => {
      const { one, other } = stores();
      let campaign = aCampaign({ id: 'a' });
      await one.transactions.commit([insert('campaigns', campaign)]);

      const figures = (async () => {
        for (let sequence = 1; sequence <= 20; sequence += 1) {
          await other.figures.save([someFigures({ campaignId: 'a', sequence })]);
        }
      })();
      for (let change = 0; change < 10; change += 1) {
        await one.transactions.commit([replace('campaigns', campaign)]);
        campaign = { ...campaign, version: campaign.version + 1 };
      }
      await figures;

      const { items } = await one.campaigns.list({ limit: 10, cursor: null });
      expect(items).toEqual([{ campaign, figures: someFigures({ campaignId: 'a', sequence: 20 }), impact: null }]);
    });

    test('progress of a follower is only ever raised and is its own', async () => {
      const { one, other } = stores();
      await one.figures.saveProgress('alerts', [
        { accountId: 'a', sequence: 10 },
        { accountId: 'b', sequence: 1 },
      ]);
      await other.figures.saveProgress('alerts', [{ accountId: 'a', sequence: 7 }]);
      await other.figures.saveProgress('figures', [{ accountId: 'a', sequence: 99 }]);
      await other.figures.saveProgress('figures', []);

      expect(await one.figures.progress('alerts', ['a', 'b', 'c'])).toEqual(
        new Map([
          ['a', 10],
          ['b', 1],
        ]),
      );
    });

    test('a resume point is none before it is saved, then the last one', async () => {
      const { one, other } = stores();
      expect(await one.figures.resumePoint('alerts')).toBeNull();

      await one.figures.saveResumePoint('alerts', 'p1');
      await other.figures.saveResumePoint('alerts', 'p2');

      expect(await one.figures.resumePoint('alerts')).toBe('p2');
      expect(await one.figures.resumePoint('figures')).toBeNull();
    });
  });
}
