import type { Quantity } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';
import type { AccountChange, Entry } from './entry.ts';

interface Common {
  readonly campaignId: string;
  /** The full key, unique in the account. */
  readonly key: string;
  readonly hash: string | null;
  readonly actor: string;
  /** Null: the time of recording. */
  readonly occurredAt: Instant | null;
  readonly noteId?: string;
  readonly instanceId?: string;
}

/** What can be asked of a capacity account. */
export type Command = Common &
  (
    | {
        readonly kind: 'consume';
        readonly quantity: Quantity | null;
        /** Hours or sessions in ten-thousandths, rated by the terms; in place of a quantity. */
        readonly volume: Quantity | null;
        readonly subject: string | null;
      }
    /** With `placeId` only where the subject's place is still the one that this entry took. */
    | { readonly kind: 'release'; readonly subject: string; readonly placeId?: string }
    | { readonly kind: 'reverse'; readonly entryId: string; readonly quantity: Quantity | null }
    | { readonly kind: 'adjust'; readonly quantity: Quantity }
    | { readonly kind: 'change'; readonly change: AccountChange }
    | {
        readonly kind: 'grant';
        readonly grantId: string;
        readonly quantity: Quantity;
        readonly startsAt: Instant | null;
        readonly expiresAt: Instant | null;
        readonly priority: number;
        readonly cost: number;
      }
    | { readonly kind: 'hold'; readonly quantity: Quantity; readonly subject: string | null; readonly ttl: number }
    | { readonly kind: 'confirm'; readonly holdId: string }
    | { readonly kind: 'unhold'; readonly holdId: string }
    | { readonly kind: 'wait'; readonly subject: string }
    | { readonly kind: 'leave'; readonly subject: string }
    /** Record what is due by now, and nothing else. */
    | { readonly kind: 'settle' }
  );

/** What the log knows beside the account's state that a command needs; looked up by index before deciding. */
export interface Facts {
  /** Every entry of the command's subject in this account, in sequence. */
  readonly subjectEntries: readonly Entry[];
  /** The entry that the command names and every entry that relates to it, in sequence. */
  readonly relatedEntries: readonly Entry[];
}
