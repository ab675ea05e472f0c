import { type Context, Hono } from 'hono';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { ENTRY_KINDS, type EntryKind } from '../../../../core/domain/capacity/entry.ts';
import { takesCorrections } from '../../../../core/domain/lifecycle/status.ts';
import { type DomainError, invalid } from '../../../../core/domain/shared/errors.ts';
import { belongsToSubject } from '../../../../core/domain/shared/quantity.ts';
import { consumeCapacity } from '../../../../core/usecases/capacity/consume-capacity.ts';
import { getCapacity } from '../../../../core/usecases/capacity/get-capacity.ts';
import { listLedger } from '../../../../core/usecases/capacity/list-ledger.ts';
import { releaseCapacity } from '../../../../core/usecases/capacity/release-capacity.ts';
import { reverseEntry } from '../../../../core/usecases/capacity/reverse-entry.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, hashOf, readForm, refusalOf, requestContext } from '../forms.ts';
import { part } from '../read.ts';
import { closedReason, figuresOf, gauge } from '../view/campaign-page.ts';
import { plural, quantityText, unitText } from '../view/format.ts';
import { ledgerRow } from '../view/ledger-row.ts';
import { ENTRY_WORDS } from '../view/words.ts';
import { campaignOf, campaignPage } from './campaign-shell.ts';

const ROWS = 50;

interface Tried {
  readonly form: 'consume' | 'release';
  readonly values: FormValues;
  readonly error: DomainError;
}

/** A campaign's capacity: the gauge, forms that take and free places, and the ledger. */
export function capacityRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();

  app.get('/campaigns/:id/capacity', async (c) => show(pages, c, await campaignOf(pages, c), null));

  app.post('/campaigns/:id/capacity/consume', async (c) => {
    const values = await readForm(c);
    const campaign = await campaignOf(pages, c);
    try {
      const { outcome, entry } = await consumeCapacity(core, requestContext(pages, c, values), {
        campaignId: campaign.id,
        key: values.key || core.ids.next(),
        hash: hashOf(pages, c, values),
        ...amountOf(values),
        ...(values.subject?.trim() ? { subject: values.subject.trim() } : {}),
        ...(values.note?.trim() ? { note: values.note.trim() } : {}),
      });
      return c.redirect(
        `/campaigns/${campaign.id}/capacity?done=${outcome}&entry=${encodeURIComponent(entry.id)}`,
        303,
      );
    } catch (error) {
      return show(pages, c, campaign, { form: 'consume', values, error: refusalOf(error) });
    }
  });

  app.post('/campaigns/:id/capacity/release', async (c) => {
    const values = await readForm(c);
    const campaign = await campaignOf(pages, c);
    try {
      const subject = values['release-subject']?.trim() ?? '';
      if (!subject) throw invalid([{ path: 'release-subject', code: 'REQUIRED', message: 'Say whose place to free' }]);
      const { entry } = await releaseCapacity(core, requestContext(pages, c, values), {
        campaignId: campaign.id,
        key: values.key || null,
        hash: hashOf(pages, c, values),
        subject,
        ...(values.reason?.trim() ? { reason: values.reason.trim() } : {}),
      });
      return c.redirect(`/campaigns/${campaign.id}/capacity?done=released&entry=${encodeURIComponent(entry.id)}`, 303);
    } catch (error) {
      return show(pages, c, campaign, { form: 'release', values, error: releaseRefusal(error) });
    }
  });

  app.post('/campaigns/:id/capacity/reverse', async (c) => {
    const values = await readForm(c);
    const campaign = await campaignOf(pages, c);
    await reverseEntry(core, requestContext(pages, c, values), {
      campaignId: campaign.id,
      key: values.key || null,
      hash: hashOf(pages, c, values),
      entryId: values.entryId ?? '',
      reason: values.reason ?? '',
    });
    return c.redirect(`/campaigns/${campaign.id}/capacity?done=reversed`, 303);
  });

  return app;
}

/** A quantity as people type it; the core says what it thinks of the number. */
function amountOf(values: FormValues): { quantity?: number } {
  const text = values.quantity?.trim().replace(',', '.');
  if (!text) return {};
  const quantity = Number(text);
  if (!Number.isFinite(quantity)) {
    throw invalid([{ path: 'quantity', code: 'INVALID_QUANTITY', message: 'Type a number, such as 12 or 1.25' }]);
  }
  return { quantity };
}

