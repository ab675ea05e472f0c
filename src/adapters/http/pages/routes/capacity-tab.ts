import type { Context } from 'hono';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { ENTRY_KINDS, type EntryKind } from '../../../../core/domain/capacity/entry.ts';
import { takesConsumption, takesCorrections, takesTerms } from '../../../../core/domain/lifecycle/status.ts';
import type { DomainError } from '../../../../core/domain/shared/errors.ts';
import { belongsToSubject, SCALE, type Unit } from '../../../../core/domain/shared/quantity.ts';
import type { CapacityView } from '../../../../core/usecases/capacity/capacity-view.ts';
import { getCapacity } from '../../../../core/usecases/capacity/get-capacity.ts';
import { listGrants } from '../../../../core/usecases/capacity/list-grants.ts';
import { listHolds } from '../../../../core/usecases/capacity/list-holds.ts';
import { listLedger } from '../../../../core/usecases/capacity/list-ledger.ts';
import { listWaitlist } from '../../../../core/usecases/capacity/list-waitlist.ts';
import type { RequestContext } from '../../../../core/usecases/context.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, requestContext } from '../forms.ts';
import { part } from '../read.ts';
import { closedReason, figuresOf, gauge } from '../view/campaign-page.ts';
import { plural, unitText } from '../view/format.ts';
import { ledgerRow } from '../view/ledger-row.ts';
import { grantRow, holdRow } from '../view/places.ts';
import { ENTRY_WORDS } from '../view/words.ts';
import { campaignPage } from './campaign-shell.ts';

const ROWS = 50;

/** A form that was sent and refused: it is shown again with what was typed. */
export interface Tried {
  readonly form: keyof typeof FORMS;
  readonly values: FormValues;
  readonly error: DomainError;
}

const FORMS = {
  consume: ['subject', 'quantity', 'note'],
  release: ['release-subject', 'reason'],
  grant: ['grant-quantity', 'expiresAt', 'cost', 'grant-note'],
} as const;

const DONE: Readonly<Record<string, string>> = {
  recorded: 'Taken and written into the ledger.',
  replayed: 'This form was sent before: it counted once.',
  existing: 'This person has a place already; nothing was taken again.',
  released: 'The place is free again.',
  reversed: 'The entry was taken back.',
  held: 'The place is held for 15 minutes.',
  confirmed: 'The hold became a place.',
  unheld: 'The hold was let go.',
  waiting: 'On the waitlist: the next free place is offered in order.',
  left: 'Taken off the waitlist.',
  granted: 'The credits were granted.',
};

const SHOWN_KINDS: ReadonlySet<EntryKind> = new Set([
  'consume',
  'confirm',
  'release',
  'reverse',
  'hold',
  'grant',
  'resize',
  'expire',
  'adjust',
  'open',
  'close',
]);

/** Answers with the capacity tab: gauge, holds, waitlist, grants, forms and the ledger. */
export async function capacityTab(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaign: Campaign,
  tried: Tried | null,
): Promise<Response> {
  const { core } = pages;
  const context = requestContext(pages, c);
  const campaignId = campaign.id;
  const [view, places, grants, ledger] = await Promise.all([
    getCapacity(core, context, { campaignId }),
    part(placesPart(pages, context, campaign)),
    campaign.terms?.model === 'credits' ? part(listGrants(core, context, { campaignId })) : null,
    ledgerPart(pages, c, context, campaign),
  ]);
  const now = core.clock.now();
  const model = {
    ...formsPart(pages, context, campaign, view, tried),
    places,
    grants: grants && {
      ok: grants.ok,
      rows: grants.ok
        ? grants.value.items.map((one) => grantRow(one, grants.value.currency, now, campaign.timeZone))
        : [],
    },
    ledger,
    done: tried ? null : (DONE[c.req.query('done') ?? ''] ?? null),
    base: `/campaigns/${campaignId}/capacity`,
  };
  const status = tried ? (tried.error.kind === 'invalid' ? 422 : 409) : 200;
  return campaignPage(pages, c, campaign, { tab: 'capacity', view: 'campaign/capacity', status }, model);
}

/** What the reader may do now, and the forms for it. */
function formsPart(
  pages: PagesContext,
  { actor }: RequestContext,
  campaign: Campaign,
  view: CapacityView,
  tried: Tried | null,
) {
  const figures = figuresOf(view);
  const unit: Unit = figures?.unit ?? 'seat';
  const people = belongsToSubject(unit);
  const mayWrite = mayEver(actor, 'capacity.consume') && (people || actor.companyId === null);
  const form = (name: Tried['form']) =>
    tried?.form === name
      ? formView(tried.values.key ?? pages.core.ids.next(), FORMS[name], tried.values, tried.error)
      : formView(pages.core.ids.next(), FORMS[name], {});
  return {
    gauge: figures && gauge(figures),
    full: figures !== null && figures.headroom < SCALE && takesConsumption(campaign.status),
    people,
    unitWord: unitText(unit, 0),
    unitOne: unit,
    currency: campaign.currency,
    mayConsume: mayWrite,
    mayRelease: mayWrite && people && takesCorrections(campaign.status),
    mayReverse: mayEver(actor, 'capacity.correct') && takesCorrections(campaign.status),
    mayGrant: unit === 'credit' && mayEver(actor, 'terms.write') && takesTerms(campaign.status),
    closed: closedReason(campaign.status, figures),
    consume: form('consume'),
    release: form('release'),
    grant: form('grant'),
    reverseKey: pages.core.ids.next(),
  };
}

async function placesPart({ core }: PagesContext, context: RequestContext, { id: campaignId, timeZone }: Campaign) {
  const [holds, waitlist] = await Promise.all([
    listHolds(core, context, { campaignId }),
    listWaitlist(core, context, { campaignId }),
  ]);
  const now = core.clock.now();
  return { holds: holds.items.map((hold) => holdRow(hold, now, timeZone)), waitlist: waitlist.items };
}

async function ledgerPart(pages: PagesContext, c: Context<PagesEnv>, context: RequestContext, campaign: Campaign) {
  const base = `/campaigns/${campaign.id}/capacity`;
  const kind = ENTRY_KINDS.find((known) => known === c.req.query('kind'));
  const cursor = (c.req.method === 'GET' && c.req.query('cursor')) || null;
  const query = { campaignId: campaign.id, limit: ROWS, cursor, ...(kind && { kind }) };
  const read = await part(listLedger(pages.core, context, query));
  const now = pages.core.clock.now();
  const next = read.ok ? read.value.nextCursor : null;
  return {
    ok: read.ok,
    rows: read.ok ? read.value.items.map((line) => ledgerRow(line, now, campaign.timeZone)) : [],
    shown: read.ok ? plural(read.value.items.length, 'entry', 'entries') : '',
    more: next && `${base}?${new URLSearchParams({ ...(kind && { kind }), cursor: next })}`,
    first: cursor ? base : null,
    filtered: kind !== undefined,
    kinds: ENTRY_KINDS.filter((known) => SHOWN_KINDS.has(known)).map((known) => ({
      value: known,
      label: ENTRY_WORDS[known],
      selected: known === kind,
    })),
  };
}
