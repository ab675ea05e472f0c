import { authorise } from '../../domain/access/permissions.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { auditWrite } from '../write.ts';

/** Ends a silence before its time; what it held back is looked at again when its windows end. Throws NOT_FOUND, FORBIDDEN. */
export async function deleteSilence(
  ports: Pick<Core, 'clock' | 'ids' | 'silences' | 'transactions'>,
  context: RequestContext,
  input: { readonly id: string },
): Promise<void> {
  const silence = await ports.silences.find(input.id);
  if (!silence) throw notFound('Silence');
  authorise(context.actor, 'silence.write', silence.companyId, 'Silence');
  await ports.transactions.commit([
    { op: 'delete', collection: 'silences', id: silence.id, ifVersion: silence.version },
    auditWrite(ports, context, ports.clock.now(), {
      action: 'silence.delete',
      resource: `silences/${silence.id}`,
      companyId: silence.companyId,
      before: silence,
      after: null,
    }),
  ]);
}
