import { describe, expect, it, test } from 'vitest';
import { DAY } from '../../../src/core/domain/shared/time.ts';
import { followScore } from '../../../src/core/domain/upsell/open-opportunity.ts';
import {
  OPPORTUNITY_EDGES,
  OPPORTUNITY_STATES,
  type Opportunity,
  type OpportunityState,
} from '../../../src/core/domain/upsell/opportunity.ts';
import { TRAINING_COLUMNS, trainingRow } from '../../../src/core/domain/upsell/training-row.ts';
import { type OpportunityPatch, workOn } from '../../../src/core/domain/upsell/work-on.ts';
import { aCampaign, anOpportunity, aScore, T0 } from './features.ts';

const made = { id: 'made', at: T0 + DAY, actor: 'system' };
const filled = aCampaign({ used: 90, sroi: 5, vis: 80 });
const quiet = aCampaign({ used: 80 });

function work(before: Opportunity, patch: OpportunityPatch, over: { at?: number; noteId?: string } = {}) {
  const score = aScore({ version: 7 }, filled);
  const after = workOn(before, patch, { at: T0 + DAY, actor: 'sales-7', score, noteId: null, ...over });
  if (!after) throw new Error('Nothing changed');
  return after;
}

const ended = (over: Partial<Opportunity> = {}) => {
  const contacted = work(anOpportunity(), { state: 'contacted' }, { at: T0 });
  return { ...work(contacted, { state: 'lost', reason: 'price' }, { at: T0 }), ...over };
};

describe('an opportunity comes up', () => {
  it('for a running campaign whose tier speaks for it, with a copy of what was known', () => {
    const score = aScore({ version: 3, demand: { asked: 4, firstAt: T0, lastAt: T0 } }, filled);
    const { opened } = followScore(score, [], made);
    expect(opened).toMatchObject({
      openKey: 'campaign/capacity_expansion',
      state: 'new',
      because: 'demand',
      shown: { score: score.score, scoreVersion: 3, consumed: filled.consumed, asked: 4, at: made.at },
      acted: null,
    });
  });

  test.each([
    ['nothing speaks for it', aScore({}, quiet), false],
    ['it crossed a threshold', aScore({ crossing: { threshold: 80, at: T0 } }, quiet), true],
    ['people asked in vain', aScore({ demand: { asked: 1, firstAt: T0, lastAt: T0 } }, quiet), true],
    ['it has nothing to offer', aScore({}, aCampaign({ used: 79, budgetAllocated: 1, budgetSpent: 1 })), false],
    ['it is paused', aScore({}, { ...filled, status: 'paused' }), false],
    ['it is completed', aScore({}, { ...filled, status: 'completed' }), false],
  ])('or not: %s', (_, score, opens) => expect(followScore(score, [], made).opened !== null).toBe(opens));

  it('once while one of its type is open, whatever the score does', () => {
    const own = [anOpportunity()];
    const score = aScore({ crossing: { threshold: 100, at: T0 + 1 } }, aCampaign({ used: 150, sroi: 5, vis: 100 }));
    const { opened, refreshed } = followScore(score, own, made);
    expect(opened).toBeNull();
    expect(refreshed.map(({ after }) => [after.version, after.workVersion, after.scored.score])).toEqual([
      [2, 1, score.score],
    ]);
    expect(refreshed[0]?.after.shown).toEqual(own[0]?.shown);
  });

  it('again after an end, by a newer crossing or 10 points more, and by nothing else', () => {
    const last = ended();
    const opens = (over: object, features = filled) =>
      followScore(aScore(over, features), [last], made).opened?.because;
    expect(opens({})).toBeUndefined();
    expect(opens({ demand: { asked: 9, firstAt: T0, lastAt: T0 + 5 } })).toBeUndefined();
    expect(opens({ crossing: { threshold: 90, at: T0 } })).toBeUndefined();
    expect(opens({ crossing: { threshold: 90, at: T0 + 1 } })).toBe('crossing');
    expect(opens({ score: last.scored.score + 9 })).toBeUndefined();
    expect(opens({ score: last.scored.score + 10 })).toBe('score');
  });

  it('of another type beside one that somebody works on, and in place of one that nobody has', () => {
    const strong = aScore({}, aCampaign({ sroi: 5.5, vis: 90, sessions: 90 }));
    const taken = followScore(strong, [anOpportunity({ workVersion: 2, owner: 'sales-7' })], made);
    expect([taken.opened?.type, taken.refreshed[0]?.after.state]).toEqual(['performance_boost', 'new']);
    const untouched = followScore(strong, [anOpportunity()], made);
    expect(untouched.opened?.type).toBe('performance_boost');
    expect(untouched.refreshed[0]?.after).toMatchObject({
      state: 'dismissed',
      outcome: { kind: 'dismissed', by: 'system' },
      openKey: 'campaign/capacity_expansion/opportunity',
      workVersion: 2,
    });
  });

  it('and ends with its campaign where nobody has worked on it', () => {
    const closed = aScore({}, { ...filled, status: 'closed' });
    const states = (one: Opportunity) => followScore(closed, [one], made).refreshed.map(({ after }) => after.state);
    expect(states(anOpportunity())).toEqual(['dismissed']);
    expect(states(anOpportunity({ workVersion: 2 }))).toEqual([]);
  });

  it('and is left as it is once it has ended', () => {
    expect(followScore(aScore({ campaignName: 'Other' }, aCampaign()), [ended()], made).refreshed).toEqual([]);
  });
});

