import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { associate, TAKING } from '../../../src/core/domain/activity/associate.ts';
import type { Candidate } from '../../../src/core/domain/activity/candidate.ts';
import { STATUSES } from '../../../src/core/domain/lifecycle/status.ts';
import { aCandidate, aContent, NOON } from './world.ts';

const one = (given: readonly string[], ofGroup: readonly string[], over: Partial<Candidate> = {}) =>
  associate(aContent({ tags: [...given].sort() }), [aCandidate({ campaignId: 'a', groupTags: ofGroup, ...over })]);

describe('the score of a campaign', () => {
  test.each([
    ['equal sets', ['a', 'b'], ['b', 'a'], 100],
    ['half of two', ['a'], ['a', 'b'], 80],
    ['half of four', ['a', 'b'], ['a', 'b', 'c', 'd'], 80],
    ['one of three', ['a'], ['a', 'b', 'c'], 77],
    ['two of three', ['a', 'b'], ['a', 'b', 'c'], 83],
    ['one of eight, half rounded up', ['a'], ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], 73],
    ['more given than the group has', ['a', 'b', 'c'], ['a'], 77],
    ['none shared', ['a'], ['b'], 70],
    ['none given', [], ['b'], 70],
    ['a group without tags', ['a'], [], 80],
    ['both empty', [], [], 80],
  ])('with %s while active', (_, given, ofGroup, score) => {
    expect(one(given, ofGroup).confidence).toBe(score);
  });

  test.each([
    ['active', 80, 'linked'],
    ['recruiting', 75, 'review'],
    ['paused', 70, 'review'],
    ['completed', 70, 'review'],
  ] as const)('without tags while %s is %i: %s', (status, score, decision) => {
    expect(one([], [], { status })).toMatchObject({ confidence: score, decision, campaignId: 'a' });
  });

  test.each(['draft', 'planned', 'closed'] as const)('is none while the campaign is %s', (status) => {
    expect(one(['a'], ['a'], { status })).toMatchObject({
      decision: 'unmatched',
      campaignId: null,
      confidence: null,
      reasons: [expect.stringContaining(status)],
    });
  });

  it('is at most 100, and says where it comes from', () => {
    expect(one(['a'], ['a'])).toMatchObject({
      confidence: 100,
      reasons: [
        'Same company: 30',
        '2026-03-10 is inside 2026-01-01 to 2026-06-30: 30',
        'The tags are the group’s: 40',
        'The campaign is active: 10',
      ],
    });
    expect(one(['a'], ['a'], { status: 'recruiting' }).confidence).toBe(100);
    expect(one(['a'], ['a'], { status: 'paused' }).confidence).toBe(100);
  });
});

describe('the day of an activity', () => {
  const on = (occurredAt: number, over: Partial<Candidate>) =>
    associate(aContent({ occurredAt }), [aCandidate({ campaignId: 'a', ...over })]).decision;

  test.each([
    ['the first moment of the first day', '2026-03-10T00:00:00+11:00[Pacific/Noumea]', 'linked'],
    ['the last moment of the last day', '2026-03-20T23:59:59+11:00[Pacific/Noumea]', 'linked'],
    ['the moment before', '2026-03-09T23:59:59+11:00[Pacific/Noumea]', 'unmatched'],
    ['the moment after', '2026-03-21T00:00:00+11:00[Pacific/Noumea]', 'unmatched'],
  ])('is the campaign’s own: %s', (_, local, decision) => {
    const occurredAt = Temporal.ZonedDateTime.from(local).epochMilliseconds;
    const period = { startDate: '2026-03-10', endDate: '2026-03-20', timeZone: 'Pacific/Noumea' };
    expect(on(occurredAt, period)).toBe(decision);
  });

  it('belongs to nothing without a period, and not to another company', () => {
    expect(on(NOON, { endDate: null })).toBe('unmatched');
    expect(on(NOON, { companyId: 'another' })).toBe('unmatched');
  });
});

