import { z } from '@hono/zod-openapi';
import { REASON_MAX } from '../../../core/domain/campaign/limits.ts';
import { FACTOR_INPUTS } from '../../../core/domain/upsell/factors.ts';
import { LOST_REASONS, NEXT_STEP_MAX, OPPORTUNITY_STATES, OWNER_MAX } from '../../../core/domain/upsell/opportunity.ts';
import { OPPORTUNITY_TYPES, UPSELL_PARTS, UPSELL_TIERS } from '../../../core/domain/upsell/rules.ts';
import { OPPORTUNITY_SORTS } from '../../../ports/upsell-repository.ts';
import {
  Currency,
  DateText,
  EXAMPLE_COMPANY_ID,
  EXAMPLE_ID,
  EXAMPLE_INSTANT,
  Id,
  InstantText,
  MoneyText,
  pageOf,
  pageQuery,
  sortText,
  Version,
} from './common.ts';

const Score = z.int().min(0).max(100);
const TypeOrNone = z.enum([...OPPORTUNITY_TYPES, 'none']);

export const FactorSchema = z
  .object({
    input: z.enum(FACTOR_INPUTS),
    part: z.enum(UPSELL_PARTS),
    value: z.number().nullable(),
    points: z.number().openapi({ description: 'Of the score, before it is rounded' }),
    most: z.number().openapi({ description: 'The most that this input can give' }),
    change: z
      .object({
        more: z.union([z.number(), MoneyText]).openapi({ description: 'How much more of it; money for spend' }),
        points: z.int(),
        sentence: z.string(),
      })
      .nullable(),
  })
  .openapi('UpsellFactor');

const scored = {
  score: Score,
  tier: z.enum(UPSELL_TIERS),
  parts: z.object({ capacity: Score, performance: Score, engagement: Score, spend: Score }),
  estimate: MoneyText.nullable(),
  currency: Currency,
  factors: z.array(FactorSchema),
  crossing: z.object({ threshold: z.int(), at: InstantText }).nullable(),
  fullAt: InstantText.nullable().openapi({
    description: 'Since when 100 % have been reached; null while they are not',
  }),
  demand: z
    .object({ asked: z.int(), firstAt: InstantText, lastAt: InstantText })
    .nullable()
    .openapi({ description: 'How many asked for capacity in vain since there was room last, each once' }),
};

export const CampaignUpsellSchema = z
  .object({
    campaignId: Id,
    companyId: Id,
    campaignName: z.string(),
    type: TypeOrNone,
    ...scored,
    updatedAt: InstantText,
  })
  .openapi('CampaignUpsell');

export const CompanyUpsellSchema = z
  .object({
    recommendations: z.array(
      z.object({
        campaignId: Id,
        campaignName: z.string(),
        score: Score,
        tier: z.enum(UPSELL_TIERS),
        type: z.enum(OPPORTUNITY_TYPES),
        estimate: MoneyText.nullable(),
        currency: Currency,
      }),
    ),
    bundle: z
      .object({ score: Score, value: z.array(z.object({ currency: Currency, amount: MoneyText })) })
      .nullable()
      .openapi({ description: 'Null for fewer than 2 active or recruiting campaigns' }),
    totals: z.array(z.object({ currency: Currency, estimate: MoneyText })),
  })
  .openapi('CompanyUpsell');

const opportunity = {
  id: Id,
  version: Version.openapi({ description: 'Grows with people’s work, not with the score' }),
  campaignId: Id,
  companyId: Id,
  campaignName: z.string(),
  type: z.enum(OPPORTUNITY_TYPES),
  state: z.enum(OPPORTUNITY_STATES),
  owner: z.string().nullable(),
  dueOn: DateText.nullable(),
  nextStep: z.string().nullable(),
  because: z.enum(['crossing', 'demand', 'score']),
  scoreType: TypeOrNone.openapi({ description: 'What the score speaks for now' }),
  ...scored,
  outcome: z
    .object({
      kind: z.enum(['won', 'lost', 'dismissed']),
      at: InstantText,
      by: z.string(),
      value: MoneyText.nullable(),
      reason: z.enum(LOST_REASONS).nullable(),
    })
    .nullable(),
  openedAt: InstantText,
  updatedAt: InstantText,
};
export const OpportunitySchema = z.object(opportunity).openapi('Opportunity');
export const OpportunityPage = pageOf('OpportunityPage', OpportunitySchema);

