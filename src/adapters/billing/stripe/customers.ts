import { LRUCache } from 'lru-cache';
import { MINUTE } from '../../../core/domain/shared/time.ts';
import { type Requests, Unsendable } from './requests.ts';

/** The field of a Stripe customer's metadata that holds the id of our company. */
export const COMPANY_FIELD = 'company_id';
const REMEMBERED = { max: 10_000, ttl: 10 * MINUTE };

/** Which Stripe customer a company is: the one whose metadata says so. */
export function createCustomers({ ask }: Requests) {
  const known = new LRUCache<string, string>(REMEMBERED);

  /** Throws Unsendable, to be tried again, where none says so yet, or several do. */
  return async (companyId: string): Promise<string> => {
    const remembered = known.get(companyId);
    if (remembered !== undefined) return remembered;
    const query = `metadata["${COMPANY_FIELD}"]:"${companyId.replaceAll(/["\\]/g, '\\$&')}"`;
    const { data } = await ask((stripe) => stripe.customers.search({ query, limit: 2 }));
    const [customer, another] = data;
    if (!customer) throw new Unsendable(`no Stripe customer has the company as ${COMPANY_FIELD}`, { waits: true });
    if (another) throw new Unsendable(`several Stripe customers have the company as ${COMPANY_FIELD}`, { waits: true });
    known.set(companyId, customer.id);
    return customer.id;
  };
}
