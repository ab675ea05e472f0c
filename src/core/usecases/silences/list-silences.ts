import type { SilenceQuery } from '../../../ports/silence-repository.ts';
import { requirePermission } from '../../domain/access/permissions.ts';
import type { Silence } from '../../domain/alerting/silence.ts';
import type { Page } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** A page of silences, newest first, also those that are over. Throws FORBIDDEN, INVALID_CURSOR. */
export async function listSilences(
  ports: Pick<Core, 'silences'>,
  { actor }: RequestContext,
  input: SilenceQuery,
): Promise<Page<Silence>> {
  requirePermission(actor, 'silence.read');
  return ports.silences.list(input);
}
