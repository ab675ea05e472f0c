import { type Context, Hono } from 'hono';
import { mayEver, requirePermission } from '../../../../core/domain/access/permissions.ts';
import type { DomainError } from '../../../../core/domain/shared/errors.ts';
import {
  LOST_REASONS,
  OPEN_STATES,
  OPPORTUNITY_STATES,
  type Opportunity,
  type OpportunityState,
} from '../../../../core/domain/upsell/opportunity.ts';
import { OPPORTUNITY_TYPES } from '../../../../core/domain/upsell/rules.ts';
import { TRAINING_COLUMNS } from '../../../../core/domain/upsell/training-row.ts';
import { restorable } from '../../../../core/domain/upsell/work-on.ts';
import type { RequestContext } from '../../../../core/usecases/context.ts';
import {
  getOpportunity,
  listOpportunities,
  totalOpportunities,
} from '../../../../core/usecases/upsell/opportunities.ts';
import { streamOutcomes } from '../../../../core/usecases/upsell/stream-outcomes.ts';
import { type OpportunityUpdate, updateOpportunity } from '../../../../core/usecases/upsell/update-opportunity.ts';
import type { OpportunityFilter } from '../../../../ports/upsell-repository.ts';
import { csvStream } from '../../csv.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, readForm, refusalOf, requestContext, wantsFragment } from '../forms.ts';
import { page } from '../frame.ts';
import { companyNames } from '../read.ts';
import { plural } from '../view/format.ts';
import { type CardViewer, opportunityCard } from '../view/opportunity-card.ts';
import { boardColumn } from '../view/upsell-board.ts';
import { OPPORTUNITY_WORDS, TYPE_WORDS } from '../view/upsell-words.ts';
import { opportunityRoutes, showOpportunity, statusOf } from './opportunity.ts';

/** So many cards a column; of what has ended the newest few. */
const SHOWN = 50;
const ENDED_SHOWN = 5;
const ENDED = ['won', 'lost', 'dismissed'] as const;
const NEWEST = [{ field: 'updatedAt', direction: 'desc' }] as const;

type C = Context<PagesEnv>;

/** What the board says of what was just done. */
interface Notice {
  readonly tone: 'good' | 'bad';
  readonly text: string;
  readonly undo: { readonly id: string; readonly version: number; readonly state: OpportunityState } | null;
}

interface Tried {
  readonly id: string;
  readonly values: FormValues;
  readonly refusal: DomainError;
}

/** The queue as a board, and everything that is done on it. */
export function upsellRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();

  app.get('/upsell', async (c) => showBoard(pages, c, new URL(c.req.url).searchParams));

  app.get('/upsell/outcomes.csv', (c) => {
    const rows = streamOutcomes(core, requestContext(pages, c), {});
    return c.body(
      csvStream(TRAINING_COLUMNS, rows, (row) => row),
      200,
      {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="upsell-outcomes.csv"',
      },
    );
  });

  app.post('/upsell/:id/work', async (c) => {
    const form = await readForm(c);
    const id = c.req.param('id');
    const context = requestContext(pages, c);
    const onBoard = form.from === 'board';
    const filters = new URLSearchParams(form.filters ?? '');
    filters.delete('moved');
    try {
      await updateOpportunity(core, context, { ...patchOf(form, context), id, ifVersion: Number(form.version) });
    } catch (error) {
      const refusal = refusalOf(error);
      if (onBoard) return showBoard(pages, c, filters, { id, values: form, refusal });
      return showOpportunity(pages, c, id, { values: form, refusal });
    }
    if (!onBoard) return c.redirect(`/upsell/${id}`, 303);
    if (form.state) filters.set('moved', id);
    if (wantsFragment(c)) return showBoard(pages, c, filters);
    return c.redirect(`/upsell?${filters}#card-${id}`, 303);
  });

  app.route('/', opportunityRoutes(pages));
  return app;
}

/** Fields that a form does not have stay as they are; an empty one is cleared. */
function patchOf(form: FormValues, { actor }: RequestContext): Omit<OpportunityUpdate, 'id' | 'ifVersion'> {
  const state = OPPORTUNITY_STATES.find((one) => one === form.state);
  const reason = LOST_REASONS.find((one) => one === form.reason);
  const owner = form.take === 'yes' ? actor.id : form.take === 'no' ? null : form.owner;
  return {
    ...(state && { state }),
    ...(reason && { reason }),
    ...(form.value !== undefined && { value: form.value }),
    ...(owner !== undefined && { owner }),
    ...(form.dueOn !== undefined && { dueOn: form.dueOn }),
    ...(form.nextStep !== undefined && { nextStep: form.nextStep }),
    ...(form.note !== undefined && { note: form.note }),
  };
}

