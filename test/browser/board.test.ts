import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueToken } from '../../src/adapters/http/auth.ts';
import type { Actor } from '../../src/core/domain/access/actor.ts';
import { HOUR } from '../../src/core/domain/shared/time.ts';
import { type Running, run } from '../../src/main.ts';
import { overSocket } from '../http/socket.ts';
import { ADMIN, ofCompany, SECRET } from '../http/support.ts';
import { createWorld, SEATS, type World } from '../http/world.ts';
import { openTestDatabase } from '../setup/database.ts';
import { live, useBrowser } from './browser.ts';

const { uri } = await openTestDatabase();
const tabs = useBrowser();
let service: Running;
let world: World;
let companyId: string;
let other: string;
/** 10 seats, hard limit 11; and 100 seats. */
let small: string;
let large: string;
let foreign: string;

beforeAll(async () => {
  service = await run({
    mongoUri: uri,
    env: { AUTH_JWT_SECRET: SECRET, DEMO: '0', PORT: '0', RATE_LIMIT: '0', LOG_LEVEL: 'fatal' },
  });
  world = createWorld(overSocket(service.url));
  [companyId, other] = [await world.company('Rheintal Maschinenbau'), await world.company('Other Works')];
  [small, large] = [
    await world.recruiting(companyId, SEATS),
    await world.recruiting(companyId, { ...SEATS, committedSeats: 100 }),
  ];
  foreign = await world.recruiting(other, SEATS);
  for (let at = 1; at <= 30; at++) await world.consume(large, `k${at}`, { subject: `vol-${at}` });
  for (let at = 1; at <= 7; at++) await world.consume(foreign, `k${at}`, { subject: `vol-${at}` });
});
afterAll(() => service.stop());

async function openBoard(actor: Actor, query = ''): Promise<Page> {
  const page = await tabs.open();
  await page.goto(`${service.url}/capacity${query}`);
  await page.fill('textarea[name=token]', await issueToken(SECRET, actor, Date.now(), Date.now() + HOUR));
  await page.click('button:has-text("Sign in")');
  await page.waitForSelector('[data-board]');
  await live(page);
  return page;
}

const order = (page: Page) =>
  page.$$eval('[data-board-rows] tr', (rows) => rows.map((row) => row.id.replace('row-', '')));

/** Where every row and cell stands. */
function places(page: Page): Promise<string[]> {
  return page.$$eval('[data-board] tr, [data-board] td, [data-board] th', (cells) =>
    cells.map((cell) => JSON.stringify(cell.getBoundingClientRect())),
  );
}

describe('the capacity board', { timeout: 120_000 }, () => {
  it('shows what is taken elsewhere in its row, moves nothing, and sorts when somebody asks', async () => {
    const page = await openBoard(ADMIN);
    expect(await order(page)).toEqual([foreign, large, small]);
    const before = await places(page);
    await page.focus(`#row-${small} a.name`);
    for (let at = 1; at <= 8; at++) await world.consume(small, `k${at}`, { subject: `vol-${at}` });
    await page.waitForSelector(`#row-${small}:has-text("8 of 10 seats")`);
    expect(await page.textContent(`#row-${small}`)).toContain('Attention');
    expect(await order(page)).toEqual([foreign, large, small]);
    expect(await page.evaluate(() => document.activeElement?.closest('tr')?.id)).toBe(`row-${small}`);
    expect(await places(page)).toEqual(before);
    const ask = page.locator('[data-resort]');
    expect(await ask.textContent()).toBe('1 has moved: sort again');
    await ask.click();
    expect(await order(page)).toEqual([small, foreign, large]);
    expect(await ask.isHidden()).toBe(true);
  });

  it('counts its bands anew and tells of the crossing in the strip and in the navigation', async () => {
    const page = await openBoard(ADMIN);
    const count = (band: string) => page.textContent(`[data-band-count="${band}"]`);
    expect(await count('90')).toBe('0');
    await world.consume(small, 'k9', { subject: 'vol-9' });
    await page.waitForSelector('[data-band-count="90"]:text("1")');
    await page.waitForSelector('#recent li:has-text("reached 90 %")');
    await page.waitForSelector('#alert-count-side:has-text("2")');
    await page.click('[data-band-filter="90"]');
    expect(await page.locator('[data-board-rows] tr:visible').count()).toBe(1);
    expect(new URL(page.url()).search).toBe('?band=90');
  });

  it('gives a company its own campaigns only, also live', async () => {
    const page = await openBoard(ofCompany(other, 'company_admin'));
    expect(await order(page)).toEqual([foreign]);
    await world.consume(small, 'k10', { subject: 'vol-10' });
    await world.consume(foreign, 'k8', { subject: 'vol-8' });
    await page.waitForSelector(`#row-${foreign}:has-text("8 of 10 seats")`);
    expect(await page.content()).not.toContain(small);
    expect(await page.textContent('#recent')).not.toContain('100 %');
  });

  it('catches up after the stream was cut', async () => {
    tabs.expectComplaint(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
    const page = await openBoard(ADMIN);
    await page.context().setOffline(true);
    await page.evaluate(() => {
      const { sse } = (document.querySelector('#live') as unknown as { _htmx: { sse: { reader: { cancel(): void } } } })
        ._htmx;
      sse.reader.cancel();
    });
    await page.waitForSelector('[data-live-dot][data-state=lost]', { state: 'attached' });
    await world.consume(large, 'k31', { subject: 'vol-31' });
    await page.context().setOffline(false);
    await page.waitForSelector(`#row-${large}:has-text("31 of 100 seats")`);
    await live(page);
  });
});
