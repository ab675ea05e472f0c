import { describe, expect, it } from 'vitest';
import { localPath } from '../../src/adapters/http/pages/session.ts';
import { alertCard, byUrgency } from '../../src/adapters/http/pages/view/alert-card.ts';
import { bandChip, bandOfFigure } from '../../src/adapters/http/pages/view/bands.ts';
import { boardRow, byNearness } from '../../src/adapters/http/pages/view/board.ts';
import { burnUp } from '../../src/adapters/http/pages/view/burn-up.ts';
import { findingOf } from '../../src/adapters/http/pages/view/burn-up-words.ts';
import { campaignsCsv } from '../../src/adapters/http/pages/view/campaigns-csv.ts';
import { capacityBar } from '../../src/adapters/http/pages/view/capacity-bar.ts';
import {
  dateFrom,
  instantFrom,
  moneyText,
  percentText,
  periodText,
} from '../../src/adapters/http/pages/view/format.ts';
import { listHref, parseListQuery, toCampaignQuery } from '../../src/adapters/http/pages/view/list-query.ts';
import { liveFigures } from '../../src/adapters/http/pages/view/live-figures.ts';
import { nextEvent, periodView } from '../../src/adapters/http/pages/view/period.ts';
import { toTermsInput } from '../../src/adapters/http/pages/view/terms-input.ts';
import { fromTerms } from '../../src/adapters/http/pages/view/terms-values.ts';
import { transitionViews } from '../../src/adapters/http/pages/view/transitions.ts';
import { fieldError, toFields } from '../../src/adapters/http/pages/view/wizard.ts';
import type { Alert } from '../../src/core/domain/alerting/alert.ts';
import type { Campaign } from '../../src/core/domain/campaign/campaign.ts';
import type { Forecast } from '../../src/core/domain/capacity/forecast.ts';
import { HOUR, MINUTE } from '../../src/core/domain/shared/time.ts';

const seats = (count: number) => count * 10_000;
const figures = (consumed: number, capacity: number, hardLimit: number, held = 0) => ({
  unit: 'seat' as const,
  capacity: seats(capacity),
  consumed: seats(consumed),
  held: seats(held),
  hardLimit: seats(hardLimit),
  headroom: seats(hardLimit - consumed - held),
  band: null,
});

describe('figures in words', () => {
  it('never round up to a limit that is not reached, and never hide what is over', () => {
    expect(percentText(996, 1000)).toBe('99 %');
    expect(percentText(799, 1000)).toBe('79 %');
    expect(percentText(860, 1000)).toBe('86 %');
    expect(percentText(33, 30)).toBe('110 %');
    expect(percentText(1, 0)).toBeNull();
  });

  it('give money with the decimals of its currency, and none where there are none', () => {
    expect(moneyText(2_550_000, 'EUR')).toBe('€25,500');
    expect(moneyText(48_050, 'EUR')).toBe('€480.50');
    expect(moneyText(1500, 'JPY')).toBe('JP¥1,500');
  });

  it('say dates as people do, with the exact one beside', () => {
    expect(dateFrom('2026-12-14', '2026-11-23')).toEqual({
      text: 'in 3 weeks',
      exact: '14 Dec 2026',
      datetime: '2026-12-14',
    });
    expect(periodText('2026-01-01', '2026-06-30')).toBe('1 Jan – 30 Jun 2026');
    const noon = Date.UTC(2026, 10, 23, 12);
    expect(instantFrom(noon - 12 * MINUTE, noon, 'UTC').text).toBe('12 min ago');
    expect(instantFrom(noon - 13 * HOUR, noon, 'UTC').text).toBe('yesterday');
    expect(instantFrom(noon - 13 * HOUR, noon, 'Europe/Oslo').exact).toBe('23 Nov 2026, 00:00 (Europe/Oslo)');
    expect(instantFrom(noon - 100 * 24 * HOUR, noon, 'UTC').text).toBe('15 Aug 2026');
  });
});

describe('a capacity bar', () => {
  it('ends at the hard limit and marks the capacity inside it', () => {
    const bar = capacityBar(figures(43, 50, 55, 2));
    expect(bar.used).toBe('78.18%');
    expect(bar.held).toBe('3.64%');
    expect(bar.capacityMark).toBe('90.91%');
    expect(bar.lightMarks).toEqual(['72.73%', '81.82%']);
    expect(bar.limitMark).toBeNull();
    expect(bar.label).toBe('43 of 50 seats used (86 %), 2 held, hard limit 55');
  });

  it('stays honest where more is used than the hard limit allows now', () => {
    const bar = capacityBar(figures(40, 30, 33));
    expect(bar.used).toBe('100.00%');
    expect(bar.limitMark).toBe('82.50%');
    expect(bar.percent).toBe('133 %');
  });
});

describe('bands', () => {
  it('say at the limit when less than one unit is left, whatever the band', () => {
    expect(bandChip(bandOfFigure(null), seats(3))).toBeNull();
    expect(bandChip(bandOfFigure(90), seats(3))?.word).toBe('Warning');
    expect(bandChip(bandOfFigure(null), seats(0.5))?.word).toBe('At the limit');
    expect(bandChip(bandOfFigure(110), 0)).toMatchObject({ word: 'At the limit', tone: 'band-110' });
  });
});

