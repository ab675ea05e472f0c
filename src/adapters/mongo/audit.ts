import type { Db } from 'mongodb';
import type { AuditEntry } from '../../core/domain/audit/audit.ts';
import type { AuditRepository } from '../../ports/audit-repository.ts';
import { documentsOf, fromStored } from './documents.ts';
import { key, pageOf } from './list.ts';
import { between, equals } from './query.ts';

const NEWEST_FIRST = [key('at', 'number', 'desc'), key('_id', 'string', 'desc')];

export function createMongoAudit(db: Db): AuditRepository {
  const audit = documentsOf(db, 'audit');

  return {
    async list(query) {
      const filter = {
        ...equals({ actor: query.actor, resource: query.resource, companyId: query.companyId }),
        ...between('at', query.from, query.to),
      };
      const page = await pageOf(audit, filter, NEWEST_FIRST, query);
      return { ...page, items: page.items.map((stored) => fromStored<AuditEntry>(stored)) };
    },
  };
}
