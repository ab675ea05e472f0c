import { acknowledge } from '../../domain/alerting/acknowledge.ts';
import type { Alert } from '../../domain/alerting/alert.ts';
import { MAX_NOTE } from '../../domain/alerting/limits.ts';
import { redactAlert } from '../../domain/alerting/redact.ts';
import { topicOf } from '../../domain/alerting/topic.ts';
import { createChecker } from '../../domain/shared/check.ts';
import { refusePersonalData } from '../../domain/shared/personal-data.ts';
import { ratio } from '../../domain/shared/quantity.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed, type ReceiptOf } from '../idempotent.ts';
import { auditWrite, untilUndisturbed } from '../write.ts';
import { alertWrites } from './alert-writes.ts';
import { currentUtilization } from './current-utilization.ts';
import { loadAlert } from './get-alert.ts';

type AcknowledgePorts = Pick<Core, 'clock' | 'ids' | 'transactions' | 'receipts' | 'alerts' | 'figures' | 'notes'>;

/**
 * Says that somebody takes care of an alert, so that it is not repeated; acknowledging again answers the same.
 * Throws NOT_FOUND (also for another company's), CONFLICT where it is resolved already, PERSONAL_DATA for such a note.
 */
export async function acknowledgeAlert(
  ports: AcknowledgePorts,
  context: RequestContext,
  input: { readonly id: string; readonly note?: string | null | undefined },
): Promise<Keyed<Alert>> {
  const note = checkedNote(input.note);
  return idempotent<Alert>(ports, context, (receiptOf) =>
    untilUndisturbed(() => write(ports, context, input.id, note, receiptOf)),
  );
}

async function write(
  ports: AcknowledgePorts,
  context: RequestContext,
  id: string,
  note: string | null,
  receiptOf: ReceiptOf<Alert>,
): Promise<Alert> {
  const alert = await loadAlert(ports, context, id, 'alert.acknowledge');
  const windows = await ports.alerts.windows(alert.campaignId);
  const at = ports.clock.now();
  const noteId = note === null ? null : ports.ids.next();
  const change = acknowledge(alert, windows.get(topicOf(alert)), {
    actorId: context.actor.id,
    at,
    utilizationThen: ratio(alert.consumed, alert.capacity),
    utilization: await currentUtilization(ports.figures, alert),
    noteId,
  });
  const acknowledged = change.alerts[0];
  if (!acknowledged) return redactAlert(alert, context.actor);
  if (note !== null && noteId !== null) {
    await ports.notes.save({ id: noteId, campaignId: alert.campaignId, text: note });
  }
  const result = redactAlert(acknowledged, context.actor);
  const audit = auditWrite(ports, context, at, {
    action: 'alert.acknowledge',
    resource: `alerts/${alert.id}`,
    companyId: alert.companyId,
    before: alert,
    after: acknowledged,
  });
  await ports.transactions.commit([...alertWrites(change), audit, ...receiptOf(result)]);
  return result;
}

function checkedNote(value: string | null | undefined): string | null {
  const checker = createChecker();
  const note = checker.optionalText('note', value, MAX_NOTE);
  checker.done();
  refusePersonalData({ note });
  return note;
}
