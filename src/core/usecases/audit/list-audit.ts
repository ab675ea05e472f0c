import type { AuditQuery } from '../../../ports/audit-repository.ts';
import { requirePermission } from '../../domain/access/permissions.ts';
import type { AuditEntry } from '../../domain/audit/audit.ts';
import type { Page } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Who changed what, newest first; for staff. Throws FORBIDDEN or INVALID_CURSOR. */
export async function listAudit(
  ports: Pick<Core, 'audit'>,
  context: RequestContext,
  input: AuditQuery,
): Promise<Page<AuditEntry>> {
  requirePermission(context.actor, 'audit.read');
  return ports.audit.list(input);
}