const KnownSchema = z
  .object({
    at: InstantText,
    score: Score,
    tier: z.enum(UPSELL_TIERS),
    type: TypeOrNone,
    utilization: z.number().nullable(),
    sroi: z.number().nullable(),
    vis: z.number().nullable(),
    sessions: z.int(),
    budgetUtilization: z.number().nullable(),
    companyRuns: z.int(),
    asked: z.int(),
  })
  .openapi('UpsellKnown');

export const OpportunityDetailSchema = z
  .object({
    ...opportunity,
    moves: z.array(z.enum(OPPORTUNITY_STATES)).openapi({ description: 'The states that it may go to from here' }),
    notes: z.array(z.object({ id: Id, at: InstantText, author: z.string(), text: z.string().nullable() })),
    history: z.array(
      z.object({
        at: InstantText,
        actor: z.string(),
        what: z.enum(['opened', 'moved', 'restored', 'changed', 'noted']),
        from: z.enum(OPPORTUNITY_STATES).nullable(),
        to: z.enum(OPPORTUNITY_STATES),
        fields: z.array(z.string()),
      }),
    ),
    shown: KnownSchema.openapi({ description: 'What was known when it came into the queue' }),
    acted: KnownSchema.nullable().openapi({ description: 'What was known when somebody first moved it' }),
  })
  .openapi('OpportunityDetail');

const filters = {
  companyId: Id.optional(),
  type: z.enum(OPPORTUNITY_TYPES).optional(),
  minScore: z
    .string()
    .regex(/^(100|\d{1,2})$/, 'Expected a number from 0 to 100')
    .transform(Number)
    .optional()
    .openapi({ type: 'integer', minimum: 0, maximum: 100 }),
  state: z.enum(OPPORTUNITY_STATES).optional(),
  owner: z
    .string()
    .max(OWNER_MAX)
    .optional()
    .openapi({ description: 'An actor’s id; empty for those that nobody has taken' }),
};
export const OpportunityQuerySchema = z.strictObject({
  ...pageQuery,
  ...filters,
  sort: sortText(OPPORTUNITY_SORTS).optional(),
});
export const OutcomeQuerySchema = z.strictObject({ ...filters, format: z.enum(['ndjson', 'csv']).default('ndjson') });

export const OpportunityPatchSchema = z
  .strictObject({
    state: z.enum(OPPORTUNITY_STATES).optional(),
    owner: z.string().max(OWNER_MAX).nullish(),
    dueOn: DateText.nullish(),
    nextStep: z.string().max(NEXT_STEP_MAX).nullish(),
    value: MoneyText.optional().openapi({ description: 'With won: what it came to, in the campaign’s currency' }),
    reason: z.enum(LOST_REASONS).optional().openapi({ description: 'With lost' }),
    note: z
      .string()
      .max(REASON_MAX)
      .nullish()
      .openapi({ description: 'Added to the notes; kept apart, so that it can be erased' }),
  })
  .openapi('OpportunityPatch');

export const RefreshInputSchema = z
  .strictObject({ campaignId: Id.optional(), companyId: Id.optional() })
  .openapi('UpsellRefreshInput');
const Summary = z.object({ score: Score, tier: z.enum(UPSELL_TIERS), type: TypeOrNone });
export const RefreshSchema = z
  .object({
    checked: z.int(),
    changedCount: z.int(),
    opened: z.int(),
    changed: z
      .array(z.object({ campaignId: Id, before: Summary.nullable(), after: Summary, opened: Id.nullable() }))
      .openapi({ description: 'The first 100' }),
  })
  .openapi('UpsellRefresh');

export const OpportunityParams = z.object({ id: Id });
export const OpportunityNoteParams = z.object({ id: Id, noteId: Id });

const EXAMPLE_OPPORTUNITY_ID = '01980b14-9999-7b1c-8d2e-4f5a6b7c8d9e';