describe('of equal campaigns', () => {
  const chosen = (...candidates: Candidate[]) => associate(aContent({ tags: ['a'] }), candidates);
  const equal = (over: Partial<Candidate> & { campaignId: string }) => aCandidate({ groupTags: ['a'], ...over });

  test.each([
    ['the active comes first', { status: 'recruiting', startDate: '2026-02-01' }, {}, 'is active'],
    ['then the one that starts later', {}, { startDate: '2026-01-02' }, 'starts later'],
    ['then the lower id', { campaignId: 'c' }, {}, 'has the lower id'],
  ] as const)('%s, and the reasons name the other', (_, other, best, because) => {
    const loser = equal({ name: 'The other', campaignId: 'a', ...other });
    const winner = equal({ campaignId: 'b', ...best });
    for (const order of [
      [loser, winner],
      [winner, loser],
    ]) {
      const found = chosen(...order);
      expect(found).toMatchObject({
        campaignId: 'b',
        tied: true,
        alternatives: [{ campaignId: loser.campaignId, confidence: 100 }],
      });
      expect(found.reasons.at(-1)).toBe(`“The other” has 100 as well; this one ${because}`);
    }
  });

  it('none is told where one is better', () => {
    expect(chosen(equal({ campaignId: 'a' }), equal({ campaignId: 'b', groupTags: [] }))).toMatchObject({
      campaignId: 'a',
      tied: false,
      alternatives: [{ campaignId: 'b', confidence: 80 }],
    });
  });
});

describe('the cohort', () => {
  const cohort = (id: string, startDate: string, endDate: string, createdAt: number) => ({
    id,
    startDate,
    endDate,
    createdAt,
  });

  it('is the newest that covers the day', () => {
    const cohorts = [
      cohort('old', '2026-01-01', '2026-06-30', 1),
      cohort('new', '2026-03-10', '2026-03-10', 2),
      cohort('later', '2026-03-11', '2026-06-30', 3),
    ];
    expect(one([], [], { cohorts }).instanceId).toBe('new');
    expect(one([], [], { cohorts: cohorts.slice(2) }).instanceId).toBeNull();
  });
});

describe('whatever the campaigns', () => {
  const tags = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
  const candidate = fc.record({
    campaignId: fc.uuid(),
    status: fc.constantFrom(...STATUSES),
    startDate: fc.constantFrom('2025-01-01', '2026-01-01', '2026-03-10', '2026-04-01'),
    endDate: fc.constantFrom('2026-03-09', '2026-03-10', '2026-12-31', null),
    timeZone: fc.constantFrom('UTC', 'Pacific/Kiritimati', 'America/Los_Angeles'),
    groupTags: tags,
    companyId: fc.constantFrom('company', 'another'),
    debits: fc.boolean(),
  });
  const candidates = fc
    .uniqueArray(candidate, { selector: ({ campaignId }) => campaignId, maxLength: 8 })
    .map((all) => all.map(aCandidate));

  it('the choice does not depend on their order', () => {
    fc.assert(
      fc.property(candidates, tags, fc.nat(), (all, given, turn) => {
        const activity = aContent({ tags: given.toSorted() });
        const turned = [...all.slice(turn % (all.length || 1)), ...all.slice(0, turn % (all.length || 1))].reverse();
        const { reasons: _, ...rest } = associate(activity, turned);
        expect(rest).toEqual(expect.objectContaining((({ reasons: __, ...found }) => found)(associate(activity, all))));
      }),
    );
  });

  it('a chosen one may take it, has the highest score, and is linked from 80 on', () => {
    fc.assert(
      fc.property(candidates, tags, (all, given) => {
        const found = associate(aContent({ tags: given.toSorted() }), all);
        if (found.campaignId === null) {
          expect(found).toMatchObject({ decision: 'unmatched', confidence: null, alternatives: [] });
          expect(found.reasons.length).toBeGreaterThan(0);
          return;
        }
        const best = all.find(({ campaignId }) => campaignId === found.campaignId);
        expect(TAKING).toContain(best?.status);
        expect(best?.companyId).toBe('company');
        const score = found.confidence ?? 0;
        expect(score).toBeGreaterThanOrEqual(60);
        expect(score).toBeLessThanOrEqual(100);
        expect(found.decision).toBe(score >= 80 ? 'linked' : 'review');
        for (const { confidence } of found.alternatives) expect(confidence).toBeLessThanOrEqual(score);
        expect(found.tied).toBe(found.alternatives[0]?.confidence === score);
      }),
    );
  });
});
