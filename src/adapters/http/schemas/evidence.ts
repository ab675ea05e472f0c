import { z } from '@hono/zod-openapi';
import { VERIFICATIONS } from '../../../core/domain/evidence/evidence.ts';
import { NO_DIMENSION, SELECTION_DEFAULT } from '../../../core/domain/evidence/select.ts';
import { EXAMPLE_ID, EXAMPLE_INSTANT, Id, InstantInput, InstantText, pageQuery, Subject } from './common.ts';
import { UnknownReasonSchema } from './instances.ts';

const Share = z.number().openapi({ description: 'From 0 to 1, at most 6 decimals', example: 0.82 });
const Ratio = z.number().openapi({ description: 'From 0 to 1, 4 decimals', example: 0.7312 });
const Dimension = z.string().max(50).openapi({ example: 'job_readiness' });
const VerificationSchema = z.enum(VERIFICATIONS);
const keptHere = 'Required, unless an evidence service is set, which says it';

export const EvidenceInputSchema = z
  .strictObject({
    evidenceId: Id,
    dimension: Dimension.nullish(),
    outcome: Share.nullish(),
    confidence: Share.nullish(),
    verification: VerificationSchema.optional().openapi({ description: keptHere }),
    createdAt: InstantInput.optional().openapi({ format: 'date-time', description: keptHere }),
    subject: Subject.nullish(),
    source: z.string().nullish(),
    hash: z.string().nullish(),
    excerpt: z.string().nullish(),
  })
  .openapi('EvidenceInput');

export const EvidencePatchSchema = z
  .strictObject({
    dimension: Dimension.nullish(),
    outcome: Share.nullish(),
    confidence: Share.nullish(),
    verification: VerificationSchema.optional(),
    source: z.string().nullish(),
    hash: z.string().nullish(),
  })
  .openapi('EvidencePatch');

const PartsSchema = z
  .object({ impact: Ratio, dimension: Ratio, recency: Ratio, verification: Ratio })
  .openapi('EvidenceScoreParts', { description: 'Before weighting with 0.4, 0.3, 0.2 and 0.1' });

export const EvidenceSchema = z
  .object({
    evidenceId: Id,
    campaignId: Id,
    dimension: z.string().nullable(),
    outcome: Share.nullable(),
    confidence: Share.nullable(),
    verification: VerificationSchema,
    createdAt: InstantText,
    subject: z.string().nullable(),
    source: z.string().nullable(),
    hash: z.string().nullable(),
    excerpt: z.string().nullable(),
    attachedAt: InstantText,
    asOf: InstantText.nullable().openapi({
      description: 'When the evidence service said so; null for what is kept here',
    }),
    completions: z.int().openapi({ description: 'How many completions it stands for' }),
    score: Ratio.nullable().openapi({ description: 'Null while it is withdrawn' }),
    parts: PartsSchema.nullable(),
    reasons: z
      .object({ outcome: z.literal('too_few').nullable() })
      .openapi({ description: 'Why a figure is withheld' }),
  })
  .openapi('Evidence');

const age = {
  asOf: InstantText.nullable().openapi({
    description: 'When the evidence service was last read whole; null before, and where evidence is kept here',
  }),
  stale: z.boolean().openapi({ description: 'Whether the evidence service could not be read for too long' }),
};
export const EvidencePage = z
  .object({ items: z.array(EvidenceSchema), nextCursor: z.string().nullable(), ...age })
  .openapi('EvidencePage');
export const EvidenceQuery = z.strictObject({
  ...pageQuery,
  dimension: Dimension.optional().openapi({ description: `${NO_DIMENSION}: about none`, example: 'job_readiness' }),
  verification: VerificationSchema.optional(),
  evidenceId: Id.optional(),
});
export const EvidenceParams = z.object({
  id: z.string().openapi({ example: EXAMPLE_ID }),
  evidenceId: z.string().openapi({ example: 'evidence-204' }),
});

