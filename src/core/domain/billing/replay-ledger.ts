import { emptyAccount } from '../capacity/account.ts';
import type { Command, Facts } from '../capacity/command.ts';
import { decide, factsNeeded } from '../capacity/decide.ts';
import type { AccountChange, Entry } from '../capacity/entry.ts';
import type { DomainError } from '../shared/errors.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';
import { commandOf, isOffer, offerKey, placeOffered, type ReplayState } from './replay-command.ts';

/** Something that really was recorded, and that other terms would have refused. */
export interface Refusal {
  readonly at: Instant;
  readonly quantity: Quantity;
  readonly code: DomainError['code'];
}

export interface Replay {
  readonly entries: readonly Entry[];
  readonly refusals: readonly Refusal[];
}

type TermsChange = AccountChange & { readonly kind: 'terms' };

/**
 * What a campaign's account would have recorded under other terms: every request that it really granted is decided again, in its order
 * and at its time, by the account's own rules. What it recorded by itself (starts, expiries, lapses, offers) follows from those.
 * @param real the campaign's entries, in sequence
 * @param other the terms, and from when; terms that were really put from then on are left out
 */
export function replayLedger(
  real: readonly Entry[],
  other: { readonly change: TermsChange; readonly from: Instant },
  until: Instant,
): Replay {
  const campaignId = real[0]?.campaignId ?? '';
  let account = emptyAccount(campaignId);
  const entries: Entry[] = [];
  const refusals: Refusal[] = [];
  const stands = new Map<string, string>();
  const bySubject = new Map<string, Entry[]>();
  const byRelation = new Map<string, Entry[]>();
  /** What the replay offered of itself, by key, and the places in line that real offers answered. */
  const offers = new Map<string, string>();
  const offered = new Map<string, string>();
  const holds = new Set<string>();
  const grants = new Set<string>();
  const state: ReplayState = {
    idOf: (id) => (id === null ? null : (stands.get(id) ?? offerFor(id))),
    isHold: (id) => id !== null && holds.has(id),
    knowsGrant: (id) => grants.has(id),
  };
  let isPut = false;

  /** The replay's own offer in the place of a real one. */
  function offerFor(realId: string): string | null {
    const place = stands.get(offered.get(realId) ?? '');
    return place === undefined ? null : (offers.get(offerKey(place)) ?? null);
  }

  function keep(entry: Entry): void {
    entries.push(entry);
    if (isOffer(entry)) offers.set(entry.key, entry.id);
    if (entry.subject !== null) listOf(bySubject, entry.subject).push(entry);
    for (const id of [entry.id, entry.relatesTo]) if (id !== null) listOf(byRelation, id).push(entry);
    if (entry.kind === 'hold') holds.add(entry.id);
    if (entry.grant) grants.add(entry.grant.grantId);
  }

  function run(command: Command, at: Instant, source: Entry | null): void {
    const needed = factsNeeded(account, command);
    const facts: Facts = {
      subjectEntries: needed.subject === null ? [] : (bySubject.get(needed.subject) ?? []),
      relatedEntries: needed.entryId === null ? [] : (byRelation.get(needed.entryId) ?? []),
    };
    const decision = decide(account, command, facts, at, (sequence) => `${campaignId}-replay-${sequence}`);
    if (decision.kind === 'refused' && source)
      refusals.push({ at, quantity: source.quantity, code: decision.error.code });
    if (decision.kind === 'existing' && source) stands.set(source.id, decision.entry.id);
    if (decision.kind !== 'record') return;
    account = decision.account;
    for (const entry of decision.entries) keep(entry);
    if (source && decision.primary) stands.set(source.id, decision.primary.id);
  }

  function putTerms(at: Instant, key: string): void {
    const change = { ...other.change, version: Number.MAX_SAFE_INTEGER };
    run({ kind: 'change', campaignId, key, hash: null, actor: 'system', occurredAt: null, change }, at, null);
    isPut = true;
  }

  for (const entry of real) {
    const at = entry.recordedAt;
    if (entry.cause?.kind === 'terms') {
      if (isPut) continue;
      if (at < other.from) {
        const { key } = entry;
        run(
          { kind: 'change', campaignId, key, hash: null, actor: entry.actor, occurredAt: null, change: entry.cause },
          at,
          entry,
        );
      } else putTerms(at, entry.key);
      continue;
    }
    if (!isPut && entries.length > 0 && at >= other.from) putTerms(at, `resize/${campaignId}/replay`);
    if (isOffer(entry)) offered.set(entry.id, placeOffered(entry));
    const command = commandOf(entry, state);
    if (command) run(command, at, entry);
  }
  run({ kind: 'settle', campaignId, key: 'settle', hash: null, actor: 'system', occurredAt: null }, until, null);
  return { entries, refusals };
}

function listOf(lists: Map<string, Entry[]>, key: string): Entry[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
