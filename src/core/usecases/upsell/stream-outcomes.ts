import type { OpportunityFilter } from '../../../ports/upsell-repository.ts';
import { requirePermission } from '../../domain/access/permissions.ts';
import { type TrainingRow, trainingRow } from '../../domain/upsell/training-row.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Every opportunity that fits as a row to learn from, as it is read. Throws FORBIDDEN at once. */
export function streamOutcomes(
  ports: Pick<Core, 'upsell'>,
  context: RequestContext,
  filter: OpportunityFilter,
): AsyncIterable<TrainingRow> {
  requirePermission(context.actor, 'upsell.read');
  return rows(ports, filter);
}

async function* rows(ports: Pick<Core, 'upsell'>, filter: OpportunityFilter): AsyncGenerator<TrainingRow> {
  for await (const opportunity of ports.upsell.all(filter)) yield trainingRow(opportunity);
}
