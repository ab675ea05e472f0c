import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { fromTerms } from '../src/adapters/http/pages/view/terms-values.ts';
import { compose } from '../src/compose.ts';
import { memoryAdapters } from '../src/compose-memory.ts';
import type { Campaign } from '../src/core/domain/campaign/campaign.ts';
import { PRICING_MODELS, type PricingModel } from '../src/core/domain/terms/terms.ts';
import { seedDemo } from '../src/demo/seed-demo.ts';
import { listen } from '../src/listen.ts';
import { CHROMIUM_ARGS, findChromium } from '../test/setup/chromium.ts';

/** Pictures of every page in both themes at desk and phone size, over the demo in memory; for looking at while writing views. */

const SIZES = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;
const SECRET = 'only-for-pictures-of-the-demo-0123456789';

/** Something to hold against what was agreed. */
const OTHER: Readonly<Record<PricingModel, Readonly<Record<string, string>>>> = {
  seats: { committedSeats: '40', seatPricePerMonth: '92.00' },
  credits: { creditAllocation: '5000', creditPrice: '0.65' },
  iaas: { pricePerLearner: '210.00', learnersCommitted: '60' },
  bundle: { share: '30' },
  custom: { fixedFee: '9000.00', capacity: '80' },
};

const { values } = parseArgs({
  options: {
    to: { type: 'string', default: 'test-results/screenshots' },
    only: { type: 'string', default: '' },
    role: { type: 'string', default: 'sales' },
    theme: { type: 'string', default: '' },
    size: { type: 'string', default: '' },
    whole: { type: 'boolean', default: false },
    empty: { type: 'boolean', default: false },
  },
});

const adapters = memoryAdapters();
const service = compose(
  { auth: { kind: 'secret', secret: SECRET }, rateLimit: 0, demo: !values.empty, cacheViews: false },
  adapters,
);
if (!values.empty) await seedDemo(adapters.ports, adapters.demoProgress, new AbortController().signal);
await service.start();
const server = await listen(service.app.fetch, '127.0.0.1', 0);
const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_ARGS });
try {
  await mkdir(values.to, { recursive: true });
  for (const theme of ['light', 'dark'] as const) {
    if (values.theme && values.theme !== theme) continue;
    for (const size of ['desk', 'phone'] as const) {
      if (!values.size || values.size === size) await shoot(browser, theme, size);
    }
  }
} finally {
  await browser.close();
  const answered = server.close();
  await service.closeStreams();
  server.cut();
  await answered;
  await service.stop();
}

async function shoot(browser: Browser, theme: 'light' | 'dark', size: keyof typeof SIZES): Promise<void> {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme: theme, baseURL: server.url });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() !== 'log') process.stderr.write(`${message.type()}: ${message.text()}\n`);
  });
  page.on('pageerror', (error) => process.stderr.write(`error: ${error.message}\n`));
  const picture = async (name: string) => {
    if (values.only && !values.only.split(',').includes(name)) return;
    const path = join(values.to, `${name}-${size}-${theme}.png`);
    await page.screenshot({ path, fullPage: values.whole || size === 'phone', animations: 'disabled' });
  };
  await page.goto('/sign-in');
  await picture('sign-in');
  await page.check(`input[name=role][value=${values.role}]`);
  if (values.role.startsWith('company')) await page.selectOption('select[name=companyId]', { index: 1 });
  await page.click('button:has-text("Sign in")');
  for (const [name, path] of await pagesToShow()) {
    if (values.only && !values.only.split(',').includes(name)) continue;
    await page.goto(path);
    await page
      .waitForSelector('[data-live-dot][data-state=live]', { state: 'attached', timeout: 5_000 })
      .catch(async () => process.stderr.write(`${name} not live: ${await page.textContent('[data-live-text]')}\n`));
    await picture(name);
  }
  await context.close();
}

