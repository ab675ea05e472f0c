import type { Context } from 'hono';
import type { Actor } from '../../../core/domain/access/actor.ts';
import { mayEver } from '../../../core/domain/access/permissions.ts';
import type { PagesContext, PagesEnv, Theme } from './deps.ts';
import { countText } from './view/format.ts';
import { ROLE_WORDS } from './view/words.ts';

export type Section =
  | 'campaigns'
  | 'impact'
  | 'capacity'
  | 'alerts'
  | 'upsell'
  | 'pricing'
  | 'billing'
  | 'catalogue'
  | 'audit'
  | 'none';

interface NavItem {
  readonly section: Section;
  readonly href: string;
  readonly label: string;
  readonly icon: string;
  readonly current: boolean;
  /** The alerts' entry carries the live count. */
  readonly counts: boolean;
}

/** What the layout needs around every page. */
export interface Frame {
  readonly title: string;
  /** Null follows the system. */
  readonly theme: 'light' | 'dark' | null;
  readonly themes: readonly {
    readonly value: Theme;
    readonly label: string;
    readonly icon: string;
    readonly on: boolean;
  }[];
  readonly nav: readonly NavItem[];
  readonly raised: AlertCount;
  readonly who: { readonly role: string; readonly of: string; readonly initials: string } | null;
  /** Where a form of the frame comes back to. */
  readonly path: string;
  /** The page's stream of fragments; null where nobody is signed in. */
  readonly live: string | null;
  readonly asset: Readonly<Record<'css' | 'icon' | 'htmx' | 'sse' | 'frame', string>>;
  /** Further scripts of this page, by address. */
  readonly scripts: readonly string[];
  readonly q: string;
}

export interface AlertCount {
  readonly count: number;
  readonly text: string;
}

export interface PageOptions {
  readonly title: string;
  readonly section: Section;
  /** What the page's stream carries besides the alert count. */
  readonly live?: string;
  readonly scripts?: readonly string[];
  readonly status?: 200 | 400 | 403 | 404 | 409 | 412 | 413 | 422 | 429 | 500 | 503;
}

export function alertCount(count: number): AlertCount {
  return { count, text: count > 99 ? '99+' : countText(count) };
}

/** Answers with a whole page. */
export async function page(
  pages: PagesContext,
  c: Context<PagesEnv>,
  view: string,
  options: PageOptions,
  model: object,
): Promise<Response> {
  const frame = await frameOf(pages, c, options);
  return c.html(pages.views.render(view, { ...model, frame }), options.status ?? 200);
}

async function frameOf(pages: PagesContext, c: Context<PagesEnv>, options: PageOptions): Promise<Frame> {
  const actor = c.get('identity')?.actor ?? null;
  const theme = c.get('theme');
  const { pathname, search, searchParams } = new URL(c.req.url);
  const { url } = pages.assets;
  return {
    title: `${options.title} · Campaigns`,
    theme: theme === 'system' ? null : theme,
    themes: THEMES.map((choice) => ({ ...choice, on: choice.value === theme })),
    nav: actor ? navigation(actor, options.section) : [],
    raised: alertCount(actor ? await raisedFor(pages, actor) : 0),
    who: actor && (await whoIs(pages, actor)),
    path: c.req.method === 'GET' ? pathname + search : pathname,
    live: actor && `/live?page=${options.live ?? 'frame'}`,
    asset: {
      css: url('app.css'),
      icon: url('icon.svg'),
      htmx: url('htmx.js'),
      sse: url('hx-sse.js'),
      frame: url('frame.js'),
    },
    scripts: (options.scripts ?? []).map((name) => url(name)),
    q: pathname === '/search' ? (searchParams.get('q') ?? '') : '',
  };
}

const THEMES = [
  { value: 'system', label: 'As the system', icon: 'i-system' },
  { value: 'light', label: 'Light', icon: 'i-sun' },
  { value: 'dark', label: 'Dark', icon: 'i-moon' },
] as const;

function navigation(actor: Actor, section: Section): NavItem[] {
  const items = [
    { section: 'campaigns', href: '/', label: 'Campaigns', icon: 'i-campaigns', shown: true },
    {
      section: 'impact',
      href: `/companies/${actor.companyId}/dashboard`,
      label: 'Impact',
      icon: 'i-capacity',
      shown: actor.companyId !== null,
    },
    { section: 'capacity', href: '/capacity', label: 'Capacity', icon: 'i-capacity', shown: true },
    { section: 'alerts', href: '/alerts', label: 'Alerts', icon: 'i-bell', shown: mayEver(actor, 'alert.read') },
    { section: 'upsell', href: '/upsell', label: 'Upsell', icon: 'i-growth', shown: mayEver(actor, 'upsell.read') },
    {
      section: 'pricing',
      href: '/pricing',
      label: 'Pricing',
      icon: 'i-price',
      shown: mayEver(actor, 'pricing.read'),
    },
    {
      section: 'billing',
      href: '/billing',
      label: 'Billing',
      icon: 'i-money',
      shown: mayEver(actor, 'outbox.read'),
    },
    { section: 'catalogue', href: '/catalogue/templates', label: 'Catalogue', icon: 'i-book', shown: true },
    { section: 'audit', href: '/audit', label: 'Audit', icon: 'i-list', shown: mayEver(actor, 'audit.read') },
  ] as const;
  return items
    .filter((item) => item.shown)
    .map(({ shown: _, ...item }) => ({
      ...item,
      current: item.section === section,
      counts: item.section === 'alerts',
    }));
}

/** A count that cannot be read must not take the page down with it. */
async function raisedFor(pages: PagesContext, actor: Actor): Promise<number> {
  return pages.core.alerts.countRaised(actor.companyId).catch(() => 0);
}

async function whoIs(pages: PagesContext, actor: Actor): Promise<Frame['who']> {
  const company = actor.companyId ? await pages.core.companies.find(actor.companyId).catch(() => null) : null;
  const role = ROLE_WORDS[actor.role];
  const initials = role
    .split(' ')
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
    .slice(0, 2);
  return { role, of: company?.name ?? (actor.companyId ? 'Own company' : 'All companies'), initials };
}
