import { afterAll, beforeAll, expect, it } from 'vitest';
import { issueToken } from '../../src/adapters/http/auth.ts';
import { HOUR } from '../../src/core/domain/shared/time.ts';
import { type Running, run } from '../../src/main.ts';
import { overSocket } from '../http/socket.ts';
import { ADMIN, SECRET } from '../http/support.ts';
import { createWorld, SEATS } from '../http/world.ts';
import { openTestDatabase } from '../setup/database.ts';
import { useBrowser } from './browser.ts';

const { uri } = await openTestDatabase();
const tabs = useBrowser();
let service: Running;
let paths: string[];

beforeAll(async () => {
  service = await run({
    mongoUri: uri,
    env: { AUTH_JWT_SECRET: SECRET, DEMO: '0', PORT: '0', RATE_LIMIT: '0', LOG_LEVEL: 'fatal' },
  });
  const world = createWorld(overSocket(service.url));
  const companyId = await world.company();
  await world.subscription(companyId);
  const id = await world.recruiting(companyId, SEATS);
  paths = [`/proposals/sheet?companyId=${companyId}&beneficiaries=4000&budget=900`, `/campaigns/${id}/invoice`];
});
afterAll(() => service.stop());

it('fill one clean A4 each: what was agreed on, and nothing of the frame', { timeout: 60_000 }, async () => {
  const page = await tabs.open({ colorScheme: 'dark' });
  await page.goto(service.url + paths[0]);
  await page.fill('textarea[name=token]', await issueToken(SECRET, ADMIN, Date.now(), Date.now() + HOUR));
  await page.click('button:has-text("Sign in")');
  for (const path of paths) {
    await page.goto(service.url + path);
    expect(await page.isVisible('button[data-print]')).toBe(true);
    await page.emulateMedia({ media: 'print' });
    for (const frame of ['.side', '.top', '.bottom', '.actions']) expect(await page.isVisible(frame)).toBe(false);
    expect(await page.isVisible('.sheet h1')).toBe(true);
    const paper = await page.evaluate(
      () => getComputedStyle(document.querySelector('.sheet') as Element).backgroundColor,
    );
    expect(paper).toBe('rgb(255, 255, 255)');
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g), path).toHaveLength(1);
    const [width, height] = (/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? []).slice(1).map(Number);
    expect([Math.round(width ?? 0), Math.round(height ?? 0)]).toEqual([595, 842]);
    await page.emulateMedia({ media: null });
  }
});
