import type { BilledSubscription, BilledSubscriptions } from '../../../ports/billing-service.ts';
import type { CompanyRepository } from '../../../ports/company-repository.ts';
import { companyReading, isFresh, subscriptionReading } from '../../domain/billing/billing-reading.ts';
import type { Subscription } from '../../domain/company/company.ts';
import { makeSubscription } from '../../domain/company/make-subscription.ts';
import { isEqual } from '../../domain/shared/equal.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Instant } from '../../domain/shared/time.ts';
import { createRecent } from '../capacity/recent.ts';
import type { Core } from '../core.ts';
import { existsAlready, isVersionMismatch } from '../write.ts';
import { keepReadings } from './keep-readings.ts';

const REMEMBERED = 10_000;

type Ports = Pick<Core, 'clock' | 'transactions' | 'companies' | 'billingRecords'>;

/** Companies with their subscriptions from billing, where that keeps them. */
export function companiesOf(ports: Ports & Pick<Core, 'billing'>): CompanyRepository {
  const billed = ports.billing?.subscriptions;
  return billed ? withBilledSubscriptions(ports, billed) : ports.companies;
}

/**
 * Companies whose subscriptions billing keeps: what it says is stored here, with the shares that campaigns hold and the time at which it was
 * said, and asked for again once it is a minute old. While billing cannot be asked, what it said last counts; of what it never spoke of
 * nothing can be said, so that reading it throws UNAVAILABLE.
 */
export function withBilledSubscriptions(ports: Ports, billed: BilledSubscriptions): CompanyRepository {
  const { companies } = ports;
  const readAt = createRecent<Instant>(REMEMBERED);

  /** Whether what is stored is what billing says now. */
  async function refresh(key: string, ask: () => Promise<readonly BilledSubscription[] | null>): Promise<boolean> {
    const now = ports.clock.now();
    if (isFresh(readAt.get(key) ?? Number.NEGATIVE_INFINITY, now)) return true;
    const said = await ask();
    if (said === null) return false;
    for (const each of said) await keep(ports, each, now);
    const ofCompany = key.startsWith(companyReading('')) ? [key] : [];
    await keepReadings(ports, [...ofCompany, ...said.map(({ id }) => subscriptionReading(id))], now);
    readAt.set(key, now);
    return true;
  }

  return {
    ...companies,
    async findSubscription(id) {
      const isKnown = await refresh(subscriptionReading(id), () => billed.find(id));
      const found = await companies.findSubscription(id);
      if (!isKnown && !found) throw silent();
      return found;
    },
    async listSubscriptions(query) {
      const { companyId } = query;
      if (companyId === undefined) return companies.listSubscriptions(query);
      const reading = companyReading(companyId);
      const isKnown = await refresh(reading, () => billed.ofCompany(companyId));
      if (!isKnown && (await ports.billingRecords.readings([reading])).length === 0) throw silent();
      return companies.listSubscriptions(query);
    },
  };
}

function silent(): DomainError {
  const message = 'The billing service cannot be asked for subscriptions at present';
  return new DomainError('unavailable', 'UNAVAILABLE', message, { retryAfter: 10 });
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
