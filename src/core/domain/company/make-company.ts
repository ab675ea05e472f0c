import { NAME_MAX, TAG_MAX, TAGS_MAX } from '../campaign/limits.ts';
import { type Checker, createChecker } from '../shared/check.ts';
import { parseCurrency } from '../shared/money.ts';
import { type Instant, isTimeZone } from '../shared/time.ts';
import { CONTACT_ROLES, type Company, type Contact } from './company.ts';
import type { CompanyInput, CompanyPatch } from './input.ts';
import { CONTACT_NAME_MAX, CONTACTS_MAX, EMAIL_MAX } from './limits.ts';

/** A new company. Throws INVALID_TIME_ZONE, INVALID_CURRENCY or INVALID, with every issue. */
export function makeCompany(input: CompanyInput, id: string, at: Instant): Company {
  return checkCompany(input, { id, version: 1, createdAt: at, updatedAt: at });
}

/** The company with a merge patch applied. Throws as `makeCompany` does. */
export function patchCompany(company: Company, patch: CompanyPatch, at: Instant): Company {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const { id, createdAt } = company;
  return checkCompany({ ...company, ...given }, { id, createdAt, version: company.version + 1, updatedAt: at });
}

function checkCompany(input: CompanyInput, rest: Pick<Company, 'id' | 'version' | 'createdAt' | 'updatedAt'>): Company {
  const check = createChecker();
  const company: Company = {
    ...rest,
    name: check.text('name', input.name, NAME_MAX) ?? '',
    timeZone: timeZoneOf(check, input.timeZone),
    currency: currencyOf(check, input.currency),
    tags: check.tags('tags', input.tags, TAGS_MAX, TAG_MAX),
    contacts: contactsOf(check, input.contacts ?? []),
  };
  check.done();
  return company;
}

/** An IANA time zone; an issue where it is none. */
export function timeZoneOf(check: Checker, timeZone: string | null | undefined): string {
  if (!timeZone) check.add('timeZone', 'REQUIRED', 'timeZone is required');
  else if (!isTimeZone(timeZone)) check.add('timeZone', 'INVALID_TIME_ZONE', 'timeZone must be an IANA name');
  return timeZone ?? '';
}

/** The upper-cased code of a real currency; an issue where it is none. */
export function currencyOf(check: Checker, text: string | null | undefined): string {
  const currency = text ? parseCurrency(text) : null;
  if (!text) check.add('currency', 'REQUIRED', 'currency is required');
  else if (!currency) check.add('currency', 'INVALID_CURRENCY', 'currency must be an ISO 4217 code');
  return currency ?? '';
}

function contactsOf(check: Checker, contacts: readonly Contact[]): readonly Contact[] {
  if (contacts.length > CONTACTS_MAX) check.add('contacts', 'TOO_MANY', `At most ${CONTACTS_MAX} contacts`);
  return contacts.map(({ name, email, role }, at) => {
    const address = check.text(`contacts.${at}.email`, email, EMAIL_MAX) ?? '';
    if (address !== '' && !/^[^\s@]+@[^\s@]+$/.test(address))
      check.add(`contacts.${at}.email`, 'INVALID_EMAIL', 'email must be an e-mail address');
    if (!CONTACT_ROLES.includes(role))
      check.add(`contacts.${at}.role`, 'INVALID_ROLE', `role must be one of ${CONTACT_ROLES.join(', ')}`);
    return { name: check.text(`contacts.${at}.name`, name, CONTACT_NAME_MAX) ?? '', email: address, role };
  });
}
