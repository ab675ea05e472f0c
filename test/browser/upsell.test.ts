import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueToken } from '../../src/adapters/http/auth.ts';
import type { Actor } from '../../src/core/domain/access/actor.ts';
import { HOUR } from '../../src/core/domain/shared/time.ts';
import { type Running, run } from '../../src/main.ts';
import { overSocket } from '../http/socket.ts';
import { COORDINATOR, ofCompany, SALES, SECRET } from '../http/support.ts';
import { createWorld, type World } from '../http/world.ts';
import { openTestDatabase } from '../setup/database.ts';
import { faultsOf } from './axe.ts';
import { live, useBrowser } from './browser.ts';

const { db, uri } = await openTestDatabase();
const tabs = useBrowser();
const api = () => overSocket(service.url);
let service: Running;
let world: World;
let companyId: string;

beforeAll(async () => {
  service = await run({
    mongoUri: uri,
    env: { AUTH_JWT_SECRET: SECRET, DEMO: '0', PORT: '0', RATE_LIMIT: '0', LOG_LEVEL: 'fatal' },
  });
  world = createWorld(api());
  companyId = await world.company('Rheintal Maschinenbau');
});
afterAll(() => service.stop());

/** An opportunity of a campaign that so many of its 10 seats are taken of. */
async function opened(used = 8): Promise<{ id: string; campaignId: string }> {
  const campaignId = await world.recruiting(companyId);
  for (let at = 1; at <= used; at++) await world.consume(campaignId, `k${at}`, { subject: `vol-${at}` });
  for (;;) {
    const found = await db.collection<{ _id: string; campaignId: string }>('opportunities').findOne({ campaignId });
    if (found) return { id: found._id, campaignId };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function signedIn(actor: Actor, path: string, options: Parameters<typeof tabs.open>[0] = {}): Promise<Page> {
  const page = await tabs.open(options);
  await page.goto(service.url + path);
  await page.fill('textarea[name=token]', await issueToken(SECRET, actor, Date.now(), Date.now() + HOUR));
  await page.click('button:has-text("Sign in")');
  await page.waitForURL(service.url + path);
  return page;
}

const inColumn = (page: Page, state: string, id: string) => page.waitForSelector(`[data-column=${state}] #card-${id}`);

describe('the upsell board', { timeout: 120_000 }, () => {
  it('moves a card by keys alone, says where it would go, and keeps the focus on it', async () => {
    const { id } = await opened();
    const page = await signedIn(SALES, '/upsell');
    await page.focus(`#card-${id} [data-grip]`);
    await page.keyboard.press('Space');
    expect(await page.textContent('[data-grip-said]')).toMatch(/: to Contacted, 1 of 2\.$/);
    await page.keyboard.press('ArrowRight');
    expect(await page.textContent('[data-grip-said]')).toMatch(/: to Dismissed, 2 of 2\.$/);
    await page.keyboard.press('Escape');
    expect(await page.textContent('[data-grip-said]')).toBe('Left where it was.');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await inColumn(page, 'contacted', id);
    await page.waitForFunction((card) => document.activeElement?.closest('[data-card]')?.id === card, `card-${id}`);
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.textContent('.up-said')).toContain('is now under contacted');
    await page.click(`#card-${id} h3 a`);
    await page.waitForURL(`${service.url}/upsell/${id}`);
    expect(await page.textContent('#stack-title')).toMatch(/of 100: most of it from/);
    expect(await faultsOf(page)).toEqual([]);
  });

  it('moves a card with the mouse, and asks for the value before it is won', async () => {
    const { id } = await opened();
    const page = await signedIn(SALES, '/upsell');
    await page.dragAndDrop(`#card-${id} h3`, '[data-column=contacted] h2');
    await inColumn(page, 'contacted', id);
    await page.dragAndDrop(`#card-${id} h3`, '[data-column=proposed] h2');
    await inColumn(page, 'proposed', id);
    await page.dragAndDrop(`#card-${id} h3`, '[data-column=won] h2');
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('value');
    expect(await page.locator(`[data-column=proposed] #card-${id}`).count()).toBe(1);
    await page.keyboard.type('0');
    tabs.expectComplaint(/422/);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`#error-value-${id}:has-text("above 0 in EUR")`);
    expect(await page.inputValue(`#value-${id}`)).toBe('0');
    expect(await faultsOf(page)).toEqual([]);
    await page.fill(`#value-${id}`, '1275');
    await page.keyboard.press('Enter');
    await inColumn(page, 'won', id);
    expect(await page.textContent(`#card-${id}`)).toContain('Won €1,275');
  });

  it('dismisses with a way back', async () => {
    const { id } = await opened();
    const page = await signedIn(SALES, '/upsell');
    await page.click(`#card-${id} summary`);
    await page.click(`#card-${id} form[data-move=dismissed] button`);
    await inColumn(page, 'dismissed', id);
    await page.click('.up-said button:has-text("Undo")');
    await inColumn(page, 'new', id);
  });

  it('changes a score where it stands, and tells of other people’s moves without moving anything', async () => {
    const { id, campaignId } = await opened();
    const page = await signedIn(SALES, '/upsell');
    await live(page);
    const before = await page.textContent(`#score-${id} .up-score`);
    await page.focus(`#card-${id} [data-grip]`);
    await world.consume(campaignId, 'k9', { subject: 'vol-9' });
    await page.waitForFunction(
      ([place, text]) => document.querySelector(place ?? '')?.textContent !== text,
      [`#score-${id} .up-score`, before ?? ''],
    );
    expect(await page.evaluate(() => document.activeElement?.closest('[data-card]')?.id)).toBe(`card-${id}`);
    await api().call('PATCH', `/upsell/opportunities/${id}`, { as: SALES, ifMatch: 1, body: { state: 'contacted' } });
    await page.waitForSelector('#upsell-news:has-text("The board has changed")');
    expect(await page.locator(`[data-column=new] #card-${id}`).count()).toBe(1);
    tabs.expectComplaint(/412/);
    await page.click(`#card-${id} summary`);
    await page.click(`#card-${id} form[data-move=dismissed] button`);
    await page.waitForSelector('.up-said:has-text("Someone was quicker")');
    await inColumn(page, 'contacted', id);
  });

  it('works without JavaScript, from taking it to losing it with a reason', async () => {
    const { id } = await opened();
    const page = await signedIn(SALES, '/upsell', { javaScriptEnabled: false });
    await page.click(`#card-${id} summary`);
    await page.click(`#card-${id} button:has-text("Take it")`);
    expect(await page.textContent(`#card-${id}`)).toMatch(/Owner\s*You/);
    await page.click(`#card-${id} summary`);
    await page.click(`#card-${id} form[data-move=contacted] button`);
    await page.click(`#card-${id} h3 a`);
    await page.fill('#field-nextStep', 'Send the offer');
    await page.fill('#field-note', 'ann@example.org');
    tabs.expectComplaint(/422/);
    await page.click('button:has-text("Save")');
    expect(await page.textContent('.error-summary')).toContain('e-mail');
    expect(await page.inputValue('#field-nextStep')).toBe('Send the offer');
    await page.fill('#field-note', 'Decides in May');
    await page.click('button:has-text("Save")');
    expect(await page.textContent('main')).toContain('Decides in May');
    await page.selectOption(`#reason-${id}`, 'timing');
    await page.click('form[data-move=lost] button');
    expect(await page.textContent('main')).toContain('Lost: not the time for it');
  });

  it('is read by the coordinator, and nobody of a company learns of it', async () => {
    const { id, campaignId } = await opened();
    const page = await signedIn(COORDINATOR, '/upsell');
    expect(await page.locator(`#card-${id}`).count()).toBe(1);
    expect(await page.locator('[data-grip], .up-work').count()).toBe(0);
    tabs.expectComplaint(/403/);
    const theirs = await signedIn(ofCompany(companyId, 'company_admin'), `/campaigns/${campaignId}`);
    expect(await theirs.content()).not.toMatch(/upsell/i);
    for (const path of ['/upsell', `/upsell/${id}`, `/upsell/companies/${companyId}`, '/upsell/outcomes.csv']) {
      expect((await theirs.request.get(service.url + path)).status()).toBe(403);
    }
    await theirs.goto(`${service.url}/`);
    expect(await theirs.content()).not.toMatch(/upsell|opportunit/i);
    const stream = await theirs.evaluate(async (place) => {
      const answer = await fetch(place);
      const reader = answer.body?.getReader();
      let text = '';
      const late = new Promise((resolve) => setTimeout(resolve, 4_000));
      const read = async () => {
        for (;;) {
          const part = await reader?.read();
          if (!part || part.done) return;
          text += new TextDecoder().decode(part.value);
        }
      };
      await Promise.race([read(), late]);
      await reader?.cancel();
      return text;
    }, '/live?page=upsell');
    expect(stream).not.toMatch(/upsell|score-/);
  });
});
