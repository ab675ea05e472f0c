import type { OpportunityFilter, OpportunityQuery, OpportunityTotal } from '../../../ports/upsell-repository.ts';
import { requirePermission } from '../../domain/access/permissions.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { Page } from '../../domain/shared/page.ts';
import type { NoteMark, Opportunity, OpportunityState } from '../../domain/upsell/opportunity.ts';
import { movesOf } from '../../domain/upsell/work-on.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** An opportunity with where it may go from here and the notes that stand outside it; an erased one has no text. */
export interface OpportunityView {
  readonly opportunity: Opportunity;
  readonly moves: readonly OpportunityState[];
  readonly notes: readonly (NoteMark & { readonly text: string | null })[];
}

/** A page of the queue, the highest score first unless asked otherwise. Throws FORBIDDEN, INVALID_CURSOR. */
export async function listOpportunities(
  ports: Pick<Core, 'upsell'>,
  context: RequestContext,
  input: OpportunityQuery,
): Promise<Page<Opportunity>> {
  requirePermission(context.actor, 'upsell.read');
  return ports.upsell.list(input);
}

/** How many stand in each state and what they come to, by currency. Throws FORBIDDEN. */
export async function totalOpportunities(
  ports: Pick<Core, 'upsell'>,
  context: RequestContext,
  filter: OpportunityFilter,
): Promise<readonly OpportunityTotal[]> {
  requirePermission(context.actor, 'upsell.read');
  return ports.upsell.totals(filter);
}

/** One opportunity with its notes. Throws FORBIDDEN before NOT_FOUND. */
export async function getOpportunity(
  ports: Pick<Core, 'upsell' | 'notes' | 'clock'>,
  context: RequestContext,
  input: { readonly id: string },
): Promise<OpportunityView> {
  requirePermission(context.actor, 'upsell.read');
  const opportunity = await ports.upsell.find(input.id);
  if (!opportunity) throw notFound('Opportunity');
  return viewOf(ports, opportunity);
}

export async function viewOf(ports: Pick<Core, 'notes' | 'clock'>, opportunity: Opportunity): Promise<OpportunityView> {
  const { notes } = opportunity;
  const texts = notes.length === 0 ? new Map<string, string>() : await ports.notes.byIds(notes.map(({ id }) => id));
  return {
    opportunity,
    moves: movesOf(opportunity, ports.clock.now()),
    notes: notes.map((note) => ({ ...note, text: texts.get(note.id) ?? null })),
  };
}
