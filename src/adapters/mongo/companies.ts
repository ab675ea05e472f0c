import type { Db } from 'mongodb';
import type { Company, Subscription } from '../../core/domain/company/company.ts';
import type { CompanyRepository } from '../../ports/company-repository.ts';
import { documentsOf, fromStored, orNull } from './documents.ts';
import { key, pageOf } from './list.ts';
import { contains, equals } from './query.ts';

const BY_NAME = [key('derived.name', 'string'), key('_id', 'string')];

export function createMongoCompanies(db: Db): CompanyRepository {
  const companies = documentsOf(db, 'companies');
  const subscriptions = documentsOf(db, 'subscriptions');

  return {
    find: async (id) => orNull<Company>(await companies.findOne({ _id: id })),
    async list(query) {
      const page = await pageOf(companies, contains('derived.text', query.q), BY_NAME, query);
      return { ...page, items: page.items.map((stored) => fromStored<Company>(stored)) };
    },
    findSubscription: async (id) => orNull<Subscription>(await subscriptions.findOne({ _id: id })),
    async listSubscriptions(query) {
      const page = await pageOf(subscriptions, equals({ companyId: query.companyId }), BY_NAME, query);
      return { ...page, items: page.items.map((stored) => fromStored<Subscription>(stored)) };
    },
  };
}
