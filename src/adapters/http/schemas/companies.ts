import { z } from '@hono/zod-openapi';
import { NAME_MAX, TAG_MAX, TAGS_MAX } from '../../../core/domain/campaign/limits.ts';
import { CONTACT_ROLES } from '../../../core/domain/company/company.ts';
import { CONTACT_NAME_MAX, CONTACTS_MAX, EMAIL_MAX } from '../../../core/domain/company/limits.ts';
import {
  Currency,
  EXAMPLE_COMPANY_ID,
  EXAMPLE_INSTANT,
  Id,
  InstantText,
  pageOf,
  pageQuery,
  TimeZone,
  Version,
} from './common.ts';

const ContactInput = z.strictObject({
  name: z.string().trim().min(1).max(CONTACT_NAME_MAX),
  email: z.string().max(EMAIL_MAX),
  role: z.enum(CONTACT_ROLES),
});

const tags = z.array(z.string().trim().min(1).max(TAG_MAX)).max(TAGS_MAX);

const contacts = z.array(ContactInput).max(CONTACTS_MAX);

const name = z.string().trim().min(1).max(NAME_MAX);

export const CompanyInputSchema = z
  .strictObject({
    name,
    timeZone: TimeZone,
    currency: Currency,
    tags: tags.nullish(),
    contacts: contacts.nullish(),
  })
  .openapi('CompanyInput');

export const CompanyPatchSchema = z
  .strictObject({
    name: name.optional(),
    timeZone: TimeZone.optional(),
    currency: Currency.optional(),
    tags: tags.nullish(),
    contacts: contacts.nullish(),
  })
  .openapi('CompanyPatch');

export const CompanySchema = z
  .object({
    id: Id,
    version: Version,
    name: z.string(),
    timeZone: z.string(),
    currency: z.string(),
    tags: z.array(z.string()),
    contacts: z.array(z.object({ name: z.string(), email: z.string(), role: z.enum(CONTACT_ROLES) })),
    createdAt: InstantText,
    updatedAt: InstantText,
  })
  .openapi('Company');

export const CompanyPage = pageOf('CompanyPage', CompanySchema);

export const CompanyQuery = z.strictObject({ ...pageQuery, q: z.string().max(NAME_MAX).optional() });

export const COMPANY_INPUT_EXAMPLE: z.input<typeof CompanyInputSchema> = {
  name: 'Rheintal Maschinenbau',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  tags: ['manufacturing'],
  contacts: [{ name: 'Anna Weber', email: 'anna.weber@example.com', role: 'company_admin' }],
};

export const COMPANY_EXAMPLE: z.input<typeof CompanySchema> = {
  id: EXAMPLE_COMPANY_ID,
  version: 1,
  name: 'Rheintal Maschinenbau',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  tags: ['manufacturing'],
  contacts: [{ name: 'Anna Weber', email: 'anna.weber@example.com', role: 'company_admin' }],
  createdAt: EXAMPLE_INSTANT,
  updatedAt: EXAMPLE_INSTANT,
};
