import { requirePermission } from '../../domain/access/permissions.ts';
import { addCounts, type Backfill, NO_COUNTS } from '../../domain/activity/backfill.ts';
import type { ActivityInput } from '../../domain/activity/check-activity.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { auditWrite } from '../write.ts';
import { countResults } from './count-results.ts';
import { type TakePorts, type TakeResult, takeBatch, type Unreadable } from './take-batch.ts';

export interface BackfillBatch {
  readonly records: readonly (ActivityInput | Unreadable)[];
  /** Where the record behind the batch begins, in bytes. */
  readonly offset: number;
  /** Whether the file ends with it. */
  readonly last: boolean;
  /** Writes what the report says of the batch, before it is kept, and says how long the report then is. */
  readonly report: (results: readonly TakeResult[]) => number;
}

/** How far the backfill of a file is; at its beginning where it was never begun. */
export async function beginBackfill(
  ports: Pick<Core, 'activities' | 'clock'>,
  { actor }: RequestContext,
  id: string,
): Promise<Backfill> {
  requirePermission(actor, 'activity.write');
  const at = ports.clock.now();
  const empty = { id, version: 0, records: 0, offset: 0, reported: 0, counts: NO_COUNTS, startedAt: at, updatedAt: at };
  return (await ports.activities.findBackfill(id)) ?? empty;
}

/**
 * Takes the next records of a file and keeps, in the same write, how far it is. What is linked stays as it is; what no campaign was found
 * for is looked at again. A dry run decides the same and writes nothing. Throws CONFLICT where another run goes on with the file.
 */
export async function backfillActivities(
  ports: TakePorts,
  context: RequestContext,
  before: Backfill,
  { records, offset, last, report }: BackfillBatch,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Backfill> {
  requirePermission(context.actor, 'activity.write');
  let after = before;
  const results = await takeBatch(ports, context, records, {
    again: true,
    dryRun,
    with: (found) => {
      const at = ports.clock.now();
      after = next(before, found, offset, report(found), at);
      const progress = { collection: 'activityBackfills', document: after } as const;
      return [
        before.version === 0
          ? { op: 'insert', ...progress }
          : { op: 'replace', ...progress, ifVersion: before.version },
        ...(last ? [auditOf(ports, context, at, after)] : []),
      ];
    },
  });
  return dryRun ? next(before, results, offset, report(results), ports.clock.now()) : after;
}

function next(
  before: Backfill,
  results: readonly TakeResult[],
  offset: number,
  reported: number,
  updatedAt: number,
): Backfill {
  const counts = addCounts(before.counts, countResults(results));
  const records = before.records + results.length;
  return { ...before, version: before.version + 1, records, offset, reported, counts, updatedAt };
}

function auditOf(ports: TakePorts, context: RequestContext, at: number, { id, counts }: Backfill) {
  return auditWrite(ports, context, at, {
    action: 'activity.backfill',
    resource: `activities/backfill/${id}`,
    companyId: null,
    before: null,
    after: counts,
  });
}
