import type { AuditQuery } from '../../../ports/audit-repository.ts';
import type { AuditEntry } from '../../domain/audit/audit.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Page } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Audit. */
export async function listAudit(
  _ports: Pick<Core, 'audit'>,
  _context: RequestContext,
  _input: AuditQuery,
): Promise<Page<AuditEntry>> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
