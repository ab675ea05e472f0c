import type { Write } from '../../../ports/transactions.ts';
import { acknowledge } from '../../domain/alerting/acknowledge.ts';
import type { Alert } from '../../domain/alerting/alert.ts';
import { MAX_NOTE } from '../../domain/alerting/limits.ts';
import { redactAlert } from '../../domain/alerting/redact.ts';
import { createChecker } from '../../domain/shared/check.ts';
import { refusePersonalData } from '../../domain/shared/personal-data.ts';
import { ratio } from '../../domain/shared/quantity.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import type { Keyed } from '../idempotent.ts';
import { alertWrites } from './alert-writes.ts';
import { currentUtilization } from './current-utilization.ts';
import { loadAlert } from './get-alert.ts';
import { untilWritten } from './lost-race.ts';

/**
 * Says that somebody takes care of an alert, so that it is not repeated; acknowledging again answers the same.
 * Throws NOT_FOUND (also for another company's), CONFLICT where it is resolved already, PERSONAL_DATA for such a note.
 */
export async function acknowledgeAlert(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'alerts' | 'figures' | 'notes'>,
  context: RequestContext,
  input: { readonly id: string; readonly note?: string | null | undefined },
): Promise<Keyed<Alert>> {
  const note = checkedNote(input.note);
  const noteId = note === null ? null : ports.ids.next();
  return untilWritten(async () => {
    const alert = await loadAlert(ports, context, input.id, 'alert.acknowledge');
    const windows = await ports.alerts.windows(alert.campaignId);
    const change = acknowledge(alert, windows.get(alert.threshold), {
      actorId: context.actor.id,
      at: ports.clock.now(),
      utilizationThen: ratio(alert.consumed, alert.capacity),
      utilization: await currentUtilization(ports.figures, alert.campaignId),
      noteId,
    });
    const acknowledged = change.alerts[0];
    if (!acknowledged) return { result: redactAlert(alert, context.actor), replayed: false };
    if (note !== null && noteId !== null) {
      await ports.notes.save({ id: noteId, campaignId: alert.campaignId, text: note });
    }
    await ports.transactions.commit([...alertWrites(change), auditOf(ports, context, alert, acknowledged, noteId)]);
    return { result: redactAlert(acknowledged, context.actor), replayed: false };
  });
}

function checkedNote(value: string | null | undefined): string | null {
  const checker = createChecker();
  const note = checker.optionalText('note', value, MAX_NOTE);
  checker.done();
  refusePersonalData({ note });
  return note;
}

function auditOf(
  ports: Pick<Core, 'clock' | 'ids'>,
  { actor }: RequestContext,
  before: Alert,
  after: Alert,
  noteId: string | null,
): Write {
  return {
    op: 'insert',
    collection: 'audit',
    document: {
      id: ports.ids.next(),
      at: ports.clock.now(),
      actor: actor.id,
      action: 'alert.acknowledge',
      resource: `alerts/${before.id}`,
      companyId: before.companyId,
      fromVersion: before.version,
      toVersion: after.version,
      changes: {
        state: { before: before.state, after: after.state },
        ...(noteId !== null && { noteId: { before: null, after: noteId } }),
      },
    },
  };
}
