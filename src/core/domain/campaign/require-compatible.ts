import { incompatibilities } from '../catalogue/compatibility.ts';
import { DomainError } from '../shared/errors.ts';
import type { Named } from './check-campaign.ts';

/** Throws INCOMPATIBLE_TEMPLATE_GROUP, with every reason, where a template and a group are both named and do not go together. */
export function requireCompatible({ template, group }: Named): void {
  if (!template || !group) return;
  const reasons = incompatibilities(template, group);
  const first = reasons[0];
  if (!first) return;
  throw new DomainError('invalid', 'INCOMPATIBLE_TEMPLATE_GROUP', first.message, {
    issues: reasons.map((reason) => ({ path: 'beneficiaryGroupId', ...reason })),
    details: { reasons },
  });
}
