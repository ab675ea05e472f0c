import type { AuditEntry } from '../core/domain/audit/audit.ts';
import type { Page, PageRequest } from '../core/domain/shared/page.ts';
import type { Instant } from '../core/domain/shared/time.ts';

export interface AuditQuery extends PageRequest {
  readonly actor?: string;
  readonly resource?: string;
  readonly companyId?: string;
  readonly from?: Instant;
  readonly to?: Instant;
}

/** The audit trail, newest first; it is only ever appended to, through Transactions. */
export interface AuditRepository {
  list(query: AuditQuery): Promise<Page<AuditEntry>>;
}
