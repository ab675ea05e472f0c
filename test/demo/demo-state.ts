import type { Activity } from '../../src/core/domain/activity/activity.ts';
import type { Page } from '../../src/core/domain/shared/page.ts';
import { ratio, toUnits } from '../../src/core/domain/shared/quantity.ts';
import type { Opportunity } from '../../src/core/domain/upsell/opportunity.ts';
import { createCapacityAccounts } from '../../src/core/usecases/capacity/accounts.ts';
import { capacityOf } from '../../src/core/usecases/capacity/get-capacity.ts';
import type { Ports } from '../../src/ports/ports.ts';

/** What the demo must show, campaign by campaign: model, state, used, capacity, utilization in percent. */
export const DEMO_TABLE = {
  'Mentors for Syrian refugees, Berlin': ['seats', 'active', 43, 50, 86],
  'Norwegian B1–B2 for Afghan women, Oslo': ['iaas', 'active', 38, 40, 95],
  'Tech bootcamp for migrants': ['bundle', 'active', 210, 300, 70],
  'Certifications for job seekers': ['bundle', 'active', 130, 200, 65],
  'Youth buddies': ['credits', 'recruiting', 1500, 10_000, 15],
  'Networking for women in tech': ['seats', 'active', 33, 30, 110],
  'Digital literacy for seniors': ['custom', 'active', 70, 125, 56],
  'English A1–A2 for asylum seekers': ['iaas', 'active', 40, 50, 80],
  'Family buddies': ['seats', 'planned', 0, 20, 0],
  'Ukrainian professionals': ['seats', 'active', 36, 40, 90],
  'Cloud course': ['credits', 'active', 6900, 7500, 92],
  'Student careers': ['iaas', 'active', 19, 25, 76],
  'Tech newcomers': ['seats', 'active', 35, 35, 100],
  'German intensive, youth': ['seats', 'paused', 2, 4, 50],
  'Hospitality language and skills': ['custom', 'completed', 23, 25, 92],
  'Pilot with a partner school': [null, 'draft', null, null, null],
  'Spring fair': ['seats', 'closed', 0, 5, 0],
} as const;

/** What is reported of campaigns: SROI, VIS, and what of the budget is spent in percent; the others report nothing yet. */
export const IMPACT_TABLE = {
  'Mentors for Syrian refugees, Berlin': [4.2, 78.5, 76.56],
  'Norwegian B1–B2 for Afghan women, Oslo': [5.8, 82.3, 62.38],
  'Tech bootcamp for migrants': [3.6, 75.2, 64.75],
  'Certifications for job seekers': [4.1, 71.5, 36.3],
  'Networking for women in tech': [6.2, 88.5, 64.44],
  'Digital literacy for seniors': [2.8, 65, 47.5],
  'English A1–A2 for asylum seekers': [4.5, 72, 70.71],
  'Ukrainian professionals': [5.2, 81, 58.46],
  'Cloud course': [1.8, 61, 91.11],
  'Student careers': [3.8, 76.5, 44.8],
  'Tech newcomers': [4.8, 79, 59.55],
  'German intensive, youth': [2.1, 58, 50.83],
  'Hospitality language and skills': [6.5, 84, 104],
} as const;

/** The same of what is there now, read as lists read it. */
export async function impactsOf(ports: Ports) {
  const { items } = await ports.campaigns.list({ limit: 100, cursor: null });
  const reported = items.filter(({ impact }) => impact !== null);
  return Object.fromEntries(
    reported.map(({ campaign: { name, budgetSpent, budgetAllocated }, impact }) => {
      const spent = Math.round((ratio(budgetSpent, budgetAllocated ?? 0) ?? 0) * 10_000) / 100;
      return [name, [impact?.sroi.value, impact?.vis.value, spent]];
    }),
  );
}

