import { LRUCache } from 'lru-cache';
import { type Actor, isStaff } from '../../../core/domain/access/actor.ts';
import type { Alert } from '../../../core/domain/alerting/alert.ts';
import type { Campaign } from '../../../core/domain/campaign/campaign.ts';
import type { CampaignStatus } from '../../../core/domain/lifecycle/status.ts';
import { MINUTE } from '../../../core/domain/shared/time.ts';
import type { LiveEvent } from '../../../ports/live-events.ts';
import type { PagesContext } from './deps.ts';
import { alertCount } from './frame.ts';
import { boardRow } from './view/board.ts';
import { gauge } from './view/campaign-page.ts';
import type { CapacityFigures } from './view/capacity-bar.ts';
import { alertRaised, alertResolved, type Happening, transitioned } from './view/happening.ts';
import { liveFigures } from './view/live-figures.ts';

/** What a page's stream carries besides the alert count. */
export type LivePage = 'frame' | 'capacity' | 'alerts' | 'upsell' | `campaign:${string}` | `opportunity:${string}`;

/** Pieces of pages as their streams send them: `<hx-partial>` elements, each with its own target. */
export interface Fragments {
  /** What this actor's page gets of an event; empty where it gets nothing. */
  of(event: LiveEvent, actor: Actor, page: LivePage): Promise<string>;
  row(campaign: Campaign, company: string | null, figures: CapacityFigures): string;
  alertCount(actor: Actor): Promise<string>;
}

/** States of the campaigns that stand on the board. */
export const OPEN = ['recruiting', 'active', 'paused'] as const;

interface Place {
  readonly campaign: Campaign;
  readonly company: string | null;
}

/**
 * Renders each event's fragments once and gives them to every stream that may have them: a board row once with the
 * company's name for staff, once without; an alert count once for staff and once for each company.
 */
export function createFragments(pages: PagesContext): Fragments {
  const places = new LRUCache<string, Promise<Place | null>>({ max: 5_000, ttl: MINUTE });
  const made = new WeakMap<LiveEvent, Map<string, Promise<string>>>();

  const placeOf = (campaignId: string) => {
    const known = places.get(campaignId);
    if (known) return known;
    const read = readPlace(pages, campaignId);
    places.set(campaignId, read);
    read.catch(() => places.delete(campaignId));
    return read;
  };

  const once = (event: LiveEvent, key: string, make: () => Promise<string>) => {
    const byKey = made.get(event) ?? new Map<string, Promise<string>>();
    made.set(event, byKey);
    const known = byKey.get(key) ?? make();
    byKey.set(key, known);
    return known;
  };

  const row: Fragments['row'] = (campaign, company, figures) =>
    partial(
      `#row-${campaign.id}`,
      'outerMorph',
      pages.views.render('capacity/_row', { row: boardRow({ ...campaign, company }, figures) }),
    );

  const countFor = async (actor: Actor) => countPartials(pages, await pages.core.alerts.countRaised(actor.companyId));

  /** The row with its new state; a campaign that opened or closed asks for the list anew. */
  const movedPartial = async (event: LiveEvent, staff: boolean) => {
    const open = (status: unknown) => OPEN.some((known) => known === status);
    if (open(event.data.from) !== open(event.data.to)) {
      return partial('#board-stale', 'innerHTML', pages.views.render('capacity/_stale', {}));
    }
    const [place, figures] = await Promise.all([
      placeOf(event.campaignId),
      pages.core.figures.byCampaigns([event.campaignId]),
    ]);
    const found = figures.get(event.campaignId);
    return place && found ? row(place.campaign, staff ? place.company : null, found) : '';
  };

  return {
    row,
    alertCount: countFor,
    async of(event, actor, page) {
      const audience = isStaff(actor) ? 'staff' : event.companyId;
      if (event.type === 'campaign.transitioned') places.delete(event.campaignId);
      const pieces: Promise<string>[] = [];
      if (event.type === 'capacity.changed') {
        const figures = liveFigures(event.data);
        if (figures && page === 'capacity') {
          pieces.push(
            once(event, `row/${audience}`, async () => {
              const place = await placeOf(event.campaignId);
              return place ? row(place.campaign, isStaff(actor) ? place.company : null, figures) : '';
            }),
          );
        }
        if (figures && page === `campaign:${event.campaignId}`) {
          pieces.push(once(event, 'gauge', async () => gaugePartial(pages, event.campaignId, figures)));
        }
      } else {
        if (event.type !== 'campaign.transitioned')
          pieces.push(once(event, `count/${audience}`, () => countFor(actor)));
        if (page === 'capacity') {
          pieces.push(
            once(event, 'happening', async () => happeningPartial(pages, event, await placeOf(event.campaignId))),
          );
        }
        if (page === 'capacity' && event.type === 'campaign.transitioned') {
          pieces.push(once(event, `moved/${audience}`, () => movedPartial(event, isStaff(actor))));
        }
        if (page === 'alerts') pieces.push(once(event, 'news', async () => newsPartial(pages)));
      }
      return (await Promise.all(pieces)).join('');
    },
  };
}

async function readPlace(pages: PagesContext, campaignId: string): Promise<Place | null> {
  const campaign = await pages.core.campaigns.find(campaignId);
  if (!campaign) return null;
  const company = await pages.core.companies.find(campaign.companyId);
  return { campaign, company: company?.name ?? null };
}

function partial(target: string, swap: string, html: string): string {
  return `<hx-partial hx-target="${target}" hx-swap="${swap}">${html}</hx-partial>`;
}

function countPartials(pages: PagesContext, count: number): string {
  return ['side', 'bottom']
    .map((place) => {
      const html = pages.views.render('_alert-count', { raised: alertCount(count), place });
      return partial(`#alert-count-${place}`, 'outerHTML', html);
    })
    .join('');
}

function gaugePartial(pages: PagesContext, campaignId: string, figures: CapacityFigures): string {
  return partial(`#gauge-${campaignId}`, 'innerHTML', pages.views.render('campaign/_gauge', { gauge: gauge(figures) }));
}

function newsPartial(pages: PagesContext): string {
  return partial('#alert-news', 'innerHTML', pages.views.render('alerts/_news', {}));
}

function happeningPartial(pages: PagesContext, event: LiveEvent, place: Place | null): string {
  const happening = place && happeningOf(event, place.campaign, pages.core.clock.now());
  return happening ? partial('#recent', 'afterbegin', pages.views.render('capacity/_happening', { happening })) : '';
}

function happeningOf(event: LiveEvent, campaign: Campaign, now: number): Happening | null {
  const { data, at } = event;
  const { timeZone } = campaign;
  if (event.type === 'campaign.transitioned') {
    return transitioned(data.to as CampaignStatus, campaign, at, now, timeZone);
  }
  const { severity, kind, threshold } = data as unknown as Pick<Alert, 'severity' | 'kind' | 'threshold'>;
  return event.type === 'capacity.resolved' || event.type === 'impact.resolved'
    ? alertResolved({ kind, threshold }, campaign, at, now, timeZone)
    : alertRaised({ severity, kind, threshold, raisedAt: at }, campaign, now, timeZone);
}
