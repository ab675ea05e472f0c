import { OCCURRED_AHEAD } from '../capacity/consume.ts';
import { createChecker } from '../shared/check.ts';
import { invalid } from '../shared/errors.ts';
import { refusePersonalData } from '../shared/personal-data.ts';
import { parseQuantity } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';
import type { ActivityContent, ActivityKind } from './activity.ts';
import { ACTIVITY_ID_MAX, ACTIVITY_TAG_LENGTH, ACTIVITY_TAGS_MAX } from './limits.ts';

export interface ActivityInput {
  readonly id: string;
  readonly kind: ActivityKind;
  readonly companyId: string;
  readonly subject: string;
  /** Null where the record has no date: it is refused. */
  readonly occurredAt: Instant | null;
  readonly hours?: number | null | undefined;
  readonly tags?: readonly string[] | null | undefined;
}

/**
 * What is kept of an activity. Throws INVALID for an id or subject that is none, an activity without a time or of the future, too many
 * tags; INVALID_QUANTITY for hours; PERSONAL_DATA for an e-mail address or telephone number anywhere.
 */
export function checkActivity(input: ActivityInput, now: Instant): ActivityContent {
  const { id, kind, companyId, subject, occurredAt } = input;
  refusePersonalData({ id, subject, ...Object.fromEntries((input.tags ?? []).map((tag, at) => [`tags.${at}`, tag])) });
  const checker = createChecker();
  for (const [path, value] of Object.entries({ id, subject })) {
    if (value === '' || value.length > ACTIVITY_ID_MAX || /\s/u.test(value))
      checker.add(path, 'INVALID', `${path} has 1 to ${ACTIVITY_ID_MAX} characters without white space`);
  }
  if (occurredAt === null) checker.add('occurredAt', 'REQUIRED', 'An activity without a date belongs nowhere');
  else if (occurredAt > now + OCCURRED_AHEAD)
    checker.add('occurredAt', 'INVALID', 'This would have occurred in the future');
  const hours = input.hours == null ? null : parseQuantity(input.hours);
  if (input.hours != null && (hours === null || hours <= 0))
    checker.add('hours', 'INVALID_QUANTITY', 'hours must be more than 0, at most 10^9 and have at most 4 decimals');
  const tags = checker.tags('tags', input.tags, ACTIVITY_TAGS_MAX, ACTIVITY_TAG_LENGTH);
  checker.done();
  if (occurredAt === null) throw invalid([]);
  return { id, kind, companyId, subject, occurredAt, hours, tags: tags.toSorted() };
}