/** The same of what is there now, read as the pages read it. */
export async function figuresOf(ports: Ports) {
  const accounts = createCapacityAccounts(ports);
  const { items } = await ports.campaigns.list({ limit: 100, cursor: null });
  const rows = await Promise.all(
    items.map(async ({ campaign }) => {
      const { figures } = await capacityOf({ ...ports, accounts }, campaign);
      const used = figures && toUnits(figures.consumed);
      const capacity = figures && toUnits(figures.capacity);
      const percent = figures && Math.round((ratio(figures.consumed, figures.capacity) ?? 0) * 10_000) / 100;
      return [campaign.name, [campaign.terms?.model ?? null, campaign.status, used, capacity, percent]] as const;
    }),
  );
  await accounts.stop();
  return Object.fromEntries(rows);
}

/**
 * Everything that the demo consists of, in a form that is the same for the same past; left out is what a process makes up by itself
 * (the ids of entries, and what is named after them).
 */
export async function pastOf(ports: Ports) {
  const { items } = await ports.campaigns.list({
    limit: 100,
    cursor: null,
    sort: [{ field: 'name', direction: 'asc' }],
  });
  const campaigns = await Promise.all(
    items.map(async ({ campaign: { id, ...campaign } }) => ({
      ...campaign,
      termsVersions: await ports.campaigns.termsVersions(id),
      transitions: await ports.campaigns.transitions(id),
      instances: await ports.campaigns.instances(id),
      impact: await ports.impacts.find(id),
      spending: (await ports.spending.list({ campaignId: id, limit: 100, cursor: null })).items,
      snapshots: await ports.snapshots.since(id, 0),
      scheduled: await ports.schedule.pending(id),
      alerts: await alertsOf(ports, id),
      opportunities: (await ports.upsell.ofCampaign(id)).map(workOf),
    })),
  );
  const { items: waiting } = await ports.outbox.list({ limit: 100, cursor: null, state: 'pending' });
  return { campaigns, ledgers: await ledgersOf(ports), waiting, activities: await activitiesOf(ports) };
}

/** Every activity, newest first. */
export async function activitiesOf(ports: Ports): Promise<Activity[]> {
  const activities: Activity[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Activity> = await ports.activities.list({ limit: 100, cursor });
    activities.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return activities;
}

function workOf({ type, state, owner, dueOn, outcome, history, shown, scored }: Opportunity) {
  const told = history.map(({ at, actor, what, to }) => [at, actor, what, to].join(' '));
  return { type, state, owner, dueOn, outcome, told, shown: shown.score, score: scored.score };
}

async function alertsOf(ports: Ports, campaignId: string) {
  const { items } = await ports.alerts.list({ limit: 100, cursor: null, campaignId });
  return Promise.all(
    items.map(async ({ id, threshold, state, consumed, raisedAt, acknowledgedAt, acknowledgedBy, resolvedAt }) => {
      const decisions = await ports.alerts.decisions(id);
      const said = decisions.map(({ at, decision, reason, recipient, utilizationAfter }) => {
        return [at, decision, reason, recipient, utilizationAfter].join(' ');
      });
      said.sort();
      return { threshold, state, consumed, raisedAt, acknowledgedAt, acknowledgedBy, resolvedAt, said };
    }),
  );
}

async function ledgersOf(ports: Ports) {
  const ledgers: Record<string, readonly unknown[]> = {};
  for await (const { accountId } of ports.capacityFeed.heads()) {
    const loaded = (await ports.capacityLog.load([{ accountId, after: 0 }])).get(accountId);
    const entries = loaded?.commits.flatMap((commit) => commit.entries) ?? [];
    ledgers[accountId] = entries.map(({ sequence, kind, key, quantity, subject, occurredAt, recordedAt, after }) => {
      const cause = key.startsWith('offer/') ? 'offer' : key;
      return { sequence, kind, quantity, subject, occurredAt, recordedAt, after, cause };
    });
  }
  return ledgers;
}
