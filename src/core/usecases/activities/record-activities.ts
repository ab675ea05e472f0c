import { requirePermission } from '../../domain/access/permissions.ts';
import type { ActivityInput } from '../../domain/activity/check-activity.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { auditWrite } from '../write.ts';
import { countResults } from './count-results.ts';
import { type TakePorts, type TakeResult, takeBatch, type Unreadable } from './take-batch.ts';

/**
 * Takes activities and says of each, in order, to which campaign it belongs. An id is taken once: the same content gets the first
 * answer again, other content ALREADY_EXISTS in its place. Throws FORBIDDEN and UNAVAILABLE, which concern all of them.
 */
export async function recordActivities(
  ports: TakePorts & Pick<Core, 'receipts'>,
  context: RequestContext,
  input: { readonly items: readonly (ActivityInput | Unreadable)[] },
): Promise<Keyed<readonly TakeResult[]>> {
  requirePermission(context.actor, 'activity.write');
  return idempotent<readonly TakeResult[]>(ports, context, (receiptOf) =>
    takeBatch(ports, context, input.items, {
      with: (results) => {
        if (results.every(({ outcome }) => outcome !== 'taken')) return [];
        const audit = auditWrite(ports, context, ports.clock.now(), {
          action: 'activity.record',
          resource: 'activities',
          companyId: null,
          before: null,
          after: countResults(results),
        });
        return [audit, ...receiptOf(results)];
      },
    }),
  );
}
