import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueToken } from '../../src/adapters/http/auth.ts';
import type { Actor } from '../../src/core/domain/access/actor.ts';
import { addDays, dateAt, HOUR } from '../../src/core/domain/shared/time.ts';
import { type Running, run } from '../../src/main.ts';
import { overSocket } from '../http/socket.ts';
import { ADMIN, SECRET } from '../http/support.ts';
import { createWorld, SEATS, type World } from '../http/world.ts';
import { openTestDatabase } from '../setup/database.ts';
import { faultsOf } from './axe.ts';
import { useBrowser } from './browser.ts';

const { uri, db } = await openTestDatabase();
const tabs = useBrowser();
let service: Running;
let world: World;
let companyId: string;

beforeAll(async () => {
  service = await run({
    mongoUri: uri,
    env: { AUTH_JWT_SECRET: SECRET, DEMO: '0', PORT: '0', RATE_LIMIT: '0', LOG_LEVEL: 'fatal' },
  });
  world = createWorld(overSocket(service.url));
  companyId = await world.company();
});
afterAll(() => service.stop());

async function open(path: string, actor: Actor = ADMIN): Promise<Page> {
  const page = await tabs.open();
  await page.goto(service.url + path);
  await page.fill('textarea[name=token]', await issueToken(SECRET, actor, Date.now(), Date.now() + HOUR));
  await page.click('button:has-text("Sign in")');
  await page.waitForURL(service.url + path);
  return page;
}

