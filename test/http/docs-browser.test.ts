import { afterAll, expect, it } from 'vitest';
import { listen } from '../../src/listen.ts';
import { useBrowser } from '../browser/browser.ts';
import { createTestApi } from './support.ts';

const tabs = useBrowser();
const server = await listen(createTestApi().service.app.fetch, '127.0.0.1', 0);
afterAll(() => server.close());

it('shows the operations in a browser, under its policy and without a call elsewhere', async () => {
  // Its schema library asks whether it may compile validators, and goes on without when the policy says no.
  tabs.expectComplaint(/^policy: script-src eval$/);
  const page = await tabs.open();
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url)) elsewhere.push(request.url());
  });
  await page.goto(`${server.url}/docs`);
  await page.getByRole('heading', { name: 'Campaign management' }).waitFor();
  await page.getByText('Make a company').first().waitFor({ state: 'attached' });
  expect(elsewhere).toEqual([]);
});
