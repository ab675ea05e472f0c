import { beforeAll, describe, expect, test } from 'vitest';
import { createMemoryCapacityFeed } from '../../src/adapters/memory/capacity-feed.ts';
import { createMemoryCapacityLog } from '../../src/adapters/memory/capacity-log.ts';
import { createMemoryDemoProgress } from '../../src/adapters/memory/demo-progress.ts';
import { createMemoryPorts } from '../../src/adapters/memory/ports.ts';
import { createUuids } from '../../src/adapters/system/ids.ts';
import { foldEntries } from '../../src/core/domain/capacity/apply.ts';
import { seedDemo } from '../../src/demo/seed-demo.ts';
import type { DemoProgress, DemoProgressStore } from '../../src/ports/demo-progress.ts';
import type { Notifier } from '../../src/ports/notifier.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { createManualClock } from '../support/clock.ts';
import { activitiesOf, DEMO_TABLE, figuresOf, IMPACT_TABLE, impactsOf, pastOf } from './demo-state.ts';
import { mortal } from './mortal.ts';

const NEVER = new AbortController().signal;
const TODAY = '2026-11-23T10:00:00Z';

function createWorld(now = TODAY, told: string[] = []): { ports: Ports; progress: DemoProgressStore } {
  const capacityLog = createMemoryCapacityLog();
  const notifier: Notifier = {
    routesFor: async () => [{ channel: 'email', target: null }],
    async deliver({ id }) {
      told.push(id);
      return { outcome: 'delivered' };
    },
  };
  const capacityFeed = createMemoryCapacityFeed(capacityLog);
  const clock = createManualClock(now);
  const ports = createMemoryPorts({
    clock,
    ids: createUuids(),
    hasher: { hash: String },
    capacityLog,
    capacityFeed,
    notifier,
  });
  return { ports, progress: createMemoryDemoProgress() };
}