/** Presses Tab until the element has the focus, as somebody without a pointer does. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${selector}`);
}

describe('signing in', { timeout: 60_000 }, () => {
  it('refuses a token that is not valid, by its field', async () => {
    tabs.expectComplaint(/422/);
    const page = await tabs.open();
    await page.goto(`${service.url}/sign-in`);
    await page.fill('textarea[name=token]', 'not.a.token');
    await page.click('button:has-text("Sign in")');
    expect(await page.textContent('#error-token')).toContain('not valid');
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-error-summary'))).toBe(true);
  });

  it('keeps the session from scripts and goes back to where somebody wanted to be', async () => {
    const page = await open('/alerts');
    expect(await page.evaluate(() => document.cookie)).toBe('');
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ name: '__Host-session', httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
  });

  it('never leads to another site', async () => {
    const page = await tabs.open();
    await page.goto(`${service.url}/sign-in?next=//example.org/x`);
    await page.fill('textarea[name=token]', await issueToken(SECRET, ADMIN, Date.now(), Date.now() + HOUR));
    await page.click('button:has-text("Sign in")');
    await page.waitForURL(`${service.url}/`);
  });
});

describe('taking and freeing places', { timeout: 60_000 }, () => {
  it('takes a seat by keyboard alone, and sending the form again counts once', async () => {
    const id = await world.recruiting(companyId, SEATS);
    const page = await open(`/campaigns/${id}/capacity`);
    await tabTo(page, 'input[name=subject]');
    await page.keyboard.type('vol-1');
    const key = await page.inputValue('form[action$="/consume"] input[name=key]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.notice:has-text("Taken")');
    expect(await page.textContent('.gauge-card')).toContain('1 of 10 seats');
    const again = await page.request.post(`${service.url}/campaigns/${id}/capacity/consume`, {
      form: { key, subject: 'vol-1', note: '' },
      headers: { 'Sec-Fetch-Site': 'same-origin' },
      maxRedirects: 0,
    });
    expect(again.headers().location).toContain('done=replayed');
    const ledger = await overSocket(service.url).call('GET', `/campaigns/${id}/ledger?subject=vol-1`);
    expect(ledger.body.items).toHaveLength(1);
  });

  it('says what is wrong by the field, takes the focus to the summary and keeps what was typed', async () => {
    tabs.expectComplaint(/422|409/);
    const id = await world.recruiting(companyId, SEATS);
    const page = await open(`/campaigns/${id}/capacity`);
    await page.fill('input[name=subject]', 'someone@example.org');
    await page.fill('form[action$="/consume"] input[name=note]', 'first day');
    await page.click('button:has-text("Take one seat")');
    await page.waitForSelector('#error-subject:has-text("e")');
    expect(await page.getAttribute('input[name=subject]', 'aria-invalid')).toBe('true');
    expect(await page.inputValue('input[name=subject]')).toBe('someone@example.org');
    expect(await page.inputValue('form[action$="/consume"] input[name=note]')).toBe('first day');
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-error-summary'))).toBe(true);
    await page.click('[data-error-summary] a');
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name)).toBe('subject');
  });

  it('refuses beyond the hard limit in words, and frees a place again', async () => {
    tabs.expectComplaint(/409|422/);
    const id = await world.recruiting(companyId, SEATS);
    for (let at = 1; at <= 10; at++) await world.consume(id, `k${at}`, { subject: `vol-${at}` });
    const page = await open(`/campaigns/${id}/capacity`);
    await world.consume(id, 'k11', { subject: 'vol-11' });
    await page.fill('input[name=subject]', 'vol-12');
    await page.click('button:has-text("Take one seat")');
    await page.waitForSelector('[data-error-summary]');
    expect(await page.textContent('.gauge-card')).toContain('At the limit');
    await page.fill('input[name="release-subject"]', 'vol-99');
    await page.click('button:has-text("Free the seat")');
    await page.waitForSelector('#error-release-subject:has-text("has a place")');
    await page.fill('input[name="release-subject"]', 'vol-11');
    await page.click('button:has-text("Free the seat")');
    await page.waitForSelector('.notice:has-text("free again")');
    expect(await page.textContent('.gauge-card')).toContain('10 of 10 seats');
  });

  it('changes the gauge of an open page as others take places', async () => {
    const id = await world.recruiting(companyId, SEATS);
    const page = await open(`/campaigns/${id}`);
    await page.waitForSelector('[data-live-dot][data-state=live]', { state: 'attached' });
    await world.consume(id, 'k1', { subject: 'vol-1' });
    await page.waitForSelector(`#gauge-${id}:has-text("1 of 10 seats")`);
  });
});

describe('holding and waiting', { timeout: 60_000 }, () => {
  it('holds a place, confirms it, and queues people once it is full', async () => {
    const id = await world.recruiting(companyId, { ...SEATS, committedSeats: 2, overage: 0 });
    const page = await open(`/campaigns/${id}/capacity`);
    await page.fill('input[name=subject]', 'vol-1');
    await page.click('button:has-text("Hold for 15 min")');
    await page.waitForSelector('.notice:has-text("held for 15 minutes")');
    expect(await page.textContent('.gauge-card')).toContain('1 seat held');
    await page.click('button:has-text("Confirm")');
    await page.waitForSelector('.notice:has-text("became a place")');
    await page.fill('input[name=subject]', 'vol-2');
    await page.click('button:has-text("Take one seat")');
    await page.waitForSelector('.notice:has-text("Taken")');
    await page.fill('input[name=subject]', 'vol-3');
    await page.click('button:has-text("Put on the waitlist")');
    await page.waitForSelector('.waiting li:has-text("vol-3")');
    await page.fill('input[name="release-subject"]', 'vol-1');
    await page.click('button:has-text("Free the seat")');
    await page.waitForSelector('#holds-title');
    expect(await page.textContent('section:has(#holds-title)')).toContain('vol-3');
  });

  it('takes an entry back with a reason, and the ledger keeps both', async () => {
    const id = await world.recruiting(companyId, SEATS);
    await world.consume(id, 'k1', { subject: 'vol-1' });
    const page = await open(`/campaigns/${id}/capacity`);
    await page.click('summary:has-text("Take back")');
    await page.fill('.take-back input[name=reason]', 'Belongs to another campaign');
    await page.click('button:has-text("Take it back")');
    await page.waitForSelector('.notice:has-text("taken back")');
    expect(await page.textContent('.ledger')).toContain('Reversed');
    expect(await page.textContent('.gauge-card')).toContain('0 of 10 seats');
  });
});

describe('the life of a campaign', { timeout: 60_000 }, () => {
  it('is scheduled and unscheduled, edited as far as its state lets it, paused and resumed', async () => {
    tabs.expectComplaint(/409|422/);
    const id = await world.recruiting(companyId, SEATS);
    const page = await open(`/campaigns/${id}/history`);
    await page.selectOption('select[name=to]', 'paused');
    await page.fill('input[name=at]', '2001-01-01T10:00');
    await page.click('button:has-text("Schedule it")');
    await page.waitForSelector('[data-error-summary]');
    await page.fill('input[name=at]', `${addDays(dateAt(Date.now(), 'UTC'), 3)}T10:00`);
    await page.click('button:has-text("Schedule it")');
    await page.waitForSelector('.schedule li:has-text("Asked for by a person")');
    await page.click('.schedule button:has-text("Cancel")');
    await page.waitForSelector('.schedule li:has-text("Cancelled")');
    await page.goto(`${service.url}/campaigns/${id}/edit`);
    const end = await page.inputValue('input[name=endDate]');
    await page.fill('input[name=endDate]', addDays(end, -1));
    await page.click('button:has-text("Save")');
    await page.waitForSelector('#error-endDate:has-text("cannot change")');
    await page.fill('input[name=endDate]', addDays(end, 7));
    await page.fill('input[name=tags]', 'autumn, mentors');
    await page.click('button:has-text("Save")');
    await page.waitForURL(/details$/);
    await page.click('button:has-text("Pause")');
    await page.waitForSelector('.head-facts:has-text("Paused")');
    await page.click('.actions summary:has-text("Close")');
    expect(await page.textContent('.actions details[open]')).toContain('cannot be undone');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.actions details[open]', { state: 'detached' });
  });

  it('says why a transition is not possible yet', async () => {
    const page = await open('/campaigns/new');
    await page.selectOption('select[name=companyId]', { index: 1 });
    await page.fill('input[name=name]', 'To be deleted');
    await page.click('button:has-text("Save and leave")');
    await page.click('.actions summary[aria-disabled=true]:has-text("Plan")');
    expect(await page.locator('.actions details[open] li').count()).toBeGreaterThan(3);
    await page.goto(`${page.url()}/details`);
    await page.click('summary:has-text("Delete")');
    await page.click('button:has-text("Delete the draft")');
    await page.waitForURL(`${service.url}/`);
    expect(await page.textContent('main')).not.toContain('To be deleted');
  });
});

describe('acknowledging', { timeout: 60_000 }, () => {
  it('answers in place and lowers the count in the navigation', async () => {
    const id = await world.recruiting(companyId, SEATS);
    for (let at = 1; at <= 8; at++) await world.consume(id, `k${at}`, { subject: `vol-${at}` });
    const alerts = db.collection<{ campaignId: string; state: string }>('alerts');
    await expect.poll(() => alerts.countDocuments({ campaignId: id }), { timeout: 20_000 }).toBe(1);
    const raised = await alerts.countDocuments({ state: 'raised' });
    const page = await open('/alerts');
    const card = page.locator('.alert', { has: page.locator(`a[href="/campaigns/${id}"]`) });
    await card.locator('input[name=note]').fill('Called them');
    await card.locator('button:has-text("Acknowledge")').click();
    await card.locator('.chip:has-text("Acknowledged")').waitFor();
    expect((await page.textContent('#alert-count-side'))?.trim()).toMatch(new RegExp(`^${raised - 1}`));
    expect(page.url()).toBe(`${service.url}/alerts`);
  });
});

describe('the catalogue', { timeout: 60_000 }, () => {
  it('takes a new company and a new group by their forms', async () => {
    tabs.expectComplaint(/422/);
    const page = await open('/catalogue/companies/new');
    await page.fill('input[name=name]', 'Hafen Logistik');
    await page.fill('input[name=currency]', 'XYZ');
    await page.click('button:has-text("Make the company")');
    await page.waitForSelector('#error-currency:has-text("urrency")');
    expect(await page.inputValue('input[name=name]')).toBe('Hafen Logistik');
    await page.fill('input[name=currency]', 'eur');
    await page.click('button:has-text("Make the company")');
    await page.waitForSelector('h1:has-text("Hafen Logistik")');
    await page.goto(`${service.url}/catalogue/groups/new`);
    await page.fill('input[name=name]', 'Apprentices, Bremen');
    await page.fill('input[name=groupType]', 'apprentices');
    await page.fill('input[name=countryCode]', 'DE');
    await page.fill('input[name=primaryLanguages]', 'ar, ku');
    await page.click('button:has-text("Make the group")');
    await page.waitForSelector('#error-eligibleProgramTypes:has-text("at least one")');
    await page.check('input[name=program-mentorship]');
    await page.click('button:has-text("Make the group")');
    await page.waitForSelector('h1:has-text("Apprentices, Bremen")');
  });
});

describe('commercial terms', { timeout: 90_000 }, () => {
  it('are changed with their proration before the eyes, rows added as they are needed', async () => {
    const id = await world.recruiting(companyId, SEATS);
    const page = await open(`/campaigns/${id}/terms`);
    await page.fill('input[name=committedSeats]', '12');
    await page.keyboard.press('Tab');
    await page.waitForSelector('#cost:has-text("The rest of the period costs")');
    await page.fill('input[name=committedSeats]', '0');
    await page.keyboard.press('Tab');
    await page.waitForSelector('#error-committedSeats:has-text("from 1")');
    await page.fill('input[name=committedSeats]', '12');
    await page.click('summary:has-text("Discount, minimum and tiers")');
    await page.selectOption('select[name=tiers-mode]', 'graduated');
    await page.fill('input[name=tiers-0-upTo]', '5');
    await page.fill('input[name=tiers-0-unitPrice]', '90');
    await page.click('#rows-tiers button:has-text("More rows")');
    await page.waitForSelector('input[name=tiers-4-unitPrice]');
    expect(await page.inputValue('input[name=tiers-0-unitPrice]')).toBe('90');
    await page.fill('input[name=tiers-3-unitPrice]', '80');
    await page.click('button:has-text("Review the change")');
    await page.waitForSelector('button:has-text("Put these terms")');
    expect(await page.inputValue('input[name=tiers-3-unitPrice]')).toBe('80');
    expect(await faultsOf(page)).toEqual([]);
    await page.click('button:has-text("Put these terms")');
    await page.waitForSelector('.notice:has-text("Version 2 stands")');
    expect(await page.textContent('.versions')).toContain('beyond 80.00 EUR');
  });

  it('keep what was typed when somebody else was quicker, and take the focus to what is said of it', async () => {
    tabs.expectComplaint(/412/);
    const id = await world.recruiting(companyId, SEATS);
    const page = await open(`/campaigns/${id}/terms`);
    await page.fill('input[name=seatPricePerMonth]', '91.50');
    await page.click('button:has-text("Review the change")');
    const api = overSocket(service.url);
    const { version } = (await api.call('GET', `/campaigns/${id}`)).body;
    await api.call('PUT', `/campaigns/${id}/terms`, { ifMatch: version, body: { ...SEATS, committedSeats: 11 } });
    await page.click('button:has-text("Put these terms")');
    await page.waitForSelector('[data-error-summary]:has-text("Someone put version 2")');
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-error-summary'))).toBe(true);
    expect(await page.inputValue('input[name=seatPricePerMonth]')).toBe('91.50');
    expect(await faultsOf(page)).toEqual([]);
  });
});

describe('the new campaign', { timeout: 120_000 }, () => {
  it('is made in five steps by keyboard alone, saved as a draft from the first', async () => {
    await world.template();
    await world.group();
    const page = await open('/campaigns/new');
    await tabTo(page, 'select[name=companyId]');
    await page.keyboard.type('Rhein');
    await tabTo(page, 'input[name=name]');
    await page.keyboard.type('Mentors for newcomers');
    await page.keyboard.press('Enter');
    await page.waitForURL(/setup\/template$/);
    await tabTo(page, 'input[name=programTemplateId]');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForURL(/setup\/group$/);
    await tabTo(page, 'input[name=beneficiaryGroupId]');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForURL(/setup\/dates$/);
    const today = dateAt(Date.now(), 'UTC');
    await page.fill('input[name=startDate]', addDays(today, 30));
    await page.fill('input[name=endDate]', addDays(today, 20));
    await tabTo(page, 'input[name=targetVolunteers]');
    await page.waitForSelector('#error-endDate:has-text("before")');
    await page.fill('input[name=endDate]', addDays(today, 120));
    await tabTo(page, 'input[name=targetVolunteers]');
    await page.keyboard.type('20');
    await tabTo(page, 'input[name=targetBeneficiaries]');
    await page.keyboard.type('80');
    await tabTo(page, 'input[name=budgetAllocated]');
    await page.keyboard.type('12000');
    await page.keyboard.press('Enter');
    await page.waitForURL(/setup\/pricing$/);
    await tabTo(page, 'input[name=committedSeats]');
    await page.keyboard.type('20');
    await tabTo(page, 'input[name=seatPricePerMonth]');
    await page.keyboard.type('85.00');
    await page.keyboard.press('Tab');
    await page.waitForSelector('#cost:has-text("of the budget of €12,000")');
    await tabTo(page, 'button[value=create]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/campaigns\/[\w-]+$/);
    expect(await page.textContent('h1')).toBe('Mentors for newcomers');
    expect(await page.textContent('.head-facts')).toContain('Planned');
  });

  it('leaves an incomplete draft as it is and says what it lacks', async () => {
    tabs.expectComplaint(/409|422/);
    const page = await open('/campaigns/new');
    await page.click('button:has-text("Save and go on")');
    await page.waitForSelector('[data-error-summary]');
    expect(await page.textContent('#error-name')).toContain('Name is missing');
    await page.selectOption('select[name=companyId]', { index: 1 });
    await page.fill('input[name=name]', 'Half a draft');
    await page.click('button:has-text("Save and go on")');
    await page.waitForURL(/setup\/template$/);
    await page.goto(page.url().replace('template', 'pricing'));
    await page.fill('input[name=committedSeats]', '5');
    await page.fill('input[name=seatPricePerMonth]', '10');
    await page.click('button:has-text("Create the campaign")');
    await page.waitForSelector('[data-error-summary]');
    expect(await page.inputValue('input[name=committedSeats]')).toBe('5');
    const draft = await db.collection<{ name: string; status: string }>('campaigns').findOne({ name: 'Half a draft' });
    expect(draft?.status).toBe('draft');
  });
});