async function showBoard(pages: PagesContext, c: C, params: URLSearchParams, tried: Tried | null = null) {
  const { core } = pages;
  const context = requestContext(pages, c);
  requirePermission(context.actor, 'upsell.read');
  const filter = filterOf(params, context);
  const [names, totals, notice, ...lists] = await Promise.all([
    companyNames(pages, context),
    totalOpportunities(core, context, filter),
    tried ? refusedNotice(tried.refusal) : noticeOf(pages, context, params.get('moved')),
    ...OPEN_STATES.map((state) => listOpportunities(core, context, { ...filter, state, limit: SHOWN, cursor: null })),
    ...ENDED.map((state) =>
      listOpportunities(core, context, { ...filter, state, sort: NEWEST, limit: ENDED_SHOWN, cursor: null }),
    ),
  ]);
  const viewer: CardViewer = {
    actorId: context.actor.id,
    mayWork: mayEver(context.actor, 'upsell.write'),
    now: core.clock.now(),
    names,
  };
  const column = (state: OpportunityState, at: number) => {
    const items: readonly Opportunity[] = lists[at]?.items ?? [];
    const cards = items.map((one) => opportunityCard(one, viewer, one.id === tried?.id ? formOf(tried) : null));
    return boardColumn(state, cards, totals);
  };
  const count = totals.reduce((sum, { state, count }) => (isOpenState(state) ? sum + count : sum), 0);
  params.delete('moved');
  const model = {
    lead:
      count === 0
        ? 'Nothing is open in the queue.'
        : `${plural(count, 'open opportunity', 'open opportunities')}, the highest score first.`,
    notice,
    filters: params.toString(),
    open: OPEN_STATES.map((state, at) => column(state, at)),
    ended: ENDED.map((state, at) => column(state, OPEN_STATES.length + at)),
    ...choices(params, names),
  };
  const status = tried ? statusOf(tried.refusal) : 200;
  if (wantsFragment(c)) return c.html(pages.views.render('upsell/_board', model), status);
  const options = { title: 'Upsell', section: 'upsell', live: 'upsell', scripts: ['upsell.js'], status } as const;
  return page(pages, c, 'upsell/board', options, model);
}

function isOpenState(state: OpportunityState): boolean {
  return OPEN_STATES.some((open) => open === state);
}

function formOf({ values, refusal }: Tried) {
  return formView(values.version ?? '', ['value', 'reason'], values, refusal);
}

function filterOf(params: URLSearchParams, { actor }: RequestContext): OpportunityFilter {
  const companyId = params.get('company');
  const type = OPPORTUNITY_TYPES.find((one) => one === params.get('type'));
  const owner = params.get('owner');
  return {
    withdrawn: false,
    ...(companyId && { companyId }),
    ...(type && { type }),
    ...(owner === 'me' && { owner: actor.id }),
    ...(owner === 'nobody' && { owner: null }),
  };
}

function choices(params: URLSearchParams, names: ReadonlyMap<string, string>) {
  const options = (name: string, pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([value, label]) => ({ value, label, selected: params.get(name) === value }));
  return {
    companies: options('company', [...names]),
    types: options(
      'type',
      OPPORTUNITY_TYPES.map((type) => [type, TYPE_WORDS[type]] as const),
    ),
    owners: options('owner', [
      ['', 'Everybody’s'],
      ['me', 'Mine'],
      ['nobody', 'Nobody’s yet'],
    ]),
  };
}

/** What was just done, read from what stands, so that a forged address says nothing untrue. */
async function noticeOf(pages: PagesContext, context: RequestContext, id: string | null): Promise<Notice | null> {
  if (!id) return null;
  const view = await getOpportunity(pages.core, context, { id }).catch(() => null);
  if (!view) return null;
  const { opportunity } = view;
  const { campaignName, state, workVersion: version } = opportunity;
  const back = restorable(opportunity, pages.core.clock.now());
  const text = `“${campaignName}” is now under ${OPPORTUNITY_WORDS[state].toLowerCase()}.`;
  return { tone: 'good', text, undo: back && { id, version, state: back } };
}

function refusedNotice(refusal: DomainError): Notice {
  const text =
    refusal.kind === 'version_mismatch'
      ? 'Someone was quicker: the board shows what stands now. Look again and repeat what you meant.'
      : `This was not done: ${refusal.message}.`;
  return { tone: 'bad', text, undo: null };
}
