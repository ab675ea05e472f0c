import type { CampaignStatus } from '../lifecycle/status.ts';
import { isEqual } from '../shared/equal.ts';
import { DomainError, invalid } from '../shared/errors.ts';
import { currencyDigits } from '../shared/money.ts';
import type { Campaign } from './campaign.ts';

const EDITABLE = [
  'companyId',
  'name',
  'description',
  'programTemplateId',
  'beneficiaryGroupId',
  'startDate',
  'endDate',
  'timeZone',
  'targetVolunteers',
  'targetBeneficiaries',
  'maxSessions',
  'budgetAllocated',
  'currency',
  'priority',
  'tags',
  'internalNotes',
  'configOverrides',
] as const;
type Field = (typeof EDITABLE)[number];

const CHOSEN: readonly Field[] = ['companyId', 'programTemplateId', 'beneficiaryGroupId', 'currency'];
const WHILE_PAUSED: readonly Field[] = ['tags', 'internalNotes'];

/** The fields that never change in the state; endDate may still move later where it is not among them. */
const LOCKED: Readonly<Record<CampaignStatus, readonly Field[]>> = {
  draft: [],
  planned: CHOSEN,
  recruiting: CHOSEN,
  active: [...CHOSEN, 'startDate'],
  paused: EDITABLE.filter((field) => !WHILE_PAUSED.includes(field)),
  completed: EDITABLE,
  closed: EDITABLE,
};

/** What a campaign that left draft must keep having. */
const NEEDED: readonly Field[] = ['startDate', 'targetVolunteers', 'targetBeneficiaries', 'budgetAllocated'];

/**
 * Throws LOCKED_FIELD, naming each field, where the state of the campaign does not let it change as it does; INVALID where a
 * campaign that left draft would lose what it needs.
 */
export function refuseLockedFields(before: Campaign, after: Campaign): void {
  const changed = EDITABLE.filter((field) => !isEqual(before[field], after[field]));
  const fields = changed.filter((field) => isLocked(before, after, field));
  if (fields.length > 0)
    throw new DomainError('conflict', 'LOCKED_FIELD', `${fields.join(', ')} cannot change while ${before.status}`, {
      details: { fields },
      issues: fields.map((path) => ({ path, code: 'LOCKED_FIELD', message: `${path} cannot change now` })),
    });
  const lost =
    before.status === 'draft' ? [] : changed.filter((field) => NEEDED.includes(field) && after[field] === null);
  if (lost.length > 0)
    throw invalid(lost.map((path) => ({ path, code: 'REQUIRED', message: `${path} is required after draft` })));
}

function isLocked(before: Campaign, after: Campaign, field: Field): boolean {
  if (LOCKED[before.status].includes(field)) return true;
  if (field === 'endDate') return before.status !== 'draft' && (after.endDate ?? '') < (before.endDate ?? '');
  return field === 'currency' && !canRedenominate(before, after);
}

/** Prices and what was spent are in the currency: it changes only while both mean the same in the other. */
function canRedenominate(before: Campaign, after: Campaign): boolean {
  if (before.budgetSpent !== 0 || before.terms?.model === 'bundle') return false;
  return before.terms === null || currencyDigits(before.currency) === currencyDigits(after.currency);
}
