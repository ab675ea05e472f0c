import { z } from '@hono/zod-openapi';
import { REASON_MAX } from '../../../core/domain/campaign/limits.ts';
import { HOLD_TTL, MAX_HOLD_TTL } from '../../../core/domain/capacity/reserve.ts';
import { SECOND } from '../../../core/domain/shared/time.ts';
import { DEFAULT_PRIORITY, PRIORITY_MAX } from '../../../core/usecases/capacity/grant-credits.ts';
import { HOLD_STATES } from '../../../core/usecases/capacity/hold-view.ts';
import {
  EXAMPLE_ENTRY_ID,
  EXAMPLE_INSTANT,
  Id,
  InstantText,
  MoneyText,
  OptionalInstant,
  pageOf,
  Quantity,
  Subject,
} from './common.ts';

export const HoldInputSchema = z
  .strictObject({
    quantity: Quantity.optional().openapi({ description: '1 unless given; at most 4 decimals' }),
    subject: Subject.nullish(),
    ttlSeconds: z
      .int()
      .min(1)
      .max(MAX_HOLD_TTL / SECOND)
      .optional()
      .openapi({ description: `${HOLD_TTL / SECOND} unless given` }),
  })
  .openapi('HoldInput');
export const HoldSchema = z
  .object({
    id: Id,
    quantity: z.number(),
    subject: z.string().nullable(),
    expiresAt: InstantText,
    state: z.enum(HOLD_STATES),
  })
  .openapi('Hold');
export const HoldList = pageOf('HoldList', HoldSchema);
export const HoldParams = z.object({ id: Id, holdId: Id });

export const WaitInputSchema = z.strictObject({ subject: Subject }).openapi('WaitInput');
export const WaitingSchema = z
  .object({
    id: Id.openapi({ description: 'The ledger entry that queued it' }),
    position: z.int().openapi({ description: '1 is the next to be offered a place' }),
    subject: z.string().nullable(),
  })
  .openapi('WaitingPlace');
export const WaitingList = pageOf('Waitlist', WaitingSchema);
export const SubjectParams = z.object({ id: Id, subject: z.string().openapi({ example: 'vol-7f3a91' }) });

export const GrantInputSchema = z
  .strictObject({
    quantity: Quantity,
    startsAt: OptionalInstant,
    expiresAt: OptionalInstant,
    priority: z
      .int()
      .min(0)
      .max(PRIORITY_MAX)
      .optional()
      .openapi({ description: `Lower burns first; ${DEFAULT_PRIORITY} unless given` }),
    cost: MoneyText.nullish().openapi({ description: 'In the campaign’s currency; free where absent' }),
    note: z.string().max(REASON_MAX).nullish(),
  })
  .openapi('GrantInput');
export const GrantSchema = z
  .object({
    id: Id,
    quantity: z.number(),
    remaining: z.number().openapi({ description: 'What it still has to give' }),
    startsAt: InstantText,
    expiresAt: InstantText.nullable(),
    priority: z.int(),
    cost: z.string().openapi({ description: 'In the campaign’s currency' }),
    note: z.string().nullable(),
    state: z.enum(['scheduled', 'live', 'ended']),
  })
  .openapi('Grant');
export const GrantList = pageOf('GrantList', GrantSchema);

export const ReclaimableSchema = z
  .object({
    subject: z.string(),
    lastActivityAt: InstantText,
    idleDays: z.int().openapi({ description: 'Whole days without activity' }),
  })
  .openapi('ReclaimableSeat');
export const ReclaimableList = pageOf('ReclaimableSeats', ReclaimableSchema);

export const RECLAIMABLE_EXAMPLE: z.input<typeof ReclaimableSchema> = {
  subject: 'vol-7f3a91',
  lastActivityAt: EXAMPLE_INSTANT,
  idleDays: 45,
};
export const HOLD_INPUT_EXAMPLE: z.input<typeof HoldInputSchema> = { subject: 'vol-7f3a91', ttlSeconds: 900 };
export const HOLD_EXAMPLE: z.input<typeof HoldSchema> = {
  id: EXAMPLE_ENTRY_ID,
  quantity: 1,
  subject: 'vol-7f3a91',
  expiresAt: EXAMPLE_INSTANT,
  state: 'live',
};
export const WAITING_EXAMPLE: z.input<typeof WaitingSchema> = {
  id: EXAMPLE_ENTRY_ID,
  position: 1,
  subject: 'vol-7f3a91',
};
export const GRANT_INPUT_EXAMPLE: z.input<typeof GrantInputSchema> = {
  quantity: 2500,
  expiresAt: EXAMPLE_INSTANT,
  cost: '1250.00',
  note: 'Top-up for the winter term',
};
export const GRANT_EXAMPLE: z.input<typeof GrantSchema> = {
  id: EXAMPLE_ENTRY_ID,
  quantity: 2500,
  remaining: 2500,
  startsAt: EXAMPLE_INSTANT,
  expiresAt: null,
  priority: DEFAULT_PRIORITY,
  cost: '1250.00',
  note: 'Top-up for the winter term',
  state: 'live',
};
