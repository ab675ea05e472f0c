import { foldText, matchesWords } from '../../core/domain/shared/text.ts';
import type { CompanyRepository } from '../../ports/company-repository.ts';
import { by, pageOf } from './list.ts';
import type { Tables } from './tables.ts';

export function createMemoryCompanies(tables: Tables): CompanyRepository {
  return {
    find: async (id) => tables.companies.get(id) ?? null,
    async list(query) {
      const { q } = query;
      const found = [...tables.companies.values()].filter(
        (company) => q === undefined || matchesWords(foldText([company.name, ...company.tags].join('\n')), q),
      );
      return pageOf(found, BY_NAME, query);
    },
    findSubscription: async (id) => tables.subscriptions.get(id) ?? null,
    async listSubscriptions(query) {
      const found = [...tables.subscriptions.values()].filter(
        ({ companyId }) => query.companyId === undefined || companyId === query.companyId,
      );
      return pageOf(found, BY_NAME, query);
    },
  };
}

const BY_NAME = [
  by<{ name: string; id: string }>('name', ({ name }) => foldText(name)),
  by<{ name: string; id: string }>('id', ({ id }) => id),
];