async function pagesToShow(): Promise<[string, string][]> {
  const { items } = await adapters.ports.campaigns.list({ limit: 100, cursor: null });
  const campaign = items.find(({ campaign }) => /Berlin|Syrian/.test(campaign.name))?.campaign ?? items[0]?.campaign;
  const learners = items.find(({ campaign }) => /Norwegian/.test(campaign.name))?.campaign;
  const lastMonth = Temporal.Now.plainDateISO().subtract({ months: 1 }).toString().slice(0, 7);
  const draft = items.find(({ campaign }) => campaign.status === 'draft')?.campaign;
  const opportunity = (await adapters.ports.upsell.list({ limit: 1, cursor: null, state: 'new' })).items[0];
  const template = (await adapters.ports.catalogue.listTemplates({ limit: 1, cursor: null })).items[0];
  const subscription = (await adapters.ports.companies.listSubscriptions({ limit: 1, cursor: null })).items[0];
  const { alerts } = adapters.ports;
  const raised = (await alerts.list({ limit: 1, cursor: null, kind: 'performance', state: 'raised' })).items[0];
  const custom = items.find(({ campaign }) => campaign.terms?.model === 'custom')?.campaign;
  const over = items.find(({ campaign }) => /women in tech/.test(campaign.name))?.campaign;
  const fixed: [string, string][] = [
    ['campaigns', '/'],
    ['capacity-board', '/capacity'],
    ['alerts', '/alerts'],
    ['activities', '/activities'],
    ['activities-refused', '/activities?show=refused'],
    ['activities-unmatched', '/activities?show=unmatched'],
    ['activity', '/activities/hack-week'],
    ['alert', `/alerts/${raised?.id}`],
    ['messages', '/alerts/deliveries'],
    ['messages-delivered', '/alerts/deliveries?state=delivered'],
    ['silences', `/alerts/silences?campaign=${campaign?.id}&threshold=90`],
    ['alert-policy', `/campaigns/${campaign?.id}/alert-policy`],
    ['templates', '/catalogue/templates'],
    ['groups', '/catalogue/groups'],
    ['companies', '/catalogue/companies'],
    ['upsell', '/upsell'],
    ...(opportunity ? [['opportunity', `/upsell/${opportunity.id}`] as [string, string]] : []),
    ['upsell-company', `/upsell/companies/${campaign?.companyId}`],
    ['company-dashboard', `/companies/${campaign?.companyId}/dashboard`],
    ['audit', '/audit'],
    ['billing', '/billing?month=2026-10&state=pending'],
    ['pricing', '/pricing'],
    ['pricing-filtered', '/pricing?action=expand'],
    ['pricing-company', `/pricing/companies/${campaign?.companyId}`],
    ['new', '/campaigns/new'],
    ['not-found', '/nothing-here'],
    ['search', '/search?q=tech'],
    ['proposals', '/proposals'],
    ['proposal', `/proposals?companyId=${campaign?.companyId}&beneficiaries=120&months=6&budget=70,000`],
    ['proposal-sheet', `/proposals/sheet?companyId=${campaign?.companyId}&beneficiaries=120&months=6&budget=70000`],
    ['invoice', `/campaigns/${custom?.id}/invoice?month=2026-12`],
    ['money-over', `/campaigns/${over?.id}/money`],
    ['subscriptions', '/subscriptions'],
    ['subscription', `/subscriptions/${subscription?.id}`],
    ['company', `/catalogue/companies/${subscription?.companyId}`],
    ['company-what-if', `/companies/${subscription?.companyId}/what-if`],
    [
      'company-compared',
      `/companies/${subscription?.companyId}/what-if?compare=1&prices=8&${items.map(({ campaign: { id } }) => `on-${id}=1`).join('&')}`,
    ],
    ...models(items),
    ...named('credits', items.find(({ campaign }) => campaign.name === 'Cloud course')?.campaign.id),
    ...tabOf('evidence', learners?.id, '/evidence'),
    ...tabOf('evidence-one', learners?.id, '/evidence/norwegian-07'),
    ...tabOf('evidence-withdrawn', learners?.id, '/evidence/norwegian-06'),
    ...tabOf('evidence-lineage', learners?.id, `/lineage?month=${lastMonth}&meter=learners&from=${lastMonth}-01`),
    ...tabOf('evidence-money', learners?.id, `/money?month=${lastMonth}`),
    ...tabOf(
      'evidence-none',
      items.find(({ campaign }) => campaign.name === 'Youth buddies')?.campaign.id,
      '/evidence',
    ),
    ...named('full', items.find(({ campaign }) => campaign.name === 'Tech newcomers')?.campaign.id),
  ];
  const ofCampaign = [
    '',
    '/capacity',
    '/impact',
    '/money',
    '/pricing',
    '/terms',
    '/alerts',
    '/history',
    '/details',
  ].map((tab): [string, string] => [`campaign${tab.replace('/', '-')}`, `/campaigns/${campaign?.id}${tab}`]);
  const ofDraft = ['basics', 'template', 'group', 'dates', 'pricing'].map((step): [string, string] => [
    `setup-${step}`,
    `/campaigns/${draft?.id}/setup/${step}`,
  ]);
  return [
    ...fixed,
    ...(campaign ? ofCampaign : []),
    ...(draft ? ofDraft : []),
    ...(template ? [['template', `/catalogue/templates/${template.id}`] as [string, string]] : []),
  ];
}

function named(name: string, id: string | undefined): [string, string][] {
  return id
    ? [
        [name, `/campaigns/${id}/capacity`],
        [`${name}-activities`, `/campaigns/${id}/activities`],
      ]
    : [];
}

function tabOf(name: string, id: string | undefined, tab: string): [string, string][] {
  return id ? [[name, `/campaigns/${id}${tab}`]] : [];
}

/** The terms of one campaign of each model, and what others would have meant. */
function models(items: readonly { readonly campaign: Campaign }[]): [string, string][] {
  return PRICING_MODELS.flatMap((model) => {
    const found = items.find(({ campaign }) => campaign.status === 'active' && campaign.terms?.model === model);
    if (!found) return [];
    const { id, terms } = found.campaign;
    const other = new URLSearchParams({ ...fromTerms(terms), ...OTHER[model], compare: '1' });
    return [
      [`terms-${model}`, `/campaigns/${id}/terms`],
      [`what-if-${model}`, `/campaigns/${id}/what-if?${other}`],
    ] as [string, string][];
  });
}