describe('the demo', () => {
  const told: string[] = [];
  const world = createWorld(TODAY, told);
  const { ports, progress } = world;
  const seen: DemoProgress[] = [];

  beforeAll(async () => {
    const watched: DemoProgressStore = {
      ...progress,
      async advance(percent, label) {
        await progress.advance(percent, label);
        const now = await progress.read();
        if (now) seen.push(now);
      },
    };
    expect(await seedDemo(ports, watched, NEVER)).toBe(true);
  });

  test('shows exactly the figures that it promises', async () => {
    expect(await figuresOf(ports)).toEqual(DEMO_TABLE);
  });

  test('reports exactly the SROI, VIS and spending that it promises', async () => {
    expect(await impactsOf(ports)).toEqual(IMPACT_TABLE);
    const mentors = await campaignOf(ports, 'Mentors for Syrian refugees, Berlin');
    expect((await ports.campaigns.instances(mentors?.id ?? '')).map(({ hoursLogged }) => hoursLogged)).toEqual([516]);
  });

  test('has figures of every other week behind it, each of its own time, and final ones of what was completed', async () => {
    const mentors = await ports.snapshots.since(
      (await campaignOf(ports, 'Mentors for Syrian refugees, Berlin'))?.id ?? '',
      0,
    );
    expect(mentors.length).toBeGreaterThanOrEqual(9);
    const hours = mentors.map(({ metrics }) => metrics.hours ?? -1);
    expect(hours).toEqual(hours.toSorted((a, b) => a - b));
    const completed = await campaignOf(ports, 'Hospitality language and skills');
    const snapshots = await ports.snapshots.since(completed?.id ?? '', 0);
    expect(snapshots.filter(({ kind }) => kind === 'final')).toMatchObject([
      { metrics: { sroi: { value: 6.5 }, budget: { allocated: 1_800_000, spent: 1_872_000 } } },
    ]);
    expect(snapshots.at(-1)?.kind).toBe('final');
  });

  test('has four people waiting for a place that nobody may take', async () => {
    const { waitlist, held, capacity, overage } = await balanceOf(ports, 'Tech newcomers');
    expect({ waiting: waitlist.length, held, capacity, overage }).toEqual({
      waiting: 4,
      held: 0,
      capacity: 350_000,
      overage: 0,
    });
  });

  test('has two grants of credits, of which one expires next week with something left in it', async () => {
    const { grants } = await balanceOf(ports, 'Cloud course');
    expect(grants.map(({ quantity, burned }) => [quantity, burned])).toEqual([
      [50_000_000, 50_000_000],
      [25_000_000, 19_000_000],
    ]);
    const day = (instant: number) =>
      Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO('Europe/Dublin');
    const expires = day(grants[1]?.expiresAt ?? 0);
    expect(expires.toPlainDate().weekOfYear).toBe(day(Date.parse(TODAY)).toPlainDate().add({ weeks: 1 }).weekOfYear);
  });

  test('has hundreds of activities over the past half year, of which a handful waits for people', async () => {
    const activities = await activitiesOf(ports);
    const count = (fits: (activity: (typeof activities)[number]) => boolean) => activities.filter(fits).length;
    expect(activities.length).toBeGreaterThan(250);
    expect(count(({ attention }) => attention === 'review')).toBe(5);
    expect(count(({ debit }) => debit === 'held')).toBe(1);
    expect(activities.filter(({ attention }) => attention === 'refused')).toMatchObject([
      { id: 'hack-week', refusal: { code: 'CAPACITY_EXCEEDED' } },
    ]);
    expect(count(({ state }) => state === 'unmatched')).toBe(1);
    expect(count(({ state }) => state === 'rejected')).toBe(3);
    expect(count(({ debit }) => debit === 'due')).toBeGreaterThan(100);
  });

  test('counts two bundle campaigns in one subscription, whose shares are all taken', async () => {
    const { items } = await ports.companies.listSubscriptions({ limit: 10, cursor: null });
    expect(items.map(({ learners, shares }) => [learners, Object.values(shares)])).toEqual([
      [
        500,
        [
          { share: 6000, capacity: 300 },
          { share: 4000, capacity: 200 },
        ],
      ],
    ]);
  });

  test('has one template a type, of which one has two versions with campaigns of each', async () => {
    const { items } = await ports.catalogue.listTemplates({ limit: 10, cursor: null });
    expect(items.map(({ programType }) => programType).sort()).toEqual([
      'buddy',
      'language',
      'mentorship',
      'upskilling',
      'weei',
    ]);
    expect(items.filter(({ version }) => version === 2).map(({ programType }) => programType)).toEqual(['language']);
    const campaigns = await campaignsOf(ports);
    const versions = campaigns.filter(
      ({ programTemplateId }) => programTemplateId === items.find(({ version }) => version === 2)?.id,
    );
    expect(new Set(versions.map(({ programTemplateVersion }) => programTemplateVersion))).toEqual(new Set([1, 2]));
  });

  test('has eight groups in three countries and three companies', async () => {
    const { items: groups } = await ports.catalogue.listGroups({ limit: 20, cursor: null });
    const { items: companies } = await ports.companies.list({ limit: 20, cursor: null });
    expect([groups.length, new Set(groups.map(({ countryCode }) => countryCode)).size, companies.length]).toEqual([
      8, 3, 3,
    ]);
  });

  test('stands at day 150 of 180 with the mentors, and is about to begin with the family buddies', async () => {
    const [mentors, buddies] = ['Mentors for Syrian refugees, Berlin', 'Family buddies'].map(async (name) =>
      campaignOf(ports, name),
    );
    expect(await mentors).toMatchObject({ startDate: '2026-06-27', endDate: '2026-12-23' });
    const scheduled = await ports.schedule.pending((await buddies)?.id ?? '');
    expect(scheduled.map(({ to, dueAt }) => [to, new Date(dueAt).toISOString()])[0]).toEqual([
      'active',
      '2026-12-13T23:00:00.000Z',
    ]);
  });

  test('has alerts of their own days, some taken on, some over, and nobody was sent anything', async () => {
    const { items } = await ports.alerts.list({ limit: 100, cursor: null });
    const entries = await entriesOf(ports);
    for (const { kind, id, raisedAt } of items) {
      if (kind === 'capacity') expect(raisedAt).toBe(entries.get(id)?.recordedAt);
      else expect(raisedAt).toBeLessThan(Date.parse(TODAY));
    }
    expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['raised', 'acknowledged', 'resolved']));
    expect(items.filter(({ threshold, state }) => threshold === 110 && state === 'raised')).toHaveLength(1);
    const decisions = (await Promise.all(items.map(({ id }) => ports.alerts.decisions(id)))).flat();
    expect(decisions.filter(({ decision }) => decision === 'sent' || decision === 'repeated')).toEqual([]);
    expect(await ports.alerts.dueMessages(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
    expect(told).toEqual([]);
  });

  test('has a queue that a team has worked on: something in every state, with what was known when', async () => {
    const queue = await Array.fromAsync(ports.upsell.all({}));
    expect(new Set(queue.map(({ state }) => state))).toEqual(
      new Set(['new', 'contacted', 'proposed', 'won', 'lost', 'dismissed']),
    );
    const won = queue.find(({ state }) => state === 'won');
    expect(won).toMatchObject({ campaignName: 'Hospitality language and skills', outcome: { value: 360_000 } });
    expect(won?.acted?.at).toBeLessThan(won?.outcome?.at ?? 0);
    const full = queue.find(({ campaignName, state }) => campaignName === 'Tech newcomers' && state === 'new');
    expect(full?.scored.demand?.asked).toBe(5);
    const open = queue.filter(({ outcome }) => outcome === null).map(({ campaignId }) => campaignId);
    expect(new Set(open).size).toBe(open.length);
  });

  test('lies in the past as a whole, and leaves no work behind', async () => {
    const entries = [...(await entriesOf(ports)).values()];
    expect(entries.length).toBeGreaterThan(1000);
    expect(Math.max(...entries.map(({ recordedAt }) => recordedAt))).toBeLessThan(Date.parse(TODAY));
    expect((await ports.outbox.list({ limit: 10, cursor: null, state: 'pending' })).items).toEqual([]);
    expect(await ports.schedule.due(Date.parse(TODAY), 10)).toEqual([]);
  });

  test('says how far it is, always further, and that it is done only at the end', async () => {
    const percents = seen.map(({ percent }) => percent);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(percents.length).toBeGreaterThan(50);
    expect(seen.every(({ done, label }) => !done && label !== '')).toBe(true);
    expect(await progress.read()).toMatchObject({ percent: 100, done: true });
  });

  test('is not made twice', async () => {
    const before = await pastOf(ports);
    expect(await seedDemo(ports, progress, NEVER)).toBe(false);
    expect(await pastOf(ports)).toEqual(before);
  });

  test('is made again without a change where only its mark was lost', async () => {
    const before = await pastOf(ports);
    expect(await seedDemo(ports, createMemoryDemoProgress(), NEVER)).toBe(true);
    expect(await pastOf(ports)).toEqual(before);
  });

  test.each([1, 9, 40, 105, 183, 313, 512, 742, 924, 1100])('is the same after a kill at write %i', async (writes) => {
    const other = createWorld();
    const life = mortal(other, writes);
    await expect(seedDemo(life.ports, life.progress, life.signal)).rejects.toThrow();
    expect(await other.progress.read()).toMatchObject({ done: false });
    await seedDemo({ ...other.ports, clock: createManualClock('2026-11-24T08:00:00Z') }, other.progress, NEVER);
    expect(await pastOf(other.ports)).toEqual(await pastOf(ports));
  });

  test('is the same when two make it at once', async () => {
    const other = createWorld();
    await Promise.all([seedDemo(other.ports, other.progress, NEVER), seedDemo(other.ports, other.progress, NEVER)]);
    expect(await pastOf(other.ports)).toEqual(await pastOf(ports));
  });
});