/** The core names the field `subject`; on this page two forms have one. */
function releaseRefusal(error: unknown): DomainError {
  const named = error as DomainError;
  if (named?.code === 'NOTHING_TO_RELEASE') {
    return invalid([{ path: 'release-subject', code: named.code, message: 'Nobody of this name has a place here' }]);
  }
  const refusal = refusalOf(error);
  const issues = refusal.issues.map((issue) =>
    issue.path === 'subject' ? { ...issue, path: 'release-subject' } : issue,
  );
  return issues.length > 0 ? invalid(issues, refusal.code) : refusal;
}

const DONE: Readonly<Record<string, string>> = {
  recorded: 'Taken and written into the ledger.',
  replayed: 'This form was sent before: it counted once.',
  existing: 'This person has a place already; nothing was taken again.',
  released: 'The place is free again.',
  reversed: 'The entry was taken back.',
};

async function show(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaign: Campaign,
  tried: Tried | null,
): Promise<Response> {
  const { core } = pages;
  const context = requestContext(pages, c);
  const now = core.clock.now();
  const kind = ENTRY_KINDS.find((known) => known === c.req.query('kind'));
  const cursor = c.req.query('cursor') || null;
  const [view, ledger] = await Promise.all([
    getCapacity(core, context, { campaignId: campaign.id }),
    part(listLedger(core, context, { campaignId: campaign.id, limit: ROWS, cursor, ...(kind && { kind }) })),
  ]);
  const figures = figuresOf(view);
  const unit = figures?.unit ?? 'seat';
  const people = belongsToSubject(unit);
  const mayWrite = mayEver(context.actor, 'capacity.consume') && (people || context.actor.companyId === null);
  const base = `/campaigns/${campaign.id}/capacity`;
  const model = {
    gauge: figures && gauge(figures),
    figures: figures && { left: `${quantityText(Math.max(0, figures.headroom))} ${unitText(unit, figures.headroom)}` },
    people,
    unitWord: unitText(unit, 0),
    unitOne: unit,
    mayConsume: mayWrite,
    mayRelease: mayWrite && people && takesCorrections(campaign.status),
    mayReverse: mayEver(context.actor, 'capacity.correct') && takesCorrections(campaign.status),
    closed: closedReason(campaign.status, figures),
    done: tried ? null : (DONE[c.req.query('done') ?? ''] ?? null),
    consume: formOf(core.ids.next(), 'consume', ['subject', 'quantity', 'note'], tried),
    release: formOf(core.ids.next(), 'release', ['release-subject', 'reason'], tried),
    reverseKey: core.ids.next(),
    kinds: ENTRY_KINDS.filter((known) => SHOWN_KINDS.has(known)).map((known) => ({
      value: known,
      label: ENTRY_WORDS[known],
      selected: known === kind,
    })),
    filtered: kind !== undefined,
    ledgerRead: ledger.ok,
    rows: ledger.ok ? ledger.value.items.map((line) => ledgerRow(line, now, campaign.timeZone)) : [],
    shown: ledger.ok ? plural(ledger.value.items.length, 'entry', 'entries') : '',
    more:
      ledger.ok && ledger.value.nextCursor
        ? `${base}?${new URLSearchParams({ ...(kind && { kind }), cursor: ledger.value.nextCursor })}`
        : null,
    first: cursor ? base : null,
    base,
  };
  const status = tried ? (tried.error.kind === 'invalid' ? 422 : 409) : 200;
  return campaignPage(pages, c, campaign, { tab: 'capacity', view: 'campaign/capacity', status }, model);
}

const SHOWN_KINDS: ReadonlySet<EntryKind> = new Set([
  'consume',
  'release',
  'reverse',
  'grant',
  'resize',
  'expire',
  'adjust',
  'open',
  'close',
]);

function formOf(key: string, form: Tried['form'], names: readonly string[], tried: Tried | null) {
  if (tried?.form !== form) return formView(key, names, {});
  return formView(tried.values.key ?? key, names, tried.values, tried.error);
}