describe('the board', () => {
  it('sorts by what is taken of the limit, what is held included', () => {
    const placed = (name: string, ...of: Parameters<typeof figures>) => ({
      campaign: { name },
      figures: figures(...of),
    });
    const sorted = [placed('a', 20, 50, 55), placed('b', 5, 10, 11, 6), placed('c', 10, 10, 10)].sort(byNearness);
    expect(sorted.map(({ campaign }) => campaign.name)).toEqual(['b', 'c', 'a']);
  });

  it('shows a row from the figures of a live event', () => {
    const data = { unit: 'seat', capacity: 10, consumed: 8, held: 1, hardLimit: 11, headroom: 2 };
    const live = liveFigures(data);
    if (!live) throw new Error('The figures are all there');
    const campaign = { id: 'c1', name: 'Mentors', companyId: 'k1', company: null, status: 'active' as const };
    expect(boardRow(campaign, live)).toMatchObject({ headroom: '2', held: '1', band: 80, near: '0.818182' });
    expect(liveFigures({ ...data, headroom: null })).toBeNull();
  });
});

describe('the burn-up chart', () => {
  const none: Forecast = { perDay: null, full: null, limit: null, reason: 'too_little_history' };
  const input = {
    days: [
      { date: '2026-10-01', consumed: seats(1), capacity: seats(50) },
      { date: '2026-10-20', consumed: seats(43), capacity: seats(50) },
    ],
    today: '2026-11-01',
    startDate: '2026-10-01',
    endDate: '2026-12-31',
    unit: 'seat' as const,
    capacity: seats(50),
    consumed: seats(43),
    hardLimit: seats(55),
    forecast: none,
  };

  it('is named by its finding', () => {
    const full = { date: '2026-12-12', earliest: '2026-12-01', latest: null };
    expect(findingOf({ ...input, forecast: { ...none, full, reason: null } })).toBe(
      '86 % used, likely full by 12 Dec 2026',
    );
    expect(findingOf(input)).toBe('86 % used, too little history for a forecast');
    expect(findingOf({ ...input, consumed: seats(55) })).toBe('110 % used: at the hard limit of 55 seats');
  });

  it('draws thresholds that keep apart, today, and a forecast that ends where the campaign ends', () => {
    const chart = burnUp({
      ...input,
      forecast: { ...none, reason: null, full: { date: '2026-12-12', earliest: '2026-12-01', latest: null } },
    });
    expect(chart.thresholds.map(({ label }) => label)).toEqual(['80 %', '90 %', '100 %', 'Hard limit']);
    const heights = chart.thresholds.map(({ labelY }) => Number(labelY));
    for (const [at, height] of heights.entries())
      if (at > 0) expect((heights[at - 1] ?? 0) - height).toBeGreaterThanOrEqual(12);
    expect(chart.today).not.toBeNull();
    const ends = chart.forecast?.band.match(/L([\d.]+),/g)?.map((point) => Number(point.slice(1, -1))) ?? [];
    expect(Math.max(...ends)).toBeLessThanOrEqual(chart.plot.right);
    expect(chart.table[0]).toMatchObject({ datetime: '2026-11-01', used: '43', percent: '86 %' });
  });
});

describe('the list', () => {
  it('reads its address, leaves out what it does not know, and writes the same address again', () => {
    const query = parseListQuery(
      new URLSearchParams('state=active&model=none&band=90&quarter=2026-Q4&q=tech&sort=name'),
    );
    expect(toCampaignQuery(query)).toEqual({
      statuses: ['active'],
      band: 90,
      quarter: '2026-Q4',
      q: 'tech',
      sort: [{ field: 'name', direction: 'asc' }],
    });
    expect(listHref(query, {})).toBe('/?state=active&band=90&quarter=2026-Q4&q=tech&sort=name');
    expect(listHref(parseListQuery(new URLSearchParams()), {})).toBe('/');
  });

  it('leaves as CSV without formulas and with its quotes doubled', () => {
    const campaign = {
      id: 'c1',
      name: '=HYPERLINK("x")',
      companyId: 'k1',
      currency: 'EUR',
      budgetAllocated: 100,
      budgetSpent: 0,
    };
    const csv = campaignsCsv(
      [{ campaign: campaign as unknown as Campaign, figures: null }],
      new Map([['k1', 'Bergmann, Roth']]),
    );
    const [, row] = csv.split('\r\n');
    expect(row).toContain(`c1,"'=HYPERLINK(""x"")","Bergmann, Roth"`);
    expect(row).toContain('EUR,1.00,0.00');
  });
});