test.each([
  '2026-01-01T00:30:00Z',
  '2027-03-28T01:30:00Z',
  '2028-02-29T12:00:00Z',
  '2027-05-01T23:30:00Z',
  '2027-10-31T05:00:00Z',
  '2026-12-31T23:59:00Z',
])('the demo shows the same figures on %s', async (now) => {
  const { ports, progress } = createWorld(now);
  await seedDemo(ports, progress, NEVER);
  expect(await figuresOf(ports)).toEqual(DEMO_TABLE);
});

async function campaignsOf(ports: Ports) {
  const { items } = await ports.campaigns.list({ limit: 100, cursor: null });
  return items.map(({ campaign }) => campaign);
}

async function campaignOf(ports: Ports, name: string) {
  return (await campaignsOf(ports)).find((campaign) => campaign.name === name);
}

async function entriesOf(ports: Ports) {
  const entries = [];
  for await (const { accountId } of ports.capacityFeed.heads()) {
    const loaded = (await ports.capacityLog.load([{ accountId, after: 0 }])).get(accountId);
    entries.push(...(loaded?.commits.flatMap((commit) => commit.entries) ?? []));
  }
  return new Map(entries.map((entry) => [entry.id, entry]));
}

async function balanceOf(ports: Ports, name: string) {
  const id = (await campaignOf(ports, name))?.id ?? '';
  const entries = [...(await entriesOf(ports)).values()].filter(({ campaignId }) => campaignId === id);
  const balance = foldEntries(id, entries).balances[id];
  if (!balance) throw new Error(`${name} has no balance`);
  return balance;
}
