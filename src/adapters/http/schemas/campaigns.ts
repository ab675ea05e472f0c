import { z } from '@hono/zod-openapi';
import { PRIORITIES } from '../../../core/domain/campaign/campaign.ts';
import {
  COUNT_MAX,
  DESCRIPTION_MAX,
  INTERNAL_NOTES_MAX,
  NAME_MAX,
  TAG_MAX,
  TAGS_MAX,
} from '../../../core/domain/campaign/limits.ts';
import { STATUSES } from '../../../core/domain/lifecycle/status.ts';
import { PRICING_MODELS } from '../../../core/domain/terms/terms.ts';
import { CAMPAIGN_SORTS } from '../../../ports/campaign-repository.ts';
import { CAPACITY_EXAMPLE, CapacitySchema } from './capacity.ts';
import {
  Config,
  Currency,
  DateText,
  EXAMPLE_COMPANY_ID,
  EXAMPLE_GROUP_ID,
  EXAMPLE_ID,
  EXAMPLE_INSTANT,
  EXAMPLE_TEMPLATE_ID,
  Id,
  InstantText,
  MoneyText,
  pageOf,
  pageQuery,
  sortText,
  TimeZone,
  Version,
} from './common.ts';
import { TERMS_EXAMPLE, TERMS_INPUT_EXAMPLE, TermsInputSchema, TermsSchema } from './terms.ts';

const name = z.string().trim().min(1).max(NAME_MAX);

const count = z.int().min(1).max(COUNT_MAX);

const tags = z.array(z.string().trim().min(1).max(TAG_MAX)).max(TAGS_MAX);

const fields = {
  programTemplateId: Id.nullish(),
  beneficiaryGroupId: Id.nullish(),
  description: z.string().trim().max(DESCRIPTION_MAX).nullish(),
  startDate: DateText.nullish(),
  endDate: DateText.nullish(),
  timeZone: TimeZone.nullish(),
  targetVolunteers: count.nullish(),
  targetBeneficiaries: count.nullish(),
  maxSessions: count.nullish(),
  budgetAllocated: MoneyText.nullish(),
  currency: Currency.nullish(),
  priority: z.enum(PRIORITIES).nullish(),
  tags: tags.nullish(),
  internalNotes: z.string().trim().max(INTERNAL_NOTES_MAX).nullish(),
  configOverrides: Config.nullish(),
};

export const CampaignInputSchema = z
  .strictObject({ companyId: Id, name, ...fields, terms: TermsInputSchema.nullish() })
  .openapi('CampaignInput');

export const CampaignPatchSchema = z
  .strictObject({ companyId: Id.optional(), name: name.optional(), ...fields })
  .openapi('CampaignPatch');

export const CampaignSchema = z
  .object({
    id: Id,
    version: Version,
    companyId: Id,
    name: z.string(),
    description: z.string().nullable(),
    status: z.enum(STATUSES),
    programTemplateId: z.string().nullable(),
    programTemplateVersion: z.int().nullable(),
    beneficiaryGroupId: z.string().nullable(),
    startDate: DateText.nullable(),
    endDate: DateText.nullable(),
    timeZone: z.string(),
    quarter: z.string().nullable().openapi({ example: '2025-Q1' }),
    targetVolunteers: z.int().nullable(),
    targetBeneficiaries: z.int().nullable(),
    maxSessions: z.int().nullable(),
    budgetAllocated: MoneyText.nullable(),
    budgetSpent: MoneyText,
    currency: z.string(),
    priority: z.enum(PRIORITIES),
    tags: z.array(z.string()),
    internalNotes: z.string().nullable().openapi({ description: 'Null to company roles' }),
    configOverrides: Config,
    config: Config.openapi({ description: 'The template’s default with the overrides merged in' }),
    overriddenPaths: z.array(z.string()),
    terms: TermsSchema.nullable(),
    capacity: CapacitySchema.nullable().openapi({
      description:
        'In lists from a projection a moment behind the ledger, null before there is one; of a new draft from its terms; null in the answer to a transition',
    }),
    createdAt: InstantText,
    updatedAt: InstantText,
  })
  .openapi('Campaign');

