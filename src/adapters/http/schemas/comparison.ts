import { z } from '@hono/zod-openapi';
import { PROGRAM_TYPES } from '../../../core/domain/catalogue/catalogue.ts';
import { MEASURES } from '../../../core/domain/metrics/comparison.ts';
import { PRICING_MODELS } from '../../../core/domain/terms/terms.ts';

const DateOrNull = z.string().nullable().openapi({ format: 'date' });

export const ComparisonSchema = z
  .object({
    like: z
      .object({
        programType: z.enum(PROGRAM_TYPES),
        model: z.enum(PRICING_MODELS),
        size: z
          .int()
          .openapi({ description: 'Meant for fewer than 25 beneficiaries 0, than 100 1, than 500 2, more 3' }),
      })
      .nullable()
      .openapi({ description: 'What the others have in common with it' }),
    compared: z.array(
      z.object({
        measure: z.enum(MEASURES),
        percentile: z.int().nullable().openapi({
          description: 'The share of the others that it is as good as or better than; of a cost less is better',
        }),
        comparedWith: z.int(),
        reason: z.enum(['not_known', 'too_few_others']).nullable().openapi({
          description: 'too_few_others: to companies fewer than 5 others of 3 other companies; to staff none',
        }),
      }),
    ),
    completion: z.array(
      z.object({
        target: z.enum(['volunteers', 'beneficiaries']),
        wanted: z.number(),
        current: z.number(),
        perDay: z.number().nullable(),
        date: DateOrNull,
        earliest: DateOrNull,
        latest: DateOrNull,
        reason: z.enum(['too_little_history', 'not_growing', 'not_before_end', 'reached', 'no_capacity']).nullable(),
      }),
    ),
  })
  .openapi('Comparison');

export const COMPARISON_EXAMPLE: z.input<typeof ComparisonSchema> = {
  like: { programType: 'mentorship', model: 'seats', size: 1 },
  compared: [
    { measure: 'costPerLearner', percentile: 71, comparedWith: 7, reason: null },
    { measure: 'vis', percentile: null, comparedWith: 0, reason: 'too_few_others' },
  ],
  completion: [
    {
      target: 'volunteers',
      wanted: 50,
      current: 43,
      perDay: 0.25,
      date: '2025-12-22',
      earliest: '2025-12-12',
      latest: null,
      reason: null,
    },
  ],
};
