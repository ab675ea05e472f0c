import type { Company, Subscription } from '../core/domain/company/company.ts';
import type { Page, PageRequest } from '../core/domain/shared/page.ts';

/** Reads of companies and their subscriptions; lists are by name, then id. */
export interface CompanyRepository {
  find(id: string): Promise<Company | null>;
  list(query: PageRequest & { q?: string }): Promise<Page<Company>>;
  findSubscription(id: string): Promise<Subscription | null>;
  listSubscriptions(query: PageRequest & { companyId?: string }): Promise<Page<Subscription>>;
}
