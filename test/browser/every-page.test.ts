import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Running, run } from '../../src/main.ts';
import { openTestDatabase } from '../setup/database.ts';
import { faultsOf } from './axe.ts';
import { live, useBrowser } from './browser.ts';

const { db, uri } = await openTestDatabase();
const tabs = useBrowser();
let service: Running;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'demo-'));
  service = await run({
    mongoUri: uri,
    env: { DEMO: '1', PORT: '0', RATE_LIMIT: '0', LOG_LEVEL: 'fatal', DATA_DIR: dataDir },
  });
});
afterAll(async () => {
  await service.stop();
  await rm(dataDir, { recursive: true });
});

const SCREENS = [
  ['light', 'desk', { width: 1280, height: 900 }],
  ['dark', 'phone', { width: 390, height: 844 }],
] as const;

async function signIn(page: Page, role: string): Promise<void> {
  await page.goto(`${service.url}/sign-in`);
  await page.check(`input[name=role][value=${role}]`);
  if (role.startsWith('company')) await page.selectOption('select[name=companyId]', { index: 1 });
  await page.click('button:has-text("Sign in")');
  await page.waitForURL(`${service.url}/`);
}

async function addresses(): Promise<string[]> {
  const campaigns = db.collection<{ _id: string; status: string; name: string; companyId: string }>('campaigns');
  const full = await campaigns.findOne({ name: /Norwegian/ });
  const draft = await campaigns.findOne({ status: 'draft' });
  const template = await db.collection<{ _id: string }>('programTemplates').findOne();
  const group = await db.collection<{ _id: string }>('beneficiaryGroups').findOne();
  const subscription = await db.collection<{ _id: string }>('subscriptions').findOne();
  const company = await db.collection<{ _id: string }>('companies').findOne();
  const opportunities = db.collection<{ _id: string; state: string }>('opportunities');
  const worked = await opportunities.findOne({ state: 'proposed' });
  const won = await opportunities.findOne({ state: 'won' });
  const alert = await db.collection<{ _id: string }>('alerts').findOne({ kind: 'performance', state: 'raised' });
  return [
    '/',
    '/?state=closed&q=nothing-of-this-name',
    '/capacity',
    '/capacity?band=90',
    '/alerts',
    '/alerts?state=resolved',
    '/activities',
    '/activities?show=refused',
    '/activities?show=unmatched',
    '/activities/hack-week',
    `/alerts/${alert?._id}`,
    '/alerts/deliveries',
    '/alerts/deliveries?state=delivered',
    `/alerts/silences?campaign=${full?._id}&threshold=100`,
    `/campaigns/${full?._id}/what-if?compare=1&model=iaas&learnersCommitted=60&pricePerLearner=4000`,
    `/campaigns/${full?._id}/alert-policy`,
    ...[
      '',
      '/capacity',
      '/activities',
      '/impact',
      '/money',
      '/pricing',
      '/evidence',
      '/evidence/norwegian-06',
      '/evidence/norwegian-07',
      '/terms',
      '/what-if',
      '/alerts',
      '/history',
      '/details',
    ].map((tab) => `/campaigns/${full?._id}${tab}`),
    `/campaigns/${full?._id}/impact?metric=utilization&period=all&deadweight=10-30&proxyDoubt=20`,
    `/campaigns/${draft?._id}/impact`,
    `/companies/${company?._id}/dashboard`,
    '/proposals',
    `/proposals?companyId=${company?._id}&beneficiaries=300&currency=EUR`,
    `/proposals/sheet?companyId=${company?._id}&beneficiaries=40&currency=EUR`,
    '/campaigns/new',
    ...['basics', 'template', 'group', 'dates', 'pricing'].map((step) => `/campaigns/${draft?._id}/setup/${step}`),
    '/catalogue/companies/new',
    '/catalogue/groups/new',
    '/catalogue/templates',
    `/catalogue/templates/${template?._id}`,
    '/catalogue/groups',
    `/catalogue/groups/${group?._id}`,
    '/catalogue/companies',
    `/catalogue/companies/${company?._id}`,
    `/companies/${company?._id}/what-if`,
    `/companies/${full?.companyId}/what-if?compare=1&prices=5&on-${full?._id}=1`,
    `/campaigns/${full?._id}/invoice`,
    '/subscriptions',
    `/subscriptions/${subscription?._id}`,
    '/pricing',
    `/pricing?company=${company?._id}&action=close`,
    `/pricing/companies/${company?._id}`,
    '/upsell',
    `/upsell?company=${company?._id}&type=bundle_upgrade&owner=me`,
    `/upsell/${worked?._id}`,
    `/upsell/${won?._id}`,
    `/upsell/companies/${company?._id}`,
    '/audit',
    '/billing?state=delivered',
    '/search?q=tech',
  ];
}

