import { describe, expect, it, test } from 'vitest';
import type { Activity } from '../../../src/core/domain/activity/activity.ts';
import { associate } from '../../../src/core/domain/activity/associate.ts';
import { checkActivity } from '../../../src/core/domain/activity/check-activity.ts';
import { volumeOf } from '../../../src/core/domain/activity/debit.ts';
import { reviewActivity } from '../../../src/core/domain/activity/review-activity.ts';
import { takeActivity, takeAgain } from '../../../src/core/domain/activity/take-activity.ts';
import { aCandidate, aContent, anActivity, NOON } from './world.ts';

const made = { at: NOON + 1_000, actor: 'coordinator-1' };
const campaigns = [
  aCandidate({ campaignId: 'a', debits: true }),
  aCandidate({ campaignId: 'b', debits: true }),
  aCandidate({ campaignId: 'seats' }),
  aCandidate({ campaignId: 'over', endDate: '2026-01-31' }),
];
const review = (activity: Activity, decision: 'accept' | 'move' | 'reject', campaignId?: string) =>
  reviewActivity(activity, { decision, campaignId }, campaigns, made);
const waiting = anActivity({ state: 'review', link: 0, confidence: 70, attention: 'review' });
const held = anActivity({ debit: 'held', attention: 'review' });
const refused = anActivity({
  debit: 'refused',
  attention: 'refused',
  refusal: { code: 'CAPACITY_EXCEEDED', message: 'Full', at: NOON },
});
const debited = anActivity({ debit: 'due' });

describe('an acceptance', () => {
  it('links what is proposed and debits it', () => {
    const { activity, takeBack } = review(waiting, 'accept');
    expect(activity).toMatchObject({
      state: 'linked',
      campaignId: 'a',
      confidence: 70,
      link: 1,
      debit: 'due',
      attention: null,
      version: 2,
      reviewedBy: 'coordinator-1',
      first: { decision: 'review', campaignId: 'a', confidence: 70 },
    });
    expect(takeBack).toBeNull();
  });

  it('lets a held debit go and has a refused one tried again, under the key that it had', () => {
    expect(review(held, 'accept').activity).toMatchObject({ debit: 'due', link: 1, attention: null });
    expect(review(refused, 'accept').activity).toMatchObject({ debit: 'due', link: 1, refusal: null });
  });

  it('is refused where nothing waits, where the campaign has closed and where it no longer covers the day', () => {
    expect(() => review(debited, 'accept')).toThrow(expect.objectContaining({ code: 'ACTION_ENDED' }));
    expect(() => review({ ...waiting, campaignId: 'closed' }, 'accept')).toThrow(
      expect.objectContaining({ code: 'CAMPAIGN_NOT_OPEN' }),
    );
    expect(() => review({ ...waiting, campaignId: 'over' }, 'accept')).toThrow(
      expect.objectContaining({ code: 'CONFLICT' }),
    );
    expect(() => review(waiting, 'accept', 'b')).toThrow(expect.objectContaining({ code: 'INVALID' }));
  });
});

describe('a move', () => {
  test.each([
    ['a proposal', waiting, null],
    ['a held link', held, null],
    ['a refused link', refused, { campaignId: 'a', link: 1 }],
    ['a debited link', debited, { campaignId: 'a', link: 1 }],
    ['what was unmatched', anActivity({ state: 'unmatched', campaignId: null, link: 0 }), null],
  ])('of %s links it anew and takes back what may stand', (_, activity, takeBack) => {
    const moved = review(activity, 'move', 'b');
    expect(moved.activity).toMatchObject({
      state: 'linked',
      campaignId: 'b',
      confidence: null,
      debit: 'due',
      link: activity.link + 1,
      attention: null,
    });
    expect(moved.takeBack).toEqual(takeBack);
  });

  it('to a campaign without credits debits nothing', () => {
    expect(review(debited, 'move', 'seats')).toMatchObject({
      activity: { debit: null },
      takeBack: { campaignId: 'a', link: 1 },
    });
  });

  test.each([
    [undefined, 'INVALID'],
    ['a', 'CONFLICT'],
    ['nowhere', 'UNKNOWN_REFERENCE'],
    ['over', 'UNKNOWN_REFERENCE'],
  ])('to %s is refused: %s', (campaignId, code) => {
    expect(() => review(debited, 'move', campaignId)).toThrow(expect.objectContaining({ code }));
  });

  it('out of a closed campaign is refused, since its ledger takes nothing back', () => {
    expect(() => review({ ...debited, campaignId: 'closed' }, 'move', 'b')).toThrow(
      expect.objectContaining({ code: 'CAMPAIGN_NOT_OPEN' }),
    );
    expect(review({ ...refused, campaignId: 'closed' }, 'move', 'b').activity.state).toBe('linked');
    expect(review({ ...held, campaignId: 'closed' }, 'move', 'b').takeBack).toBeNull();
  });
});

