import type { BilledSubscription, BilledSubscriptions } from '../../../ports/billing-service.ts';
import type { CompanyRepository } from '../../../ports/company-repository.ts';
import type { Subscription } from '../../domain/company/company.ts';
import { makeSubscription } from '../../domain/company/make-subscription.ts';
import { isEqual } from '../../domain/shared/equal.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { type Instant, MINUTE } from '../../domain/shared/time.ts';
import { createRecent } from '../capacity/recent.ts';
import type { Core } from '../core.ts';
import { existsAlready, isVersionMismatch } from '../write.ts';

/** How old what billing said may be before it is asked again. */
const MAX_AGE = MINUTE;
const REMEMBERED = 10_000;

/** Companies with their subscriptions from billing, where that keeps them. */
export function companiesOf(ports: Pick<Core, 'billing' | 'clock' | 'transactions' | 'companies'>): CompanyRepository {
  const billed = ports.billing?.subscriptions;
  return billed ? withBilledSubscriptions(ports, billed) : ports.companies;
}

/**
 * Companies whose subscriptions billing keeps: what it says is stored here, with the shares that campaigns hold, and asked for again once it
 * is a minute old. While billing cannot be asked, what it said last counts.
 */
export function withBilledSubscriptions(
  ports: Pick<Core, 'clock' | 'transactions' | 'companies'>,
  billed: BilledSubscriptions,
): CompanyRepository {
  const { companies } = ports;
  const readAt = createRecent<Instant>(REMEMBERED);

  async function refresh(key: string, ask: () => Promise<readonly BilledSubscription[] | null>): Promise<void> {
    const now = ports.clock.now();
    if (now - (readAt.get(key) ?? Number.NEGATIVE_INFINITY) < MAX_AGE) return;
    const said = await ask();
    if (said === null) return;
    for (const each of said) await keep(ports, each, now);
    readAt.set(key, now);
  }

  return {
    ...companies,
    async findSubscription(id) {
      await refresh(`subscription ${id}`, () => billed.find(id));
      return companies.findSubscription(id);
    },
    async listSubscriptions(query) {
      const { companyId } = query;
      if (companyId !== undefined) await refresh(`company ${companyId}`, () => billed.ofCompany(companyId));
      return companies.listSubscriptions(query);
    },
  };
}

/** Stores what billing says; what is no subscription by our rules is left out, and whoever stored the same first has done it. */
async function keep(
  { transactions, companies }: Pick<Core, 'transactions' | 'companies'>,
  { id, ...fields }: BilledSubscription,
  at: Instant,
): Promise<void> {
  try {
    const said = makeSubscription(fields, id, at);
    const stands = await companies.findSubscription(id);
    if (!stands) return await transactions.commit([{ op: 'insert', collection: 'subscriptions', document: said }]);
    const next = updated(stands, said, at);
    if (next)
      await transactions.commit([
        { op: 'replace', collection: 'subscriptions', document: next, ifVersion: stands.version },
      ]);
  } catch (error) {
    const isOurs = error instanceof DomainError && error.kind === 'invalid';
    if (!isOurs && !isVersionMismatch(error) && !existsAlready(error, 'subscriptions')) throw error;
  }
}

/** The subscription with what billing says of it now; null where nothing changed. */
function updated(stands: Subscription, said: Subscription, at: Instant): Subscription | null {
  const { version, shares, createdAt, updatedAt } = stands;
  const next = { ...said, version, shares, createdAt, updatedAt };
  return isEqual(next, stands) ? null : { ...next, version: version + 1, updatedAt: at };
}
