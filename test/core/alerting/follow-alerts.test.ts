import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from '../../../src/core/domain/shared/errors.ts';
import { alertFollower, createAlertFollower } from '../../../src/core/usecases/alerts/follow-alerts.ts';
import type { Write } from '../../../src/ports/transactions.ts';
import type { SeatLedger } from './ledger.ts';
import { createService, eventually, nextTurn, optionsOf, start } from './service.ts';

describe('a crossing in the ledger', () => {
  test('becomes an alert, its decisions and a live event', async () => {
    const service = await createService();
    const stop = start(createAlertFollower(service.ports, optionsOf('one')));
    const entry = (await service.ledger()).consumeTo(90);
    await service.append(entry);
    await eventually(async () => (await service.events()).length === 1);
    expect(service.alerts()).toMatchObject([
      { id: entry.id, companyId: 'company-1', threshold: 90, state: 'raised', entryId: entry.id },
    ]);
    expect((await service.ports.alerts.decisions(entry.id)).map(({ reason }) => reason)).toEqual([
      'crossing',
      'no_channel',
    ]);
    expect(await service.ports.notifications.after(0, 10)).toMatchObject([
      { type: 'capacity.alert', campaignId: 'campaign-1', data: { severity: 'warning', utilization: 0.9 } },
    ]);
    await stop();
  });

  test('raises one alert though two processes follow it at the same time', async () => {
    const service = await createService();
    const entry = (await service.ledger()).consumeTo(100);
    const signal = new AbortController().signal;
    const followers = [alertFollower(service.ports), alertFollower(service.ports), alertFollower(service.ports)];
    await Promise.all(followers.map((follower) => follower.apply('campaign-1', [entry], signal)));
    expect(service.alerts()).toHaveLength(1);
    expect(await service.ports.alerts.decisions(entry.id)).toHaveLength(3);
    expect(await service.events()).toEqual([`capacity.alert ${entry.id}`]);
  });

  test('that was resolved again while nobody followed is told in order', async () => {
    const service = await createService();
    const ledger = await service.ledger();
    const [up, down] = [ledger.consumeTo(90), ledger.consumeTo(50)];
    await service.append(up);
    await service.append(down);
    const stop = start(createAlertFollower(service.ports, optionsOf('one')));
    await eventually(async () => (await service.events()).length === 2);
    expect(await service.events()).toEqual([`capacity.alert ${up.id}`, `capacity.resolved ${up.id}`]);
    expect(service.alerts()).toMatchObject([{ state: 'resolved', resolvedEntryId: down.id }]);
    await stop();
  });
});

describe('added capacity without a crossing', () => {
  test('clears the windows once, however often its entry is followed', async () => {
    const service = await createService();
    const ledger = await service.ledger();
    const follower = alertFollower(service.ports);
    const signal = new AbortController().signal;
    const follow = async (entry: ReturnType<typeof ledger.consumeTo>) => {
      await service.append(entry);
      await follower.apply('campaign-1', [entry], signal);
    };
    await follow(ledger.consumeTo(99));
    const resize = ledger.resizeTo(105);
    await follow(resize);
    const cleared = await service.ports.alerts.windows('campaign-1');
    expect(cleared.get(90)).toMatchObject({ lastSentAt: null, sequence: resize.sequence });
    await follower.apply('campaign-1', [resize], signal);
    expect(await service.ports.alerts.windows('campaign-1')).toEqual(cleared);
  });
});

describe('a crash', () => {
  test('before progress was kept repeats nothing', async () => {
    const service = await createService();
    const forgetful = {
      ...service.ports,
      figures: { ...service.ports.figures, saveProgress: async () => {}, saveResumePoint: async () => {} },
    };
    const entry = (await service.ledger()).consumeTo(90);
    await service.append(entry);
    for (const holder of ['one', 'two']) {
      const stop = start(createAlertFollower(forgetful, optionsOf(holder)));
      await eventually(async () => (await service.events()).length > 0);
      await nextTurn();
      await stop();
    }
    expect(service.alerts()).toHaveLength(1);
    expect(await service.events()).toEqual([`capacity.alert ${entry.id}`]);
  });

  test('between the alert and its live event loses neither', async () => {
    const service = await createService();
    const entry = (await service.ledger()).consumeTo(90);
    await service.append(entry);
    const crashing = {
      ...service.ports,
      notifications: { ...service.ports.notifications, append: () => Promise.reject(new Error('The process dies')) },
    };
    const signal = new AbortController().signal;
    await expect(alertFollower(crashing).apply('campaign-1', [entry], signal)).rejects.toThrow('dies');
    expect(service.alerts()).toHaveLength(1);
    const stop = start(createAlertFollower(service.ports, optionsOf('two')));
    await eventually(async () => (await service.events()).length === 1);
    expect(service.alerts()).toHaveLength(1);
    await stop();
  });

  test('between a resolution and its live event loses neither', async () => {
    const service = await createService();
    const ledger = await service.ledger();
    const [up, down] = [ledger.consumeTo(90), ledger.consumeTo(50)];
    const signal = new AbortController().signal;
    await alertFollower(service.ports).apply('campaign-1', [up], signal);
    const crashing = {
      ...service.ports,
      notifications: { ...service.ports.notifications, append: () => Promise.reject(new Error('The process dies')) },
    };
    await expect(alertFollower(crashing).apply('campaign-1', [down], signal)).rejects.toThrow('dies');
    await alertFollower(service.ports).apply('campaign-1', [up, down], signal);
    expect(await service.events()).toEqual([`capacity.alert ${up.id}`, `capacity.resolved ${up.id}`]);
  });

  test('of the store is waited out, and told', async () => {
    const service = await createService();
    const errors: unknown[] = [];
    let outages = 3;
    const shaky = {
      ...service.ports,
      transactions: {
        async commit(writes: readonly Write[]) {
          outages -= 1;
          if (outages >= 0) throw new DomainError('unavailable', 'UNAVAILABLE', 'The store cannot be reached');
          await service.ports.transactions.commit(writes);
        },
      },
    };
    const stop = start(createAlertFollower(shaky, optionsOf('one', errors)));
    await service.append((await service.ledger()).consumeTo(90));
    await eventually(async () => (await service.events()).length === 1);
    expect(errors).toHaveLength(3);
    await stop();
  });
});

