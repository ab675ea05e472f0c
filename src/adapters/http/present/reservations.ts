import type { z } from '@hono/zod-openapi';
import type { ReclaimableSeat } from '../../../core/domain/capacity/reclaim.ts';
import { formatMoney } from '../../../core/domain/shared/money.ts';
import { toUnits } from '../../../core/domain/shared/quantity.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { HoldView } from '../../../core/usecases/capacity/hold-view.ts';
import type { GrantView } from '../../../core/usecases/capacity/list-grants.ts';
import type { WaitingView } from '../../../core/usecases/capacity/list-waitlist.ts';
import type { GrantSchema, HoldSchema, ReclaimableSchema, WaitingSchema } from '../schemas/reservations.ts';

export function presentHold({ id, quantity, subject, expiresAt, state }: HoldView): z.output<typeof HoldSchema> {
  return { id, quantity: toUnits(quantity), subject, expiresAt: toRfc3339(expiresAt), state };
}

export function presentWaiting({ entryId, position, subject }: WaitingView): z.output<typeof WaitingSchema> {
  return { id: entryId, position, subject };
}

export function presentReclaimable({
  subject,
  lastActivityAt,
  idleDays,
}: ReclaimableSeat): z.output<typeof ReclaimableSchema> {
  return { subject, lastActivityAt: toRfc3339(lastActivityAt), idleDays };
}

/** @param currency the campaign's */
export function presentGrant(grant: GrantView, currency: string): z.output<typeof GrantSchema> {
  return {
    id: grant.id,
    quantity: toUnits(grant.quantity),
    remaining: toUnits(grant.remaining),
    startsAt: toRfc3339(grant.startsAt),
    expiresAt: grant.expiresAt === null ? null : toRfc3339(grant.expiresAt),
    priority: grant.priority,
    cost: formatMoney(grant.cost, currency),
    note: grant.note,
    state: grant.state,
  };
}