const SCORED_EXAMPLE = {
  score: 67,
  tier: 'warm' as const,
  parts: { capacity: 59, performance: 82, engagement: 56, spend: 80 },
  estimate: '6375.00',
  currency: 'EUR',
  factors: [
    {
      input: 'utilization' as const,
      part: 'capacity' as const,
      value: 0.86,
      points: 23.6,
      most: 40,
      change: { more: 7, points: 8, sentence: 'With 7 more seats used: +8' },
    },
    { input: 'spend' as const, part: 'spend' as const, value: 0.8, points: 8, most: 10, change: null },
  ],
  crossing: { threshold: 80, at: EXAMPLE_INSTANT },
  fullAt: null,
  demand: { asked: 4, firstAt: EXAMPLE_INSTANT, lastAt: EXAMPLE_INSTANT },
};
export const CAMPAIGN_UPSELL_EXAMPLE: z.input<typeof CampaignUpsellSchema> = {
  campaignId: EXAMPLE_ID,
  companyId: EXAMPLE_COMPANY_ID,
  campaignName: 'Mentors for Syrian refugees, Berlin',
  type: 'capacity_expansion',
  ...SCORED_EXAMPLE,
  updatedAt: EXAMPLE_INSTANT,
};
export const COMPANY_UPSELL_EXAMPLE: z.input<typeof CompanyUpsellSchema> = {
  recommendations: [
    {
      campaignId: EXAMPLE_ID,
      campaignName: 'Mentors for Syrian refugees, Berlin',
      score: 67,
      tier: 'warm',
      type: 'capacity_expansion',
      estimate: '6375.00',
      currency: 'EUR',
    },
  ],
  bundle: { score: 56, value: [{ currency: 'EUR', amount: '12500.00' }] },
  totals: [{ currency: 'EUR', estimate: '6375.00' }],
};
export const OPPORTUNITY_EXAMPLE: z.input<typeof OpportunitySchema> = {
  id: EXAMPLE_OPPORTUNITY_ID,
  version: 2,
  campaignId: EXAMPLE_ID,
  companyId: EXAMPLE_COMPANY_ID,
  campaignName: 'Mentors for Syrian refugees, Berlin',
  type: 'capacity_expansion',
  state: 'contacted',
  owner: 'sales-7',
  dueOn: '2025-12-01',
  nextStep: 'Send the proposal for 25 more seats',
  because: 'crossing',
  scoreType: 'capacity_expansion',
  ...SCORED_EXAMPLE,
  outcome: null,
  openedAt: EXAMPLE_INSTANT,
  updatedAt: EXAMPLE_INSTANT,
};
const KNOWN_EXAMPLE: z.input<typeof KnownSchema> = {
  at: EXAMPLE_INSTANT,
  score: 63,
  tier: 'warm',
  type: 'capacity_expansion',
  utilization: 0.8,
  sroi: 4.2,
  vis: 78.5,
  sessions: 38,
  budgetUtilization: 0.76,
  companyRuns: 4,
  asked: 0,
};
export const OPPORTUNITY_DETAIL_EXAMPLE: z.input<typeof OpportunityDetailSchema> = {
  ...OPPORTUNITY_EXAMPLE,
  moves: ['proposed', 'lost', 'dismissed'],
  notes: [{ id: 'note-1', at: EXAMPLE_INSTANT, author: 'sales-7', text: 'Wants to decide before the new year' }],
  history: [
    { at: EXAMPLE_INSTANT, actor: 'system', what: 'opened', from: null, to: 'new', fields: [] },
    { at: EXAMPLE_INSTANT, actor: 'sales-7', what: 'moved', from: 'new', to: 'contacted', fields: ['owner', 'dueOn'] },
  ],
  shown: KNOWN_EXAMPLE,
  acted: KNOWN_EXAMPLE,
};
export const OPPORTUNITY_PATCH_EXAMPLE: z.input<typeof OpportunityPatchSchema> = {
  state: 'contacted',
  owner: 'sales-7',
  dueOn: '2025-12-01',
  nextStep: 'Send the proposal for 25 more seats',
};
export const REFRESH_EXAMPLE: z.input<typeof RefreshSchema> = {
  checked: 17,
  changedCount: 1,
  opened: 0,
  changed: [
    {
      campaignId: EXAMPLE_ID,
      before: { score: 59, tier: 'watch', type: 'capacity_expansion' },
      after: { score: 67, tier: 'warm', type: 'capacity_expansion' },
      opened: null,
    },
  ],
};
