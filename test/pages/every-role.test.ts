import { beforeAll, describe, expect, it } from 'vitest';
import { issueToken } from '../../src/adapters/http/auth.ts';
import { compose, type Service } from '../../src/compose.ts';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { type Actor, ROLES, type Role } from '../../src/core/domain/access/actor.ts';
import type { Campaign } from '../../src/core/domain/campaign/campaign.ts';
import { dateAt, HOUR } from '../../src/core/domain/shared/time.ts';
import { seedDemo } from '../../src/demo/seed-demo.ts';

const SECRET = 'a-secret-of-more-than-thirty-two-bytes';
const adapters = memoryAdapters();
const { ports } = adapters;
let service: Service;
let company: string;

beforeAll(async () => {
  await seedDemo(ports, adapters.demoProgress, new AbortController().signal);
  const auth = { kind: 'secret', secret: SECRET } as const;
  service = compose({ auth, rateLimit: 0, demo: true, cacheViews: false }, adapters);
  const { items } = await ports.companies.list({ limit: 10, cursor: null });
  company = items[0]?.id ?? '';
});

async function get(role: Role, path: string, headers: Record<string, string> = {}): Promise<Response> {
  const companyId = role.startsWith('company') ? company : null;
  const actor: Actor = { id: `${role}-1`, role, companyId };
  const now = ports.clock.now();
  const token = await issueToken(SECRET, actor, now, now + HOUR);
  const cookie = `__Host-session=${token}`;
  return service.app.request(`http://localhost${path}`, { headers: { Cookie: cookie, Host: 'localhost', ...headers } });
}

async function addresses(role: Role): Promise<string[]> {
  const query = role.startsWith('company') ? { companyId: company } : {};
  const { items } = await ports.campaigns.list({ ...query, limit: 100, cursor: null });
  const staff = !role.startsWith('company');
  const tabs = ['', '/capacity', '/activities', '/money', '/evidence', '/alerts', '/history', '/details'];
  const editable = ['planned', 'recruiting', 'active', 'paused'];
  const templates = (await ports.catalogue.listTemplates({ limit: 100, cursor: null })).items;
  const groups = (await ports.catalogue.listGroups({ limit: 100, cursor: null })).items;
  const subscriptions = (await ports.companies.listSubscriptions({ ...query, limit: 100, cursor: null })).items;
  const draft = items.find(({ campaign }) => campaign.status === 'draft');
  return [
    '/',
    '/?band=90&sort=-startDate',
    '/capacity',
    '/alerts',
    '/alerts?state=acknowledged',
    '/alerts?state=resolved',
    '/search?q=tech',
    ...items.flatMap(({ campaign }) => tabs.map((tab) => `/campaigns/${campaign.id}${tab}`)),
    ...(await evidencePages(items.map(({ campaign }) => campaign))),
    ...templates.map(({ id }) => `/catalogue/templates/${id}`),
    ...groups.map(({ id }) => `/catalogue/groups/${id}`),
    '/catalogue/templates',
    '/catalogue/groups',
    ...items.map(({ campaign }) => `/campaigns/${campaign.id}/invoice`),
    '/subscriptions',
    ...subscriptions.map(({ id }) => `/subscriptions/${id}`),
    ...(staff
      ? items
          .filter(({ campaign }) => editable.includes(campaign.status))
          .map(({ campaign }) => `/campaigns/${campaign.id}/edit`)
      : []),
    ...(staff
      ? [
          '/audit',
          '/activities',
          '/activities?show=refused',
          '/activities?show=unmatched',
          '/activities/hack-week',
          '/pricing',
          '/pricing?action=negotiate',
          `/pricing/companies/${company}`,
          `/pricing/companies/${company}/report.csv`,
          ...items.map(({ campaign }) => `/campaigns/${campaign.id}/pricing`),
          '/alerts/silences',
          `/alerts/silences?campaign=${items[0]?.campaign.id}&threshold=90`,
          ...items.map(({ campaign }) => `/campaigns/${campaign.id}/alert-policy`),
          ...items.map(({ campaign }) => `/campaigns/${campaign.id}/what-if`),
          '/billing',
          '/billing?state=pending',
          '/catalogue/companies',
          `/catalogue/companies/${company}`,
          `/companies/${company}/what-if`,
          '/proposals',
          `/proposals?companyId=${company}&beneficiaries=300&currency=EUR`,
          `/proposals/sheet?companyId=${company}&beneficiaries=40&currency=EUR`,
          '/campaigns/new',
          '/campaigns/new?proposal=beneficiaries%3D40&option=iaas',
          '/catalogue/companies/new',
        ]
      : []),
    ...items
      .filter(({ campaign }) => campaign.status !== 'draft')
      .map(({ campaign }) => `/campaigns/${campaign.id}/terms`),
    ...(staff && draft
      ? ['basics', 'template', 'group', 'dates', 'pricing', ...MODELS].map(
          (step) => `/campaigns/${draft.campaign.id}/setup/${step}`,
        )
      : []),
  ];
}

