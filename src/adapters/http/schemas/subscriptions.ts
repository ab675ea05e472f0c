import { z } from '@hono/zod-openapi';
import { NAME_MAX } from '../../../core/domain/campaign/limits.ts';
import { SUBSCRIPTION_STATUSES } from '../../../core/domain/company/company.ts';
import { LEARNERS_MAX } from '../../../core/domain/company/limits.ts';
import {
  Currency,
  DateText,
  EXAMPLE_COMPANY_ID,
  EXAMPLE_ID,
  EXAMPLE_INSTANT,
  EXAMPLE_SUBSCRIPTION_ID,
  Id,
  InstantText,
  MoneyText,
  pageOf,
  pageQuery,
  Version,
} from './common.ts';

const name = z.string().trim().min(1).max(NAME_MAX);

const overage = z.number().min(0).openapi({ description: 'The allowance as a ratio; 0.1 is 10 %', example: 0.1 });

export const SubscriptionInputSchema = z
  .strictObject({
    companyId: Id,
    name,
    learners: z.int().min(1).max(LEARNERS_MAX),
    price: MoneyText,
    currency: Currency,
    startsOn: DateText,
    endsOn: DateText,
    status: z.enum(SUBSCRIPTION_STATUSES),
    overage: overage.nullish(),
  })
  .openapi('SubscriptionInput');

export const SubscriptionSchema = z
  .object({
    id: Id,
    version: Version,
    companyId: Id,
    name: z.string(),
    learners: z.int(),
    price: MoneyText,
    currency: z.string(),
    startsOn: DateText,
    endsOn: DateText,
    status: z.enum(SUBSCRIPTION_STATUSES),
    overage,
    asOf: InstantText.nullable().openapi({
      description:
        'When the billing service last said so; older than a minute while it cannot be asked. Null where subscriptions are kept here',
    }),
    createdAt: InstantText,
    updatedAt: InstantText,
  })
  .openapi('Subscription');

export const SubscriptionPage = pageOf('SubscriptionPage', SubscriptionSchema);

export const SubscriptionQuery = z.strictObject({ ...pageQuery, companyId: Id.optional() });

export const SUBSCRIPTION_INPUT_EXAMPLE: z.input<typeof SubscriptionInputSchema> = {
  companyId: EXAMPLE_COMPANY_ID,
  name: 'L2I 2025',
  learners: 500,
  price: '60000.00',
  currency: 'EUR',
  startsOn: '2025-01-01',
  endsOn: '2025-12-31',
  status: 'active',
};

export const SUBSCRIPTION_EXAMPLE: z.input<typeof SubscriptionSchema> = {
  id: EXAMPLE_SUBSCRIPTION_ID,
  version: 1,
  companyId: EXAMPLE_COMPANY_ID,
  name: 'L2I 2025',
  learners: 500,
  price: '60000.00',
  currency: 'EUR',
  startsOn: '2025-01-01',
  endsOn: '2025-12-31',
  status: 'active',
  overage: 0.1,
  asOf: null,
  createdAt: EXAMPLE_INSTANT,
  updatedAt: EXAMPLE_INSTANT,
};

const PoolShare = z.object({
  campaignId: Id,
  share: z.number(),
  capacity: z.number(),
  consumed: z.number(),
});

export const PoolSchema = z
  .object({
    total: z.number(),
    allocated: z.number(),
    consumed: z.number(),
    held: z.number(),
    hardLimit: z.number(),
    campaigns: z.array(PoolShare),
  })
  .openapi('Pool');

export const POOL_EXAMPLE: z.input<typeof PoolSchema> = {
  total: 500,
  allocated: 500,
  consumed: 340,
  held: 2,
  hardLimit: 550,
  campaigns: [
    { campaignId: EXAMPLE_ID, share: 0.6, capacity: 300, consumed: 210 },
    { campaignId: '01980a6d-6666-7f8e-9a0b-1c2d3e4f5a6b', share: 0.4, capacity: 200, consumed: 130 },
  ],
};
