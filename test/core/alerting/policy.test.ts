import { describe, expect, it, test } from 'vitest';
import { endWindow } from '../../../src/core/domain/alerting/end-window.ts';
import { followEntry } from '../../../src/core/domain/alerting/follow-entry.ts';
import { isNews } from '../../../src/core/domain/alerting/margin.ts';
import { DEFAULT_POLICY, DEFAULT_RULES, type TellingRules } from '../../../src/core/domain/alerting/policy.ts';
import { type PolicyInput, parsePolicy } from '../../../src/core/domain/alerting/policy-input.ts';
import { endOfQuiet } from '../../../src/core/domain/alerting/quiet-hours.ts';
import { type Silence, silencedUntil } from '../../../src/core/domain/alerting/silence.ts';
import type { Entry } from '../../../src/core/domain/capacity/entry.ts';
import { DomainError } from '../../../src/core/domain/shared/errors.ts';
import { HOUR } from '../../../src/core/domain/shared/time.ts';
import { createSeatLedger } from './ledger.ts';
import { EVERYBODY_BY_EMAIL } from './world.ts';

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const NOON = at('2026-01-05T12:00:00Z');
const NIGHT = at('2026-01-05T23:00:00Z');

const under = (input: PolicyInput, more: Partial<TellingRules> = {}): TellingRules => ({
  ...DEFAULT_RULES,
  policy: parsePolicy(input),
  ...more,
});
const aSilence = (over: Partial<Silence> = {}): Silence => ({
  id: 'silence-1',
  version: 1,
  companyId: 'company-1',
  campaignId: null,
  threshold: null,
  from: NOON - HOUR,
  until: NOON + HOUR,
  reason: 'Moving',
  createdAt: NOON,
  createdBy: 'somebody',
  ...over,
});
function follow(entry: Entry, rules: TellingRules, time = NOON, isNews = true) {
  const facts = { companyId: 'company-1', capacityAdded: false, routes: EVERYBODY_BY_EMAIL, at: time, rules, isNews };
  const change = followEntry({ windows: new Map(), unresolved: [] }, entry, facts);
  return {
    change,
    threshold: change.alerts[0]?.threshold,
    reasons: change.decisions.map(({ reason, nextPossibleAt }) => ({ reason, nextPossibleAt })),
    told: change.messages.map(({ recipient, nextAttemptAt }) => ({ recipient, nextAttemptAt })),
  };
}
const reaches = (seats: number) => createSeatLedger().consumeTo(seats);

describe('a threshold of which people are not to hear', () => {
  const rules = under({ thresholds: [{ threshold: 90, enabled: false }] });

  test('still raises its alert, and the decision says why nobody is told', () => {
    const ledger = createSeatLedger();
    ledger.consumeTo(85);
    const { threshold, reasons, told } = follow(ledger.consumeTo(90), rules);
    expect(threshold).toBe(90);
    expect(reasons).toEqual([
      { reason: 'crossing', nextPossibleAt: null },
      { reason: 'disabled', nextPossibleAt: null },
    ]);
    expect(told).toEqual([]);
  });

  test('gives way in a jump to the highest below it of which they are', () => {
    const { threshold, told } = follow(reaches(90), rules);
    expect(threshold).toBe(80);
    expect(told.map(({ recipient }) => recipient)).toEqual(['sales']);
  });

  test('is left alone when its window ends', () => {
    const { change } = follow(reaches(90), DEFAULT_RULES);
    const [alert = null] = change.alerts;
    const [window] = change.windows;
    if (!window) throw new Error('There is no window');
    const ended = endWindow(window, alert, {
      routes: EVERYBODY_BY_EMAIL,
      utilization: 0.9,
      utilizationThen: 0.9,
      at: window.windowEndsAt,
      rules,
    });
    expect(ended.messages).toEqual([]);
    expect(ended.decisions.map(({ reason }) => reason)).toEqual(['disabled']);
    expect(ended.windows[0]?.alertId).toBeNull();
  });
});

describe('the ways that a policy leaves', () => {
  test('are the only ones by which people are told', () => {
    const { reasons, told } = follow(reaches(100), under({ channels: { company_admin: [] } }));
    expect(told.map(({ recipient }) => recipient)).toEqual(['cs']);
    expect(reasons.map(({ reason }) => reason)).toEqual(['crossing', 'no_channel']);
  });
});

describe('the window of a policy', () => {
  test('begins with the message and decides when an alert is looked at again', () => {
    const { change } = follow(reaches(90), under({ thresholds: [{ threshold: 90, windowMinutes: 30 }] }));
    expect(change.windows).toMatchObject([{ threshold: 90, windowEndsAt: NOON + HOUR / 2, wait: HOUR / 2 }]);
  });
});

