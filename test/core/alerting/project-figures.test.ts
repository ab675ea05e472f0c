import { describe, expect, test } from 'vitest';
import type { CampaignFigures } from '../../../src/core/domain/campaign/figures.ts';
import { createFiguresProjection, figuresFollower } from '../../../src/core/usecases/capacity/project-figures.ts';
import { createService, eventually, optionsOf, start } from './service.ts';

describe('the projected figures', () => {
  test('follow the ledger', async () => {
    const service = await createService();
    const stop = start(createFiguresProjection(service.ports, optionsOf('one')));
    const ledger = await service.ledger();
    for (const seats of [10, 85]) await service.append(ledger.consumeTo(seats));
    await eventually(() => service.tables.figures.get('campaign-1')?.sequence === 3);
    expect(service.tables.figures.get('campaign-1')).toMatchObject({
      unit: 'seat',
      capacity: 1_000_000,
      consumed: 850_000,
      hardLimit: 1_100_000,
      headroom: 250_000,
      band: 80,
    });
    await stop();
  });

  test('are written again after a failure', async () => {
    const service = await createService();
    let failures = 2;
    const figures = {
      ...service.ports.figures,
      async save(rows: readonly CampaignFigures[]) {
        failures -= 1;
        if (failures >= 0) throw new Error('The store cannot be reached');
        await service.ports.figures.save(rows);
      },
    };
    const stop = start(createFiguresProjection({ ...service.ports, figures }, optionsOf('one')));
    await service.ledger();
    await eventually(() => service.tables.figures.get('campaign-1')?.sequence === 1);
    await stop();
  });

  test('are written once for all that comes while the next write waits for its turn', async () => {
    const service = await createService();
    const ledgers = [await service.ledger('one'), await service.ledger('two')];
    const writes: (readonly CampaignFigures[])[] = [];
    let takeTurn: () => void = () => {};
    const sleep = () =>
      new Promise<void>((resolve) => {
        takeTurn = resolve;
      });
    const follower = figuresFollower(
      { figures: { ...service.ports.figures, save: async (rows) => void writes.push(rows) } },
      sleep,
    );
    const signal = new AbortController().signal;
    const apply = (index: number, seats: number) => {
      const entry = ledgers[index]?.consumeTo(seats);
      return entry ? follower.apply(entry.campaignId, [entry], signal) : Promise.resolve();
    };
    await apply(0, 1);
    const later = [apply(0, 2), apply(0, 3), apply(1, 7), apply(0, 4)];
    takeTurn();
    await Promise.all(later);
    const written = writes.map((rows) => rows.map(({ campaignId, consumed }) => [campaignId, consumed / 10_000]));
    expect(written).toEqual([
      [['one', 1]],
      [
        ['one', 4],
        ['two', 7],
      ],
    ]);
  });
});
