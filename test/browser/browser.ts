import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../setup/chromium.ts';

/** A tab whose complaints fail the test that opened it. */
export interface Tabs {
  open(options?: BrowserContextOptions): Promise<Page>;
  /** What the test itself provokes, e.g. an answer of 422. */
  expectComplaint(pattern: RegExp): void;
}

/**
 * A real Chromium for the test file. Every test gets fresh tabs; errors of scripts, refused resources and breaches of the
 * content security policy that nobody expected fail it.
 */
export function useBrowser(): Tabs {
  let browser: Browser;
  let pages: Page[] = [];
  let complaints: string[] = [];
  let expected: RegExp[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_ARGS });
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    const left = complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)));
    for (const page of pages) await page.context().close();
    [pages, complaints, expected] = [[], [], []];
    expect(left).toEqual([]);
  });
  return {
    async open(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() !== 'error' && message.type() !== 'warning') return;
        const text = message.text();
        complaints.push(text.startsWith('Failed to load') ? `${text} ${message.location().url}` : text);
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) =>
          console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
        );
      });
      pages.push(page);
      return page;
    },
    expectComplaint: (pattern) => void expected.push(pattern),
  };
}

/** Waits until the page's stream is open. */
export async function live(page: Page): Promise<void> {
  await page.waitForSelector('[data-live-dot][data-state=live]', { state: 'attached' });
}
