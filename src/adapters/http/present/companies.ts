import type { z } from '@hono/zod-openapi';
import type { Company, Subscription } from '../../../core/domain/company/company.ts';
import { formatMoney } from '../../../core/domain/shared/money.ts';
import { SCALE } from '../../../core/domain/shared/quantity.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { CompanySchema, SubscriptionSchema } from '../schemas/companies.ts';

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

export function presentSubscription(subscription: Subscription): z.output<typeof SubscriptionSchema> {
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
    createdAt: toRfc3339(subscription.createdAt),
    updatedAt: toRfc3339(subscription.updatedAt),
  };
}