export const SelectionSchema = z
  .object({
    items: z.array(z.object({ evidenceId: Id, score: Ratio, parts: PartsSchema })),
    byDimension: z
      .record(z.string(), z.int())
      .openapi({ description: 'How many of the items are about each dimension' }),
    ...age,
  })
  .openapi('EvidenceSelection');
export const SelectionQuery = z.strictObject({
  limit: pageQuery.limit
    .unwrap()
    .default(SELECTION_DEFAULT)
    .openapi({ type: 'integer', minimum: 1, maximum: 100, default: SELECTION_DEFAULT }),
});

export const EvidenceDimensionsSchema = z
  .object({
    items: z.array(
      z.object({
        dimension: z.string().nullable(),
        pending: z.int(),
        verified: z.int(),
        withdrawn: z.int(),
        outcome: Ratio.nullable().openapi({ description: 'The mean of what stands' }),
        reported: Share.nullable().openapi({ description: 'The outcome score that Program Management reports' }),
        reasons: z.object({ outcome: UnknownReasonSchema, reported: UnknownReasonSchema }),
      }),
    ),
  })
  .openapi('EvidenceDimensions');

export const RefreshSchema = z
  .object({
    asOf: age.asOf,
    added: z.int(),
    changed: z.int(),
    withdrawn: z.int(),
    restored: z.int(),
    refused: z.int().openapi({ description: 'What the service said that cannot be kept here' }),
  })
  .openapi('EvidenceRefresh');

export const EVIDENCE_INPUT_EXAMPLE: z.input<typeof EvidenceInputSchema> = {
  evidenceId: 'evidence-204',
  dimension: 'job_readiness',
  outcome: 0.82,
  confidence: 0.9,
  verification: 'pending',
  createdAt: EXAMPLE_INSTANT,
  subject: 'learner-7f3a91',
  source: 'Interview in week 12',
  hash: 'sha256:9f86d081884c7d65',
};
const PARTS_EXAMPLE = { impact: 0.738, dimension: 1, recency: 0.9259, verification: 0.5 };
export const EVIDENCE_EXAMPLE: z.input<typeof EvidenceSchema> = {
  evidenceId: 'evidence-204',
  campaignId: EXAMPLE_ID,
  dimension: 'job_readiness',
  outcome: 0.82,
  confidence: 0.9,
  verification: 'pending',
  createdAt: EXAMPLE_INSTANT,
  subject: 'learner-7f3a91',
  source: 'Interview in week 12',
  hash: 'sha256:9f86d081884c7d65',
  excerpt: null,
  attachedAt: EXAMPLE_INSTANT,
  asOf: null,
  completions: 1,
  score: 0.8304,
  parts: PARTS_EXAMPLE,
  reasons: { outcome: null },
};
export const EVIDENCE_PATCH_EXAMPLE: z.input<typeof EvidencePatchSchema> = { verification: 'verified' };
export const EVIDENCE_PAGE_EXAMPLE: z.input<typeof EvidencePage> = {
  items: [EVIDENCE_EXAMPLE],
  nextCursor: null,
  asOf: null,
  stale: false,
};
export const SELECTION_EXAMPLE: z.input<typeof SelectionSchema> = {
  items: [{ evidenceId: 'evidence-204', score: 0.8304, parts: PARTS_EXAMPLE }],
  byDimension: { job_readiness: 1 },
  asOf: null,
  stale: false,
};
export const DIMENSIONS_EXAMPLE: z.input<typeof EvidenceDimensionsSchema> = {
  items: [
    {
      dimension: 'job_readiness',
      pending: 2,
      verified: 5,
      withdrawn: 1,
      outcome: 0.71,
      reported: 0.68,
      reasons: { outcome: null, reported: null },
    },
  ],
};
export const REFRESH_EXAMPLE: z.input<typeof RefreshSchema> = {
  asOf: EXAMPLE_INSTANT,
  added: 3,
  changed: 1,
  withdrawn: 0,
  restored: 0,
  refused: 0,
};