describe('work on an opportunity', () => {
  const inState = (state: OpportunityState) => anOpportunity({ state });

  it('takes the edges that there are and no others', () => {
    for (const from of OPPORTUNITY_STATES) {
      for (const to of OPPORTUNITY_STATES.filter((one) => one !== from)) {
        const patch = {
          state: to,
          ...(to === 'won' && { value: '10' }),
          ...(to === 'lost' && { reason: 'price' as const }),
        };
        if (OPPORTUNITY_EDGES[from].includes(to)) expect(work(inState(from), patch).state).toBe(to);
        else expect(() => work(inState(from), patch)).toThrow(expect.objectContaining({ code: 'INVALID_TRANSITION' }));
      }
    }
  });

  it('keeps who did what, and what was known when somebody first moved it', () => {
    const contacted = work(anOpportunity(), { state: 'contacted', owner: ' sales-7 ', dueOn: '2025-06-10' });
    expect(contacted).toMatchObject({
      owner: 'sales-7',
      dueOn: '2025-06-10',
      workVersion: 2,
      acted: { at: T0 + DAY, scoreVersion: 7 },
    });
    expect(contacted.history.at(-1)).toEqual({
      at: T0 + DAY,
      actor: 'sales-7',
      what: 'moved',
      from: 'new',
      to: 'contacted',
      fields: ['owner', 'dueOn'],
    });
    const proposed = work(contacted, { state: 'proposed' }, { at: T0 + 2 * DAY });
    expect(proposed.acted).toEqual(contacted.acted);
  });

  it('is won with a value and lost with a reason', () => {
    const proposed = inState('proposed');
    expect(work(proposed, { state: 'won', value: '1200.50' }).outcome).toEqual({
      kind: 'won',
      at: T0 + DAY,
      by: 'sales-7',
      value: 120_050,
      currency: 'EUR',
    });
    for (const value of [undefined, '0', '-1', '1.005', 'much']) {
      expect(() => work(proposed, { state: 'won', ...(value && { value }) })).toThrow(/above 0 in EUR/);
    }
    expect(work(proposed, { state: 'lost', reason: 'timing' }).outcome).toMatchObject({
      kind: 'lost',
      reason: 'timing',
    });
    expect(() => work(proposed, { state: 'lost' })).toThrow(expect.objectContaining({ code: 'REASON_REQUIRED' }));
    expect(() => work(proposed, { state: 'won', value: '1', reason: 'price' })).toThrow(/reason is given when/);
    expect(() => work(proposed, { value: '1' })).toThrow(/value is given when/);
  });

  it('frees the place of an open one when it ends, and takes it again when a dismissal is undone within a day', () => {
    const dismissed = work(inState('contacted'), { state: 'dismissed' });
    expect(dismissed.openKey).toBe('campaign/capacity_expansion/opportunity');
    const restored = work(dismissed, { state: 'contacted' }, { at: T0 + 2 * DAY });
    expect(restored).toMatchObject({ state: 'contacted', outcome: null, openKey: 'campaign/capacity_expansion' });
    expect(restored.history.at(-1)?.what).toBe('restored');
    expect(() => work(dismissed, { state: 'new' })).toThrow(/does not become new/);
    expect(() => work(dismissed, { state: 'contacted' }, { at: T0 + 2 * DAY + 1 })).toThrow(/does not become/);
  });

  it('changes nothing of one that has ended, but takes notes', () => {
    const lost = ended();
    expect(() => work(lost, { owner: 'sales-8' })).toThrow(expect.objectContaining({ code: 'LOCKED_FIELD' }));
    expect(work(lost, {}, { noteId: 'note' }).notes).toEqual([{ id: 'note', at: T0 + DAY, author: 'sales-7' }]);
  });

  it('is nothing where nothing is different', () => {
    const patch = { state: 'new', owner: null, nextStep: ' ' } as const;
    expect(workOn(anOpportunity(), patch, { at: T0, actor: 'a', score: null, noteId: null })).toBeNull();
  });

  it('refuses personal data and what is no date', () => {
    expect(() => work(anOpportunity(), { nextStep: 'call +49 30 1234567' })).toThrow(/telephone/);
    expect(() => work(anOpportunity(), { owner: 'ann@example.org' })).toThrow(/e-mail/);
    expect(() => work(anOpportunity(), { dueOn: '2025-02-30' })).toThrow(/dueOn/);
  });

  it('bounds its history and keeps how it began', () => {
    let one = anOpportunity();
    for (let at = 0; at < 600; at++) one = work(one, { nextStep: `step ${at}` });
    expect(one.history).toHaveLength(500);
    expect(one.history[0]?.what).toBe('opened');
  });
});

describe('a row to learn from', () => {
  it('says how it ended apart from what was known before', () => {
    const row = trainingRow(ended());
    expect(Object.keys(row)).toEqual(TRAINING_COLUMNS);
    expect(row).toMatchObject({ label_state: 'lost', label_won: 0, label_reason: 'price', shown_utilization: 0.9 });
    expect(trainingRow(work(anOpportunity(), { state: 'dismissed' }))).toMatchObject({
      label_won: null,
      acted_score: 61,
    });
    expect(trainingRow(anOpportunity())).toMatchObject({ label_state: 'new', acted_at: null, acted_score: null });
  });
});
