import { describe, expect, it } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { createTestApi } from './support.ts';

const api = createTestApi();
const { app } = api.service;

describe('/docs', () => {
  it('renders the document with files of this service alone', async () => {
    const page = await app.request('/docs');
    const html = await page.text();
    expect(page.headers.get('Content-Type')).toContain('text/html');
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) {
      expect(address).toMatch(/^\/docs\//);
      expect((await app.request(address)).status).toBe(200);
    }
  });

  it('lets the page load and call nothing but its own origin, and runs no script of its own text', async () => {
    const policy = (await app.request('/docs')).headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toMatch(/https?:|unsafe-eval|script-src[^;]*unsafe-inline/);
  });

  it('lets browsers keep the reader, which is large', async () => {
    const answer = await app.request('/docs/scalar.js');
    expect(answer.headers.get('Cache-Control')).toContain('max-age');
  });

  it('offers no token to somebody who is not signed in', async () => {
    expect(await (await app.request('/docs')).text()).not.toContain('data-token');
  });
});

describe('the open addresses', () => {
  it('say that the process runs and can do its work', async () => {
    expect((await app.request('/healthz')).status).toBe(200);
    expect((await app.request('/readyz')).status).toBe(200);
  });

  it('say when the database cannot take writes', async () => {
    const { service } = createTestApi({ ...memoryAdapters(), ready: async () => false });
    const answer = await service.app.request('/readyz');
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '5']);
    expect((await service.app.request('/healthz')).status).toBe(200);
  });

  it('measure requests by route, without any figure of the business or any id', async () => {
    await api.call('GET', '/campaigns/some-id/capacity');
    const text = await (await app.request('/metrics')).text();
    expect(text).toContain('http_requests_total{method="GET",route="/api/v1/campaigns/:id/capacity",status="404"} 1');
    expect(text).toMatch(/follower_lag\{job="follow-alerts"\} 0/);
    expect(text).toContain('live_streams 0');
    expect(text).toContain('schedule_lateness_seconds_bucket{le="2"} 0');
    expect(text).not.toContain('some-id');
  });
});