describe('a period', () => {
  const noon = Date.UTC(2026, 10, 23, 12);
  const campaign = {
    startDate: '2026-11-23',
    endDate: '2026-12-22',
    timeZone: 'Europe/Berlin',
    status: 'active' as const,
  };

  it('counts both of its days', () => {
    expect(periodView(campaign, noon)).toMatchObject({ dayText: 'day 1 of 30', done: '3.3%' });
    expect(periodView({ ...campaign, endDate: null }, noon)).toBeNull();
  });

  it('says what comes next, also what is late', () => {
    expect(nextEvent(campaign, noon)).toBe('Ends in 4 weeks');
    expect(nextEvent({ ...campaign, status: 'planned', startDate: '2026-11-20' }, noon)).toBe('Start was 3 days ago');
    expect(nextEvent({ ...campaign, status: 'paused', endDate: '2026-11-22' }, noon)).toBe('Paused, end was yesterday');
  });
});

describe('an alert', () => {
  const alert: Alert = {
    id: 'e1',
    version: 1,
    campaignId: 'c1',
    companyId: 'k1',
    kind: 'capacity',
    threshold: 90,
    severity: 'warning',
    recipients: ['company_admin'],
    action: 'recommend_expansion',
    state: 'raised',
    consumed: seats(9),
    capacity: seats(10),
    raisedAt: 0,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedEntryId: null,
    entryId: 'e1',
    entrySequence: 1,
  };
  const place = { name: 'Mentors', company: null, timeZone: 'UTC' };
  const viewer = { now: HOUR, mayAcknowledge: true, staff: true };

  it('says told only of what arrived, and why nothing was said', () => {
    const at = { at: MINUTE, recipient: 'company_admin' as const, nextPossibleAt: null };
    const held = { ...at, decision: 'suppressed', explanation: 'Held back until 1970-01-01T12:00:00.000Z.' };
    expect(alertCard(alert, place, [held], viewer)).toMatchObject({
      told: 'Nobody was sent a message',
      why: 'Held back until 1 Jan 1970, 12:00 (UTC).',
    });
    const ofCompany = alertCard(alert, place, [held], { ...viewer, staff: false });
    expect(ofCompany.told).toBe('Nobody in your company was sent a message');
    const sent = { ...at, decision: 'sent', explanation: 'Sent.' };
    expect(alertCard(alert, place, [sent, { ...sent, decision: 'repeated' }], viewer).told).toBe(
      'Sent 2 times to the company’s admin',
    );
  });

  it('stands by urgency: raised, then severe, then old', () => {
    const critical = { ...alert, id: 'e2', severity: 'critical' as const, raisedAt: 5 };
    const older = { ...alert, id: 'e3', raisedAt: -5 };
    const seen = { ...critical, id: 'e4', state: 'acknowledged' as const };
    expect([seen, alert, critical, older].sort(byUrgency).map(({ id }) => id)).toEqual(['e2', 'e3', 'e1', 'e4']);
  });
});

describe('forms', () => {
  it('read what was typed: empty clears, tags are parted, money loses its thousands', () => {
    const values = {
      tags: 'a, b,',
      description: ' ',
      budgetAllocated: '12,000.50',
      targetVolunteers: '1 000',
      currency: 'eur',
      timeZone: '',
    };
    expect(toFields(Object.keys(values), values)).toEqual({
      tags: ['a', 'b'],
      description: null,
      budgetAllocated: '12000.50',
      targetVolunteers: 1000,
      currency: 'EUR',
    });
  });

  it('judge a field that was left, in words of the form', () => {
    expect(fieldError('name', { name: ' ' })).toBe('Name is missing');
    expect(fieldError('endDate', { startDate: '2026-02-01', endDate: '2026-01-01' })).toBe(
      'Last day is before the first day',
    );
    expect(fieldError('targetVolunteers', { targetVolunteers: '2.5' })).toBe('Volunteers must be a whole number');
    expect(fieldError('endDate', { startDate: '2026-02-01', endDate: '' })).toBeNull();
  });

  it('turn percents into ratios without noise, and back', () => {
    const input = toTermsInput({ committedSeats: '20', seatPricePerMonth: '85,00', overage: '12.5' }, 'seats');
    expect(input).toEqual({ model: 'seats', committedSeats: 20, seatPricePerMonth: '85.00', overage: 0.125 });
    const terms = {
      model: 'bundle',
      subscriptionId: 's1',
      share: 6000,
      overage: 1000,
      tariff: 'flexible',
    } as unknown as Parameters<typeof fromTerms>[0];
    expect(fromTerms(terms)).toEqual({
      model: 'bundle',
      subscriptionId: 's1',
      share: '60',
      overage: '10',
      tariff: 'flexible',
    });
  });

  it('offer a transition, warn before one that cannot be undone, and give the reasons against one', () => {
    const views = transitionViews('paused', [
      { to: 'active', guards: [{ code: 'TEMPLATE_INACTIVE', message: 'The template is retired' }] },
      { to: 'closed', guards: [] },
    ]);
    expect(views[0]).toMatchObject({ label: 'Resume', reasons: ['The template is retired'] });
    expect(views[1]?.warning).toContain('cannot be undone');
  });

  it('lead back to this site only', () => {
    expect(localPath('/alerts?state=raised')).toBe('/alerts?state=raised');
    for (const path of ['//example.org', '/\\example.org', 'https://example.org', '', null, '/a\nb'])
      expect(localPath(path)).toBe('/');
  });
});
