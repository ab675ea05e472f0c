import { z } from '@hono/zod-openapi';
import { REASON_MAX } from '../../../core/domain/campaign/limits.ts';
import { ENTRY_KINDS } from '../../../core/domain/capacity/entry.ts';
import { UNITS } from '../../../core/domain/shared/quantity.ts';
import {
  EXAMPLE_ENTRY_ID,
  EXAMPLE_INSTANT,
  Id,
  InstantText,
  pageOf,
  pageQuery,
  periodQuery,
  Quantity,
  Subject,
} from './common.ts';

const note = z.string().max(REASON_MAX);

export const EntrySchema = z
  .object({
    id: Id,
    sequence: z.int(),
    kind: z.enum(ENTRY_KINDS),
    quantity: z.number().openapi({ description: 'Positive, the kind tells the direction; only adjust is signed' }),
    unit: z.enum(UNITS),
    subject: z.string().nullable(),
    relatesTo: z.string().nullable(),
    idempotencyKey: z.string().nullable(),
    actor: z.string().nullable(),
    occurredAt: InstantText,
    recordedAt: InstantText,
    consumedAfter: z.number(),
    capacityAfter: z.number(),
    note: z.string().nullable(),
  })
  .openapi('LedgerEntry');

export const EntryPage = pageOf('LedgerPage', EntrySchema);

export const ReleaseInputSchema = z.strictObject({ subject: Subject, reason: note.nullish() }).openapi('ReleaseInput');

const reason = note.openapi({ example: 'Entered twice' });

export const ReversalInputSchema = z.strictObject({ quantity: Quantity.optional(), reason }).openapi('ReversalInput');

export const AdjustmentInputSchema = z
  .strictObject({ quantity: Quantity.openapi({ description: 'Signed, of what is consumed', example: -2.5 }), reason })
  .openapi('AdjustmentInput');

export const LedgerQuerySchema = z.strictObject({
  ...pageQuery,
  kind: z.enum(ENTRY_KINDS).optional(),
  subject: Subject.optional(),
  ...periodQuery,
  format: z.enum(['json', 'csv']).optional(),
});

export const EntryParams = z.object({ id: Id, entryId: Id });

export const ENTRY_EXAMPLE: z.input<typeof EntrySchema> = {
  id: EXAMPLE_ENTRY_ID,
  sequence: 47,
  kind: 'consume',
  quantity: 1,
  unit: 'seat',
  subject: 'vol-7f3a91',
  relatesTo: null,
  idempotencyKey: 'session-9f2c',
  actor: 'program-management',
  occurredAt: EXAMPLE_INSTANT,
  recordedAt: EXAMPLE_INSTANT,
  consumedAfter: 43,
  capacityAfter: 50,
  note: null,
};

export const RELEASE_INPUT_EXAMPLE: z.input<typeof ReleaseInputSchema> = {
  subject: 'vol-7f3a91',
  reason: 'Moved away',
};

export const RELEASE_EXAMPLE: z.input<typeof EntrySchema> = {
  ...ENTRY_EXAMPLE,
  sequence: 48,
  kind: 'release',
  relatesTo: EXAMPLE_ENTRY_ID,
  idempotencyKey: 'release-9f2c',
  consumedAfter: 42,
  note: 'Moved away',
};

export const REVERSAL_INPUT_EXAMPLE: z.input<typeof ReversalInputSchema> = { reason: 'Entered twice' };

export const REVERSAL_EXAMPLE: z.input<typeof EntrySchema> = {
  ...RELEASE_EXAMPLE,
  kind: 'reverse',
  idempotencyKey: 'reversal-9f2c',
  note: 'Entered twice',
};

export const ADJUSTMENT_INPUT_EXAMPLE: z.input<typeof AdjustmentInputSchema> = {
  quantity: -2.5,
  reason: 'Hours counted twice in March',
};

export const ADJUSTMENT_EXAMPLE: z.input<typeof EntrySchema> = {
  ...ENTRY_EXAMPLE,
  kind: 'adjust',
  quantity: -2.5,
  unit: 'credit',
  subject: null,
  idempotencyKey: 'adjustment-3',
  consumedAfter: 1497.5,
  capacityAfter: 10000,
  note: 'Hours counted twice in March',
};

export const LEDGER_CSV_EXAMPLE =
  'id,sequence,kind,quantity,unit,subject,relatesTo,idempotencyKey,actor,occurredAt,recordedAt,consumedAfter,capacityAfter,note\r\n';