/** Evidence and a charge of each campaign whose learners are charged. */
async function evidencePages(campaigns: readonly Campaign[]): Promise<string[]> {
  const charged = campaigns.filter(({ terms }) => terms?.model === 'iaas');
  const pages = await Promise.all(
    charged.map(async ({ id, timeZone }) => {
      const evidence = await ports.evidence.ofCampaign(id);
      const month = dateAt(ports.clock.now(), timeZone).slice(0, 7);
      return [
        `/campaigns/${id}/lineage?month=${month}&meter=learners&from=${month}-01`,
        `/campaigns/${id}/evidence?state=withdrawn&dimension=none`,
        ...evidence.slice(0, 12).map(({ evidenceId }) => `/campaigns/${id}/evidence/${evidenceId}`),
      ];
    }),
  );
  return pages.flat();
}

const MODELS = ['seats', 'credits', 'iaas', 'bundle', 'custom'].map((model) => `pricing?model=${model}`);

describe('the pages of every role', { timeout: 120_000 }, () => {
  for (const role of ROLES) {
    it(`print whole models and nothing inline for ${role}`, async () => {
      for (const path of await addresses(role)) {
        const answer = await get(role, path);
        const html = await answer.text();
        expect(answer.status, path).toBe(200);
        const text = html.replaceAll(/<[^>]*>/g, ' ');
        expect(text, path).not.toMatch(/\b(undefined|NaN|null)\b|\[object /);
        expect(html, path).not.toMatch(/\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)/);
      }
    });
  }

  it('offer a company role nothing of other companies and no notes of ours', async () => {
    const { items } = await ports.campaigns.list({ limit: 100, cursor: null });
    const foreign = items.filter(({ campaign }) => campaign.companyId !== company);
    expect(foreign.length).toBeGreaterThan(0);
    const pages = await Promise.all(
      ['/', '/capacity', '/alerts', '/search?q=a', '/campaigns.csv'].map(async (path) =>
        (await get('company_user', path)).text(),
      ),
    );
    for (const { campaign } of foreign) {
      expect(pages.join('')).not.toContain(campaign.id);
      expect((await get('company_user', `/campaigns/${campaign.id}`)).status).toBe(404);
      expect((await get('company_user', `/campaigns/${campaign.id}/capacity`)).status).toBe(404);
    }
    const noted = items.find(({ campaign }) => campaign.companyId === company && campaign.internalNotes);
    if (noted) {
      const html = await (await get('company_admin', `/campaigns/${noted.campaign.id}/details`)).text();
      expect(html).not.toContain(noted.campaign.internalNotes);
    }
  });

  it('answer htmx with the part that it asks for, and say so to caches', async () => {
    const part = await get('sales', '/?state=active', { 'HX-Request': 'true', 'HX-Request-Type': 'partial' });
    expect(part.headers.get('Vary')).toContain('HX-Request');
    expect((await part.text()).trimStart()).toMatch(/^<div id="list"/);
  });

  it('take no form from another site', async () => {
    const { items } = await ports.campaigns.list({ statuses: ['active'], limit: 1, cursor: null });
    const url = `http://localhost/campaigns/${items[0]?.campaign.id}/transitions`;
    const answer = await service.app.request(url, {
      method: 'POST',
      body: new URLSearchParams({ to: 'paused' }),
      headers: { Host: 'localhost', Origin: 'https://example.org', 'Sec-Fetch-Site': 'cross-site' },
    });
    expect(answer.status).toBe(403);
  });

  it('serve styles and scripts for ever under the hash of their content, and nothing else from the folder', async () => {
    const html = await (await get('sales', '/')).text();
    const links = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, link]) => link as string);
    expect(links.length).toBeGreaterThanOrEqual(5);
    for (const link of links) {
      const answer = await service.app.request(`http://localhost${link}`, { headers: { Host: 'localhost' } });
      expect(answer.status, link).toBe(200);
      expect(answer.headers.get('Cache-Control')).toContain('immutable');
    }
    const other = await service.app.request('http://localhost/assets/app.css', { headers: { Host: 'localhost' } });
    expect(other.status).toBe(404);
  });
});