describe('a resume point that is lost', () => {
  test('costs no crossing: heads are compared and gaps read', async () => {
    const service = await createService();
    const ledger = await service.ledger();
    const first = start(createAlertFollower(service.ports, optionsOf('one')));
    const before = ledger.consumeTo(80);
    await service.append(before);
    await eventually(async () => {
      await service.append(ledger.consumeTo(80));
      return (await service.ports.figures.resumePoint('follow-alerts')) !== null;
    });
    await first();

    const missed = ledger.consumeTo(90);
    await service.append(missed);
    service.forget();

    const second = start(createAlertFollower(service.ports, optionsOf('two')));
    await eventually(async () => (await service.events()).length === 2);
    const later = ledger.consumeTo(100);
    await service.append(later);
    await eventually(async () => (await service.events()).length === 3);
    expect(await service.events()).toEqual([before, missed, later].map(({ id }) => `capacity.alert ${id}`));
    await second();
  });
});

describe('two processes', () => {
  test('share the work by lease, and the second goes on when the first stops', async () => {
    const service = await createService();
    const ledger = await service.ledger();
    const stops = ['one', 'two'].map((holder) => start(createAlertFollower(service.ports, optionsOf(holder))));
    await service.append(ledger.consumeTo(80));
    await eventually(async () => (await service.events()).length === 1);
    await stops[0]?.();
    await service.append(ledger.consumeTo(90));
    await eventually(async () => (await service.events()).length === 2);
    await stops[1]?.();
    expect(service.alerts()).toHaveLength(2);
  });

  test('that both believe to hold the lease still raise each alert once', async () => {
    const service = await createService();
    const everybody = {
      ...service.ports,
      leases: { take: async (name: string) => ({ name, fence: 1 }), giveBack: async () => {} },
    };
    const ledger = await service.ledger();
    const stops = ['one', 'two', 'three'].map((holder) => start(createAlertFollower(everybody, optionsOf(holder))));
    const entries = [80, 90, 50, 85, 100].map((seats) => ledger.consumeTo(seats));
    for (const entry of entries) await service.append(entry);
    await eventually(async () => (await service.events()).length === 6);
    await Promise.all(stops.map((stop) => stop()));
    expect(service.alerts().map(({ threshold, state }) => [threshold, state])).toEqual([
      [80, 'resolved'],
      [90, 'resolved'],
      [80, 'raised'],
      [100, 'raised'],
    ]);
  });
});

test('whatever stops and starts, each crossing of each campaign raises one alert and says it once', async () => {
  const action = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ campaign: fc.nat(2), seats: fc.constantFrom(50, 79, 81, 88, 90, 99, 101, 110) }),
    },
    { weight: 2, arbitrary: fc.constantFrom('start', 'stop', 'forget', 'wait') },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
      const service = await createService();
      const ledgers: SeatLedger[] = [];
      for (const id of ['first', 'second', 'third']) {
        await service.addCampaign(id);
        ledgers.push(await service.ledger(id));
      }
      const stops: (() => Promise<void>)[] = [];
      const crossings: string[] = [];
      for (const [number, one] of actions.entries()) {
        if (one === 'start') stops.push(start(createAlertFollower(service.ports, optionsOf(`process-${number}`))));
        else if (one === 'stop') await stops.shift()?.();
        else if (one === 'forget') service.forget();
        else if (one === 'wait') await nextTurn();
        else {
          const entry = ledgers[one.campaign]?.consumeTo(one.seats);
          if (!entry) continue;
          if (entry.thresholds?.raised) crossings.push(entry.id);
          await service.append(entry);
        }
      }
      stops.push(start(createAlertFollower(service.ports, optionsOf('last'))));
      const said = async () => (await service.events()).filter((event) => event.startsWith('capacity.alert'));
      await eventually(async () => (await said()).length === crossings.length);
      await Promise.all(stops.map((stop) => stop()));
      expect((await said()).toSorted()).toEqual(crossings.map((id) => `capacity.alert ${id}`).toSorted());
      expect(
        service
          .alerts()
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual(crossings.toSorted());
    }),
    { numRuns: 40 },
  );
});