describe('every page of the demo', { timeout: 240_000 }, () => {
  it('says how far the demo is, then lets people in by picking a role', async () => {
    tabs.expectComplaint(/503/);
    const page = await tabs.open();
    await page.goto(service.url);
    await page.waitForURL(`${service.url}/sign-in`, { timeout: 120_000 });
    await signIn(page, 'sales');
    await live(page);
    expect(await page.textContent('h1')).toBe('Campaigns');
    await page.click('summary:has(.avatar)');
    await page.click('button:has-text("Sign out") >> visible=true');
    await page.waitForURL(`${service.url}/sign-in`);
    await page.goto(`${service.url}/alerts`);
    expect(page.url()).toBe(`${service.url}/sign-in?next=%2Falerts`);
  });

  for (const [colorScheme, name, viewport] of SCREENS) {
    it(`can be used by everybody in ${colorScheme} on a ${name}, and fits the screen`, async () => {
      const page = await tabs.open({ colorScheme, viewport });
      await page.goto(`${service.url}/sign-in`);
      expect(await faultsOf(page)).toEqual([]);
      await signIn(page, 'admin');
      const faults: string[] = [];
      for (const address of await addresses()) {
        await page.goto(service.url + address);
        const found = await faultsOf(page);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > viewport.width) found.push(`${width} px wide`);
        if ((await page.locator('h1').count()) !== 1) found.push('not one h1');
        faults.push(...found.map((fault) => `${address}: ${fault}`));
      }
      expect(faults).toEqual([]);
    });
  }

  it('says in the same look what is missing and what a role may not see', async () => {
    tabs.expectComplaint(/40[34]/);
    const page = await tabs.open();
    await signIn(page, 'company_user');
    for (const [address, title] of [
      ['/nothing', 'There is nothing here'],
      ['/audit', 'Your role may not do this'],
      ['/upsell', 'Your role may not do this'],
    ] as const) {
      await page.goto(service.url + address);
      expect(await page.textContent('h1')).toBe(title);
      expect(await faultsOf(page)).toEqual([]);
    }
    const foreign = await db.collection<{ _id: string; companyId: string }>('campaigns').distinct('companyId');
    const own = await page.textContent('.who span:last-child');
    const others = await db
      .collection<{ _id: string; name: string }>('companies')
      .find({ name: { $ne: own ?? '' } })
      .toArray();
    expect(foreign.length).toBeGreaterThan(1);
    const theirs = await db
      .collection<{ _id: string; companyId: string }>('campaigns')
      .findOne({ companyId: others[0]?._id ?? '' });
    await page.goto(`${service.url}/campaigns/${theirs?._id}`);
    expect(await page.textContent('h1')).toBe('There is nothing here');
  });

  it('remembers the theme without a flash', async () => {
    const page = await tabs.open({ colorScheme: 'light' });
    await signIn(page, 'sales');
    await page.click('summary[aria-label="Theme"]');
    await page.click('button[value=dark]');
    const html = await (await page.request.get(service.url)).text();
    expect(html).toContain('<html lang="en" data-theme="dark">');
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(14, 17, 22)');
  });

  it('works without JavaScript', async () => {
    const page = await tabs.open({ javaScriptEnabled: false });
    await signIn(page, 'coordinator');
    await page.selectOption('select[name=state]', 'paused');
    await page.click('button:has-text("Apply")');
    expect(await page.locator('.campaign-list tbody tr').count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('state')).toBe('paused');
  });
});
