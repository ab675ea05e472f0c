import type { Balance } from '../../domain/capacity/account.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import { unburned } from '../../domain/capacity/grants.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { Quantity } from '../../domain/shared/quantity.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { findPlace } from './directory.ts';
import { toLines } from './list-ledger.ts';

export type GrantState = 'scheduled' | 'live' | 'ended';

export interface GrantView {
  readonly id: string;
  readonly quantity: Quantity;
  /** What it still has to give, also while it waits to start; 0 once it has ended. */
  readonly remaining: Quantity;
  readonly startsAt: Instant;
  readonly expiresAt: Instant | null;
  readonly priority: number;
  /** Minor units of the campaign's currency; 0 is free. */
  readonly cost: number;
  readonly note: string | null;
  readonly state: GrantState;
}

/** Every grant of a campaign: those that live or wait in burn order, then those that ended. Throws NOT_FOUND. */
export async function listGrants(
  ports: Pick<Core, 'accounts' | 'directory' | 'capacityLog' | 'notes' | 'campaigns'>,
  { actor }: RequestContext,
  input: { readonly campaignId: string },
): Promise<{ readonly items: readonly GrantView[]; readonly currency: string }> {
  const { campaignId, accountId } = await findPlace(ports.directory, actor, 'capacity.read', input.campaignId);
  const balance = (await ports.accounts.read(accountId)).balances[campaignId];
  const given = new Map<string, Entry>();
  for (const kind of ['schedule', 'grant'] as const) {
    for await (const entry of ports.capacityLog.stream({ accountId, campaignId, kind })) {
      const id = entry.grant?.grantId;
      if (id !== undefined && !given.get(id)?.noteId) given.set(id, entry);
    }
  }
  const lines = await toLines(ports, actor, [...given.values()]);
  const views = lines.map(({ entry, note }) => grantView(entry, note, balance));
  const order = new Map(balance?.grants.map(({ id }, index) => [id, index]));
  const place = ({ id }: GrantView) => order.get(id) ?? Number.MAX_SAFE_INTEGER;
  const campaign = await ports.campaigns.find(campaignId);
  if (!campaign) throw notFound('Campaign');
  const items = views.toSorted((a, b) => place(a) - place(b) || a.startsAt - b.startsAt);
  return { items, currency: campaign.currency };
}

/** @param balance the campaign's, null where only the entry is known: the grant is then as the entry made it */
export function grantView(
  entry: Pick<Entry, 'id' | 'kind' | 'grant' | 'quantity' | 'expiresAt' | 'recordedAt'>,
  note: string | null,
  balance: Balance | null | undefined,
): GrantView {
  const id = entry.grant?.grantId ?? entry.id;
  const standing = balance?.grants.find((grant) => grant.id === id);
  const starts = entry.kind === 'schedule' ? ('scheduled' as const) : ('live' as const);
  const state = balance === null ? starts : standing ? (standing.live ? 'live' : 'scheduled') : 'ended';
  const given = standing ? unburned(standing) : entry.quantity;
  return {
    id,
    quantity: standing?.quantity ?? entry.quantity,
    remaining: state === 'ended' ? 0 : given,
    startsAt: entry.grant?.startsAt ?? entry.recordedAt,
    expiresAt: entry.expiresAt ?? null,
    priority: entry.grant?.priority ?? 0,
    cost: entry.grant?.cost ?? 0,
    note,
    state,
  };
}
