import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueToken } from '../../src/adapters/http/auth.ts';
import { HOUR } from '../../src/core/domain/shared/time.ts';
import { type Running, run } from '../../src/main.ts';
import { overSocket } from '../http/socket.ts';
import { COORDINATOR, SECRET } from '../http/support.ts';
import { createWorld, LEARNERS, type World } from '../http/world.ts';
import { openTestDatabase } from '../setup/database.ts';
import { faultsOf } from './axe.ts';
import { useBrowser } from './browser.ts';

const { uri } = await openTestDatabase();
const tabs = useBrowser();
const api = () => overSocket(service.url);
let service: Running;
let world: World;
let base: string;

beforeAll(async () => {
  service = await run({
    mongoUri: uri,
    env: { AUTH_JWT_SECRET: SECRET, DEMO: '0', PORT: '0', RATE_LIMIT: '0', LOG_LEVEL: 'fatal' },
  });
  world = createWorld(api());
  const id = await world.recruiting(await world.company(), LEARNERS);
  base = `/campaigns/${id}/evidence`;
  await world.consume(id, 'k', { subject: 'learner-1' });
  await api().call('POST', `/campaigns/${id}/completions`, { body: { subject: 'learner-1' } });
});
afterAll(() => service.stop());

async function open(path: string): Promise<Page> {
  const page = await tabs.open();
  await page.goto(service.url + path);
  await page.fill('textarea[name=token]', await issueToken(SECRET, COORDINATOR, Date.now(), Date.now() + HOUR));
  await page.click('button:has-text("Sign in")');
  await page.waitForURL(service.url + path);
  return page;
}

describe('evidence in a browser', { timeout: 60_000 }, () => {
  it('is attached after a mistake, withdrawn with its charge said first, and brought back', async () => {
    tabs.expectComplaint(/422/);
    const page = await open(base);
    expect(await faultsOf(page)).toEqual([]);
    await page.fill('input[name=evidenceId]', 'ev-1');
    await page.fill('input[name=source]', 'Test at level B2');
    await page.fill('input[name=outcome]', '7');
    await page.fill('input[name=createdAt]', new Date().toISOString().slice(0, 10));
    await page.fill('input[name=subject]', 'learner-1');
    await page.click('button:has-text("Attach it")');
    expect(await page.textContent('#error-outcome')).toContain('from 0 to 1');
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-error-summary'))).toBe(true);
    expect(await page.inputValue('input[name=source]')).toBe('Test at level B2');
    expect(await faultsOf(page)).toEqual([]);

    await page.fill('input[name=outcome]', '0.7');
    await page.click('button:has-text("Attach it")');
    await page.waitForURL(/done=attached/);
    await page.click('.top-evidence a:has-text("Test at level B2")');
    expect(await page.textContent('main')).toContain('Withdrawing it takes back €150');
    expect(await faultsOf(page)).toEqual([]);
    await page.click('button:has-text("Withdraw")');
    await page.waitForURL(/done=withdrawn/);
    expect(await page.textContent('main')).toContain('Bringing it back charges €150');
    expect(await faultsOf(page)).toEqual([]);
    await page.click('button:has-text("Bring back as verified")');
    await page.waitForURL(/done=verified/);
    expect(await page.textContent('main')).toContain('Withdrawing it takes back €150');
  });
});