describe('a rejection', () => {
  it('takes it from every campaign, and what was first told stays', () => {
    const { activity, takeBack } = review(debited, 'reject');
    expect(activity).toMatchObject({ state: 'rejected', campaignId: null, debit: null, link: 2 });
    expect(activity.first).toMatchObject({ decision: 'linked', campaignId: 'a' });
    expect(takeBack).toEqual({ campaignId: 'a', link: 1 });
    expect(review(activity, 'move', 'b').activity).toMatchObject({ state: 'linked', link: 3, first: activity.first });
    expect(() => review(activity, 'reject')).toThrow(expect.objectContaining({ code: 'ACTION_ENDED' }));
  });
});

describe('what a link debits', () => {
  test.each([
    ['session', null, 10_000],
    ['session', 15_000, 15_000],
    ['match', null, null],
    ['completion', null, null],
    ['match', 5_000, 5_000],
  ] as const)('of a %s with hours %s', (kind, hours, volume) => {
    expect(volumeOf({ kind, hours })).toBe(volume);
  });

  it('waits for a review where a tie-break decided the link', () => {
    const equal = [aCandidate({ campaignId: 'a', debits: true }), aCandidate({ campaignId: 'b', debits: true })];
    const taken = (content = aContent(), candidates = equal) =>
      takeActivity(content, associate(content, candidates), { at: NOON, actor: 'pm' });
    expect(taken()).toMatchObject({ state: 'linked', debit: 'held', attention: 'review' });
    expect(taken(aContent(), equal.slice(1))).toMatchObject({ state: 'linked', debit: 'due', attention: null });
    expect(taken(aContent({ kind: 'match' }))).toMatchObject({ state: 'linked', debit: null, attention: null });
  });

  it('is found again for what was unmatched, which keeps its first answer', () => {
    const content = aContent();
    const before = takeActivity(content, associate(content, []), { at: NOON, actor: 'pm' });
    const after = takeAgain(before, associate(content, campaigns.slice(0, 1)), { at: NOON + 5 });
    expect(after).toMatchObject({ state: 'linked', link: 1, version: 2, debit: 'due', recordedAt: NOON });
    expect(after.first).toMatchObject({ decision: 'unmatched', campaignId: null });
  });
});

describe('what is kept of an activity', () => {
  const given = { ...aContent(), tags: ['b', ' a ', 'b'] };

  it('is trimmed, sorted and exact', () => {
    expect(checkActivity({ ...given, hours: 1.0001 }, NOON)).toMatchObject({ tags: ['a', 'b'], hours: 10_001 });
  });

  test.each([
    ['no date', { occurredAt: null }, 'INVALID', 'occurredAt'],
    ['a time to come', { occurredAt: NOON + 301_000 }, 'INVALID', 'occurredAt'],
    ['hours of nothing', { hours: 0 }, 'INVALID_QUANTITY', 'hours'],
    ['hours with 5 decimals', { hours: 0.00001 }, 'INVALID_QUANTITY', 'hours'],
    ['an id with a space', { id: 'a b' }, 'INVALID', 'id'],
    ['a long id', { id: 'x'.repeat(129) }, 'INVALID', 'id'],
    ['no subject', { subject: '' }, 'INVALID', 'subject'],
    ['an e-mail address as subject', { subject: 'a@example.org' }, 'PERSONAL_DATA', 'subject'],
    ['a telephone number as tag', { tags: ['+49 30 1234567'] }, 'PERSONAL_DATA', 'tags.0'],
    ['too many tags', { tags: Array.from({ length: 21 }, (_, at) => `t${at}`) }, 'INVALID', 'tags'],
  ])('is refused with %s', (_, over, code, path) => {
    expect(() => checkActivity({ ...given, ...over }, NOON)).toThrow(
      expect.objectContaining({ code, issues: [expect.objectContaining({ path })] }),
    );
  });
});
