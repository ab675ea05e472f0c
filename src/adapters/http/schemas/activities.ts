import { z } from '@hono/zod-openapi';
import {
  ACTIVITY_KINDS,
  ACTIVITY_STATES,
  ATTENTIONS,
  REVIEW_DECISIONS,
} from '../../../core/domain/activity/activity.ts';
import { ACTIVITY_BATCH_MAX } from '../../../core/domain/activity/limits.ts';
import { ProblemSchema } from '../operation.ts';
import {
  EXAMPLE_COMPANY_ID,
  EXAMPLE_ENTRY_ID,
  EXAMPLE_ID,
  EXAMPLE_INSTANT,
  Id,
  InstantInput,
  InstantText,
  pageOf,
  pageQuery,
  Quantity,
  Subject,
  Version,
} from './common.ts';

const EXAMPLE_ACTIVITY_ID = 'session-2025-11-24-9f2c';
const OTHER_CAMPAIGN_ID = '01980a6c-7777-7c5b-8d7e-8f9a0b1c2d3e';

/** Length and form of texts are the core's decision, since what it refuses may be personal data. */
export const ActivityItemSchema = z.strictObject({
  id: z.string().openapi({ description: 'Taken once: at most 128 characters without white space' }),
  kind: z.enum(ACTIVITY_KINDS),
  companyId: Id,
  subject: Subject,
  occurredAt: InstantInput,
  hours: Quantity.nullish().openapi({ description: 'More than 0, at most 4 decimals', example: 1.5 }),
  tags: z.array(z.string()).nullish().openapi({ description: 'Held against the tags of the campaign’s group' }),
});

const { $schema: _, ...itemAsJsonSchema } = z.toJSONSchema(ActivityItemSchema, { io: 'input', unrepresentable: 'any' });

/** Items are checked one by one after this, so that a bad one does not stop the rest. */
export const ActivityBatchInputSchema = z
  .strictObject({
    items: z
      .array(z.unknown().openapi(itemAsJsonSchema as object))
      .min(1)
      .max(ACTIVITY_BATCH_MAX),
  })
  .openapi('ActivityBatchInput');

const decision = z.enum(['linked', 'review', 'unmatched']);
const confidence = z
  .number()
  .nullable()
  .openapi({ description: 'The score, 0 to 100: linked from 80, to be reviewed from 60; null where nobody scored' });
const reasons = z.array(z.string());

export const ActivityBatchSchema = z
  .object({
    results: z.array(
      z.object({
        id: z.string().nullable(),
        decision: decision.nullable().openapi({ description: 'Null where the item was refused' }),
        campaignId: Id.nullable(),
        instanceId: Id.nullable(),
        confidence,
        reasons,
        problem: ProblemSchema.optional(),
      }),
    ),
  })
  .openapi('ActivityBatch');

export const ActivitySchema = z
  .object({
    id: Id,
    version: Version,
    kind: z.enum(ACTIVITY_KINDS),
    companyId: Id,
    subject: z.string().nullable().openapi({ description: 'Null to company roles' }),
    occurredAt: InstantText,
    hours: z.number().nullable(),
    tags: z.array(z.string()),
    state: z.enum(ACTIVITY_STATES),
    campaignId: Id.nullable().openapi({ description: 'Linked to, or proposed while it waits for a review' }),
    instanceId: Id.nullable(),
    confidence,
    reasons,
    alternatives: z.array(z.object({ campaignId: Id, confidence: z.number() })),
    debit: z
      .object({
        state: z.enum(['pending', 'done', 'returned', 'held', 'refused']),
        entryId: Id.nullable(),
        quantity: z.number().nullable().openapi({ description: 'Credits that are debited now' }),
        refusal: z.object({ code: z.string(), message: z.string(), at: InstantText }).nullable(),
      })
      .nullable()
      .openapi({ description: 'Of a campaign with credits; held until a review, or refused by its account' }),
    attention: z.enum(ATTENTIONS).nullable().openapi({ description: 'What it waits for people with' }),
    recordedAt: InstantText,
    recordedBy: z.string().nullable(),
    reviewedAt: InstantText.nullable(),
    reviewedBy: z.string().nullable(),
  })
  .openapi('Activity');
export const ActivityPage = pageOf('ActivityPage', ActivitySchema);

export const ActivityQuerySchema = z.strictObject({
  ...pageQuery,
  state: z.enum(ACTIVITY_STATES).optional(),
  companyId: Id.optional(),
  campaignId: Id.optional(),
  attention: z.enum(ATTENTIONS).optional().openapi({ description: 'What waits for people, oldest first' }),
});

export const ReviewInputSchema = z
  .strictObject({
    decision: z.enum(REVIEW_DECISIONS),
    campaignId: Id.nullish().openapi({ description: 'Where to, for a move' }),
  })
  .openapi('ActivityReviewInput');

export const RetriedDebitsSchema = z
  .object({
    tried: z.int().openapi({ description: 'At most 100, the oldest first; what is refused again waits as before' }),
  })
  .openapi('RetriedDebits');

export const ACTIVITY_BATCH_INPUT_EXAMPLE: z.input<typeof ActivityBatchInputSchema> = {
  items: [
    {
      id: EXAMPLE_ACTIVITY_ID,
      kind: 'session',
      companyId: EXAMPLE_COMPANY_ID,
      subject: 'vol-7f3a91',
      occurredAt: EXAMPLE_INSTANT,
      hours: 1.5,
      tags: ['refugees'],
    },
  ],
};

const REASONS = [
  'Same company: 30',
  '2025-11-24 is inside 2025-07-01 to 2025-12-31: 30',
  'The tags are the group’s: 40',
  'The campaign is active: 10',
];

export const ACTIVITY_BATCH_EXAMPLE: z.input<typeof ActivityBatchSchema> = {
  results: [
    {
      id: EXAMPLE_ACTIVITY_ID,
      decision: 'linked',
      campaignId: EXAMPLE_ID,
      instanceId: EXAMPLE_ID,
      confidence: 100,
      reasons: REASONS,
    },
    {
      id: 'session-2025-11-24-9f2d',
      decision: null,
      campaignId: null,
      instanceId: null,
      confidence: null,
      reasons: [],
      problem: {
        type: '/problems/ALREADY_EXISTS',
        title: 'Already exists',
        status: 409,
        detail: 'This id was taken for an activity that says something else',
        code: 'ALREADY_EXISTS',
        errors: [],
      },
    },
  ],
};

export const ACTIVITY_EXAMPLE: z.input<typeof ActivitySchema> = {
  id: EXAMPLE_ACTIVITY_ID,
  version: 1,
  kind: 'session',
  companyId: EXAMPLE_COMPANY_ID,
  subject: 'vol-7f3a91',
  occurredAt: EXAMPLE_INSTANT,
  hours: 1.5,
  tags: ['refugees'],
  state: 'linked',
  campaignId: EXAMPLE_ID,
  instanceId: EXAMPLE_ID,
  confidence: 100,
  reasons: REASONS,
  alternatives: [{ campaignId: OTHER_CAMPAIGN_ID, confidence: 70 }],
  debit: { state: 'done', entryId: EXAMPLE_ENTRY_ID, quantity: 1.875, refusal: null },
  attention: null,
  recordedAt: EXAMPLE_INSTANT,
  recordedBy: 'program-management',
  reviewedAt: null,
  reviewedBy: null,
};

export const REVIEW_INPUT_EXAMPLE: z.input<typeof ReviewInputSchema> = { decision: 'accept' };