describe('quiet hours', () => {
  const rules = under({ quietHours: { from: '22:00', to: '07:00' } });
  const morning = at('2026-01-06T07:00:00Z');

  test('make messages wait, and the window begins when they go out', () => {
    const { change, reasons, told } = follow(reaches(90), rules, NIGHT);
    expect(told).toEqual([{ recipient: 'company_admin', nextAttemptAt: morning }]);
    expect(reasons).toContainEqual({ reason: 'quiet_hours', nextPossibleAt: morning });
    expect(change.alerts).toMatchObject([{ state: 'raised' }]);
    expect(change.windows[0]?.windowEndsAt).toBe(morning + 12 * HOUR);
  });

  it.each([
    ['before midnight', '2026-01-05T21:00:00Z', '2026-01-06T06:00:00Z'],
    ['after midnight', '2026-01-06T01:00:00Z', '2026-01-06T06:00:00Z'],
    ['at their end', '2026-01-06T06:00:00Z', '2026-01-06T06:00:00Z'],
    ['by day', '2026-01-05T12:00:00Z', '2026-01-05T12:00:00Z'],
    ['in the night of summer time', '2026-03-29T00:30:00Z', '2026-03-29T05:00:00Z'],
  ])('are those of the campaign’s own time: %s', (_when, asked, end) => {
    expect(endOfQuiet({ from: '22:00', to: '07:00' }, at(asked), 'Europe/Berlin')).toBe(at(end));
  });

  test('may lie within one day', () => {
    const quiet = { from: '12:00', to: '13:30' };
    expect(endOfQuiet(quiet, NOON, 'UTC')).toBe(NOON + 1.5 * HOUR);
    expect(endOfQuiet(quiet, NOON - 1, 'UTC')).toBe(NOON - 1);
  });
});

describe('a silence', () => {
  test('holds back messages and says until when; the alert stands', () => {
    const { change, reasons, told } = follow(reaches(90), { ...DEFAULT_RULES, silences: [aSilence()] });
    expect(told).toEqual([]);
    expect(reasons).toContainEqual({ reason: 'silenced', nextPossibleAt: NOON + HOUR });
    expect(change.alerts).toMatchObject([{ state: 'raised' }]);
    expect(change.windows).toMatchObject([{ alertId: change.alerts[0]?.id, windowEndsAt: NOON + HOUR }]);
  });

  it.each<[string, Partial<Silence>, number | null]>([
    ['of the whole company', {}, NOON + HOUR],
    ['of this campaign', { campaignId: 'campaign-1' }, NOON + HOUR],
    ['of another campaign', { campaignId: 'campaign-2' }, null],
    ['of another company', { companyId: 'company-2' }, null],
    ['of this threshold', { threshold: 90 }, NOON + HOUR],
    ['of another threshold', { threshold: 80 }, null],
    ['that is over', { until: NOON }, null],
    ['that is to come', { from: NOON + 1 }, null],
  ])('%s counts where it should', (_what, over, until) => {
    const alert = { campaignId: 'campaign-1', companyId: 'company-1', threshold: 90 } as const;
    expect(silencedUntil([aSilence(over)], alert, NOON)).toBe(until);
  });

  test('that follows upon another makes one with it', () => {
    const two = [aSilence({ from: NOON + HOUR, until: NOON + 3 * HOUR }), aSilence()];
    const alert = { campaignId: 'campaign-1', companyId: 'company-1', threshold: 90 } as const;
    expect(silencedUntil(two, alert, NOON)).toBe(NOON + 3 * HOUR);
  });
});

describe('a margin that is wider than the account’s own', () => {
  const history = (...seats: number[]) => {
    const ledger = createSeatLedger();
    return [ledger.first, ...seats.map((to) => ledger.consumeTo(to))].reverse();
  };
  it.each<[string, number[], boolean | undefined]>([
    ['stayed within it', [80, 77], false],
    ['was below it', [80, 75, 79], true],
    ['was never crossed', [79], true],
  ])('makes a crossing news or not: utilization %s', (_what, seats, expected) => {
    expect(isNews(history(...seats), 80, 5)).toBe(expected);
  });

  test('is passed where capacity was added', () => {
    const ledger = createSeatLedger();
    const entries = [ledger.consumeTo(80), ledger.resizeTo(101)];
    expect(isNews(entries.reverse(), 80, 5)).toBe(true);
  });

  test('holds the message back, and looks again when the window ends', () => {
    const { change, reasons, told } = follow(reaches(90), under({ rearmMargin: 5 }), NOON, false);
    expect(told).toEqual([]);
    expect(reasons).toContainEqual({ reason: 'within_margin', nextPossibleAt: null });
    expect(change.windows[0]).toMatchObject({ lastSentAt: null, windowEndsAt: NOON + 12 * HOUR });
  });
});

describe('a policy as it is asked for', () => {
  test('is the default where nothing is said', () => {
    expect(parsePolicy({})).toEqual(DEFAULT_POLICY);
  });

  it.each<[string, PolicyInput]>([
    ['thresholds.0.windowMinutes', { thresholds: [{ threshold: 80, windowMinutes: 0 }] }],
    ['thresholds.1.threshold', { thresholds: [{ threshold: 80 }, { threshold: 80 }] }],
    ['rearmMargin', { rearmMargin: 1 }],
    ['quietHours.from', { quietHours: { from: '24:00', to: '07:00' } }],
    ['quietHours.to', { quietHours: { from: '07:00', to: '07:00' } }],
  ])('is refused with the field that is wrong: %s', (path, input) => {
    let refused: unknown;
    try {
      parsePolicy(input);
    } catch (error) {
      refused = error;
    }
    expect(refused instanceof DomainError && refused.issues.map((issue) => issue.path)).toEqual([path]);
  });
});