/** As Program Management reports them; null where nobody did, or over too few people to tell a company. */
export const ListedCampaignSchema = CampaignSchema.extend({
  sroi: z.number().nullable(),
  vis: z.number().nullable(),
}).openapi('ListedCampaign');

export const CampaignPage = pageOf('CampaignPage', ListedCampaignSchema);

const bands = z.enum(['80', '90', '100', '110']);

export const CampaignQuerySchema = z.strictObject({
  ...pageQuery,
  companyId: Id.optional(),
  status: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(STATUSES)).min(1))
    .optional()
    .openapi({ type: 'string', description: `Separated by commas: ${STATUSES.join(', ')}`, example: 'active,paused' }),
  pricingModel: z.enum(PRICING_MODELS).optional(),
  programTemplateId: Id.optional(),
  beneficiaryGroupId: Id.optional(),
  quarter: z
    .string()
    .regex(/^\d{4}-Q[1-4]$/, 'Expected a quarter such as 2025-Q1')
    .optional(),
  band: bands
    .transform(Number)
    .optional()
    .openapi({ type: 'integer', enum: [80, 90, 100, 110] }),
  q: z.string().max(NAME_MAX).optional(),
  sort: sortText(CAMPAIGN_SORTS).optional(),
});

export const CAMPAIGN_INPUT_EXAMPLE: z.input<typeof CampaignInputSchema> = {
  companyId: EXAMPLE_COMPANY_ID,
  name: 'Mentors for Syrian refugees, Berlin',
  programTemplateId: EXAMPLE_TEMPLATE_ID,
  beneficiaryGroupId: EXAMPLE_GROUP_ID,
  startDate: '2025-01-01',
  endDate: '2025-06-30',
  targetVolunteers: 50,
  targetBeneficiaries: 120,
  budgetAllocated: '30000.00',
  tags: ['mentoring'],
  configOverrides: { sessionDuration: 90 },
  terms: TERMS_INPUT_EXAMPLE,
};

export const CAMPAIGN_PATCH_EXAMPLE: z.input<typeof CampaignPatchSchema> = { endDate: '2025-07-31', description: null };

export const CAMPAIGN_EXAMPLE: z.input<typeof CampaignSchema> = {
  id: EXAMPLE_ID,
  version: 1,
  companyId: EXAMPLE_COMPANY_ID,
  name: 'Mentors for Syrian refugees, Berlin',
  description: null,
  status: 'draft',
  programTemplateId: EXAMPLE_TEMPLATE_ID,
  programTemplateVersion: 1,
  beneficiaryGroupId: EXAMPLE_GROUP_ID,
  startDate: '2025-01-01',
  endDate: '2025-06-30',
  timeZone: 'Europe/Berlin',
  quarter: '2025-Q1',
  targetVolunteers: 50,
  targetBeneficiaries: 120,
  maxSessions: null,
  budgetAllocated: '30000.00',
  budgetSpent: '0.00',
  currency: 'EUR',
  priority: 'medium',
  tags: ['mentoring'],
  internalNotes: null,
  configOverrides: { sessionDuration: 90 },
  config: { sessionFormat: 'online', sessionDuration: 90, sessionFrequency: 'weekly', totalDuration: 26 },
  overriddenPaths: ['sessionDuration'],
  terms: TERMS_EXAMPLE,
  capacity: {
    ...CAPACITY_EXAMPLE,
    consumed: 0,
    held: 0,
    remaining: 50,
    headroom: 55,
    utilization: 0,
    utilizationPercent: 0,
    band: null,
    near: false,
    open: false,
    volunteers: { target: 50, current: 0, utilization: 0 },
    beneficiaries: { target: 120, current: 0, utilization: 0 },
    sequence: 1,
  },
  createdAt: EXAMPLE_INSTANT,
  updatedAt: EXAMPLE_INSTANT,
};
