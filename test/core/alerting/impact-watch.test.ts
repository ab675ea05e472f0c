import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_CHANGE } from '../../../src/core/domain/alerting/change.ts';
import { followImpact, type ImpactFacts } from '../../../src/core/domain/alerting/follow-impact.ts';
import {
  type ImpactWatch,
  isMoved,
  type Mark,
  markOf,
  nextWatch,
} from '../../../src/core/domain/alerting/impact-watch.ts';
import { DEFAULT_RULES } from '../../../src/core/domain/alerting/policy.ts';
import type { CampaignStatus } from '../../../src/core/domain/lifecycle/status.ts';

const campaign = (over: object) => ({ status: 'active' as const, budgetAllocated: 100_000, budgetSpent: 0, ...over });

test.each<[CampaignStatus, number | null, Mark]>([
  ['active', 1.999999, 'over'],
  ['active', 2, 'between'],
  ['active', 2.099999, 'between'],
  ['active', 2.1, 'clear'],
  ['active', null, 'between'],
  ['recruiting', 1, 'clear'],
  ['paused', 1, 'clear'],
  ['completed', 1, 'clear'],
])('a campaign that is %s with an SROI of %s is %s', (status, value, mark) => {
  expect(markOf('performance', { campaign: campaign({ status }), sroi: { value, people: 9 } })).toBe(mark);
});

test.each<[CampaignStatus, number | null, number, Mark]>([
  ['active', 100_000, 89_999, 'between'],
  ['active', 100_000, 90_000, 'over'],
  ['recruiting', 100_000, 120_000, 'over'],
  ['completed', 100_000, 90_000, 'over'],
  ['active', 100_000, 88_000, 'between'],
  ['active', 100_000, 87_999, 'clear'],
  ['active', null, 90_000, 'clear'],
  ['planned', 100_000, 90_000, 'clear'],
  ['closed', 100_000, 90_000, 'clear'],
  ['active', 10 ** 15 + 1, 9 * 10 ** 14, 'between'],
])('of a campaign that is %s with %s allocated, %i spent is %s', (status, budgetAllocated, budgetSpent, mark) => {
  const sroi = { value: null, people: 0 };
  expect(markOf('budget', { campaign: campaign({ status, budgetAllocated, budgetSpent }), sroi })).toBe(mark);
});

const marks = fc.array(fc.constantFrom<Mark>('over', 'between', 'clear'), { maxLength: 40 });

test('over any course of a figure, an alert stands exactly from where it is over to where it is clear', () => {
  fc.assert(
    fc.property(marks, (course) => {
      let watch: ImpactWatch | null = null;
      let open: string | null = null;
      const ids = new Set<string>();
      const alerts = new Map();
      for (const [at, mark] of course.entries()) {
        const facts: ImpactFacts = {
          ...{ at, routes: new Map(), rules: DEFAULT_RULES },
          measure: { value: 1, people: 9 },
        };
        const unresolved = [...alerts.values()].filter(({ state }) => state !== 'resolved');
        const next = nextWatch(watch, { campaignId: 'c', companyId: 'acme', kind: 'performance', mark });
        const state = { windows: new Map(), unresolved };
        const change = isMoved(next, watch) ? followImpact(next, state, facts) : NO_CHANGE;
        for (const alert of change.alerts) {
          if (alert.state === 'raised') expect(ids.has(alert.id)).toBe(false);
          ids.add(alert.id);
          alerts.set(alert.id, alert);
        }
        if (open === null && mark === 'over') open = change.alerts[0]?.id ?? null;
        else if (open !== null && mark === 'clear') {
          expect(change.alerts).toMatchObject([{ id: open, state: 'resolved' }]);
          open = null;
        } else expect(change.alerts).toEqual([]);
        expect(next.version).toBe((watch?.version ?? 0) + 1);
        expect(next.armed).toBe(open === null);
        watch = next;
      }
    }),
  );
});
