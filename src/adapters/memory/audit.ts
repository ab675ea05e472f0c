import type { AuditRepository } from '../../ports/audit-repository.ts';
import { by, pageOf } from './list.ts';
import type { Tables } from './tables.ts';

export function createMemoryAudit(tables: Tables): AuditRepository {
  return {
    async list(query) {
      const found = [...tables.audit.values()].filter(
        (entry) =>
          (query.actor === undefined || entry.actor === query.actor) &&
          (query.resource === undefined || entry.resource === query.resource) &&
          (query.companyId === undefined || entry.companyId === query.companyId) &&
          (query.from === undefined || entry.at >= query.from) &&
          (query.to === undefined || entry.at <= query.to),
      );
      return pageOf(
        found,
        [by('at', (entry) => entry.at, 'desc', 'number'), by('id', (entry) => entry.id, 'desc')],
        query,
      );
    },
  };
}
