import type { z } from '@hono/zod-openapi';
import type { Company } from '../../../core/domain/company/company.ts';
import { formatMoney } from '../../../core/domain/shared/money.ts';
import { SCALE, toUnits } from '../../../core/domain/shared/quantity.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { PoolView } from '../../../core/usecases/capacity/get-pool.ts';
import type { SubscriptionView } from '../../../core/usecases/companies/subscription-view.ts';
import type { CompanySchema } from '../schemas/companies.ts';
import type { PoolSchema, SubscriptionSchema } from '../schemas/subscriptions.ts';

export function presentCompany(company: Company): z.output<typeof CompanySchema> {
  return {
    id: company.id,
    version: company.version,
    name: company.name,
    timeZone: company.timeZone,
    currency: company.currency,
    tags: [...company.tags],
    contacts: company.contacts.map(({ name, email, role }) => ({ name, email, role })),
    createdAt: toRfc3339(company.createdAt),
    updatedAt: toRfc3339(company.updatedAt),
  };
}

export function presentSubscription({ asOf, ...subscription }: SubscriptionView): z.output<typeof SubscriptionSchema> {
  return {
    id: subscription.id,
    version: subscription.version,
    companyId: subscription.companyId,
    name: subscription.name,
    learners: subscription.learners,
    price: formatMoney(subscription.price, subscription.currency),
    currency: subscription.currency,
    startsOn: subscription.startsOn,
    endsOn: subscription.endsOn,
    status: subscription.status,
    overage: subscription.overage / SCALE,
    asOf: asOf === null ? null : toRfc3339(asOf),
    createdAt: toRfc3339(subscription.createdAt),
    updatedAt: toRfc3339(subscription.updatedAt),
  };
}

export function presentPool(pool: PoolView): z.output<typeof PoolSchema> {
  return {
    total: toUnits(pool.total),
    allocated: toUnits(pool.allocated),
    consumed: toUnits(pool.consumed),
    held: toUnits(pool.held),
    hardLimit: toUnits(pool.hardLimit),
    campaigns: pool.campaigns.map(({ campaignId, share, capacity, consumed }) => ({
      campaignId,
      share: share / SCALE,
      capacity: toUnits(capacity),
      consumed: toUnits(consumed),
    })),
  };
}
