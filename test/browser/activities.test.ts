import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { issueToken } from '../../src/adapters/http/auth.ts';
import type { Actor } from '../../src/core/domain/access/actor.ts';
import { HOUR } from '../../src/core/domain/shared/time.ts';
import { type Running, run } from '../../src/main.ts';
import { createActivityWorld } from '../http/activity-world.ts';
import { overSocket } from '../http/socket.ts';
import { COORDINATOR, ofCompany, SALES, SECRET } from '../http/support.ts';
import { CREDITS } from '../http/world.ts';
import { openTestDatabase } from '../setup/database.ts';
import { faultsOf } from './axe.ts';
import { useBrowser } from './browser.ts';

const { uri } = await openTestDatabase();
const tabs = useBrowser();
let service: Running;
let world: ReturnType<typeof createActivityWorld>;
let companyId: string;

beforeAll(async () => {
  service = await run({
    mongoUri: uri,
    env: { AUTH_JWT_SECRET: SECRET, DEMO: '0', PORT: '0', RATE_LIMIT: '0', LOG_LEVEL: 'fatal' },
  });
  world = createActivityWorld(overSocket(service.url));
  companyId = await world.company();
  for (const name of ['First', 'Second']) await world.active(companyId, CREDITS, name);
});
afterAll(() => service.stop());

async function open(path: string, actor: Actor, options = {}): Promise<Page> {
  const page = await tabs.open(options);
  await page.goto(service.url + path);
  await page.fill('textarea[name=token]', await issueToken(SECRET, actor, Date.now(), Date.now() + HOUR));
  await page.click('button:has-text("Sign in")');
  await page.waitForSelector('.tabs');
  return page;
}

/** Activities that two campaigns are equally good for. */
async function waiting(count: number): Promise<string[]> {
  const items = Array.from({ length: count }, () => world.item(companyId));
  await world.post(items);
  return items.map(({ id }) => id);
}

const topOf = (page: Page, id: string) =>
  page.$eval(`#activity-${id}`, (card) => card.getBoundingClientRect().top + window.scrollY);

it('an empty queue says what will be here', async () => {
  const page = await open('/activities', COORDINATOR);
  expect(await page.textContent('.empty h2')).toBe('Nothing waits for a review');
  expect(await faultsOf(page)).toEqual([]);
});

it('is worked through with one key each, and nothing below moves', async () => {
  const [a = '', b = '', c = '', d = ''] = await waiting(4);
  const page = await open('/activities', COORDINATOR);
  expect(await faultsOf(page)).toEqual([]);
  const below = await topOf(page, d);
  await page.focus(`#activity-${a}`);
  await page.keyboard.press('a');
  await page.waitForSelector(`#activity-${a} .activity-done:has-text("Linked.")`);
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  await page.waitForSelector(`#activity-${b} .activity-done:has-text("Rejected")`);
  await page.keyboard.press('j');
  await page.keyboard.press('m');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe(`activity-${c}-to`);
  await page.click(`#activity-${c} button:has-text("Move")`);
  await page.waitForSelector(`#activity-${c} .activity-done`);
  expect(await topOf(page, d)).toBe(below);
  expect(await faultsOf(page)).toEqual([]);
  const states = await Promise.all([a, b, c, d].map(async (id) => (await world.read(id)).state));
  expect(states).toEqual(['linked', 'rejected', 'linked', 'linked']);
  expect((await world.read(c)).debit.state).toBe('done');
  await page.keyboard.press('Escape');
  await page.focus('[data-search]');
  await page.keyboard.type('ra');
  expect((await world.read(d)).attention).toBe('review');
});

it('says in its place that somebody else was faster', async () => {
  const [id = ''] = await waiting(1);
  const page = await open('/activities', COORDINATOR);
  await world.review(id, { decision: 'reject' });
  await page.click(`#activity-${id} button:has-text("Accept")`);
  await page.waitForSelector(`#activity-${id} .activity-error`);
  expect(await page.textContent(`#activity-${id} .chip`)).toBe('Rejected');
});

it('works without JavaScript, on a phone, in the dark', async () => {
  const [id = ''] = await waiting(1);
  const page = await open('/activities', COORDINATOR, {
    javaScriptEnabled: false,
    colorScheme: 'dark',
    viewport: { width: 390, height: 844 },
  });
  await page.click(`#activity-${id} button:has-text("Accept and debit")`);
  await page.waitForURL(`${service.url}/activities/${id}`);
  expect(await page.textContent('.chip')).toBe('Linked');
});

it('shows a campaign its own activities, to staff with the way to each, to the company without', async () => {
  const [id = ''] = await waiting(1);
  const linked = (await world.read(id)).campaignId;
  for (const [actor, links] of [
    [COORDINATOR, true],
    [ofCompany(companyId, 'company_user'), false],
  ] as const) {
    const page = await open(`/campaigns/${linked}/activities`, actor);
    expect(await page.textContent('#activities-title + .muted')).toMatch(/linked activit.* session.* hours/);
    expect((await page.locator('td a[href^="/activities/"]').count()) > 0).toBe(links);
    expect(await faultsOf(page)).toEqual([]);
  }
});

it('offers to try refused debits again under their campaign', async () => {
  const own = await world.company('Small Works');
  const small = await world.active(own, { ...CREDITS, creditAllocation: 1 });
  await world.post([world.item(own)]);
  const page = await open(`/campaigns/${small}/activities`, COORDINATOR);
  expect(await page.textContent('.notice')).toContain('1 debit was refused.');
  expect(await faultsOf(page)).toEqual([]);
  await overSocket(service.url).call('POST', `/campaigns/${small}/grants`, { body: { quantity: 10 } });
  await page.click('button:has-text("Try them again")');
  await page.waitForSelector('td:has-text("2.5 credits debited")');
  expect(await page.locator('.notice').count()).toBe(0);
});

it('leaves decisions to coordinators', async () => {
  const [id] = await waiting(1);
  const page = await open('/activities', SALES);
  expect(await page.locator(`#activity-${id}`).count()).toBe(1);
  expect(await page.locator(`#activity-${id} button`).count()).toBe(0);
});
