import { afterAll, beforeAll, expect, it } from 'vitest';
import { issueToken } from '../../src/adapters/http/auth.ts';
import { HOUR } from '../../src/core/domain/shared/time.ts';
import { type Running, run } from '../../src/main.ts';
import { overSocket } from '../http/socket.ts';
import { SALES, SECRET } from '../http/support.ts';
import { createWorld } from '../http/world.ts';
import { openTestDatabase } from '../setup/database.ts';
import { faultsOf } from './axe.ts';
import { useBrowser } from './browser.ts';

const { uri } = await openTestDatabase();
const tabs = useBrowser();
let service: Running;
let path: string;

beforeAll(async () => {
  service = await run({
    mongoUri: uri,
    env: { AUTH_JWT_SECRET: SECRET, DEMO: '0', PORT: '0', RATE_LIMIT: '0', LOG_LEVEL: 'fatal' },
  });
  const world = createWorld(overSocket(service.url));
  const id = await world.recruiting(await world.company());
  for (let seat = 1; seat <= 8; seat++) await world.consume(id, `k${seat}`, { subject: `vol-${seat}` });
  path = `/campaigns/${id}/alert-policy`;
});
afterAll(() => service.stop());

it('compares a policy with today’s while it is being changed, keeps the focus, and saves it', {
  timeout: 60_000,
}, async () => {
  const page = await tabs.open();
  await page.goto(service.url + path);
  await page.fill('textarea[name=token]', await issueToken(SECRET, SALES, Date.now(), Date.now() + HOUR));
  await page.click('button:has-text("Sign in")');
  await page.waitForURL(service.url + path);
  expect(await page.textContent('#comparison-title')).toContain('as many messages');
  await page.focus('input[name=enabled-80]');
  await page.keyboard.press('Space');
  await page.waitForSelector('#comparison-title:has-text("1 message fewer")');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('enabled-80');
  await page.keyboard.press('Space');
  await page.waitForSelector('#comparison-title:has-text("as many messages")');
  await page.uncheck('input[name=enabled-80]');
  expect(await faultsOf(page)).toEqual([]);
  await page.click('button:has-text("Save for this campaign")');
  await page.waitForSelector('text=This campaign has a policy of its own');
  expect(await page.isChecked('input[name=enabled-80]')).toBe(false);
});
