import type { Write } from '../../../ports/transactions.ts';
import type { Subscription } from '../../domain/company/company.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import type { TermsDecision } from '../../domain/terms/decide-terms.ts';

/** Keeps what follows from a change with the change. */
export function outboxWrites(items: readonly OutboxItem[]): Write[] {
  return items.map((document) => ({ op: 'insert', collection: 'outbox', document }));
}

/** Keeps subscriptions whose shares changed, against the versions that were read. */
export function subscriptionWrites(subscriptions: readonly Subscription[]): Write[] {
  return subscriptions.map((document) => ({
    op: 'replace',
    collection: 'subscriptions',
    document,
    ifVersion: document.version - 1,
  }));
}

/** Keeps a new version of the terms and the shares that it took or gave back. */
export function termsWrites({ version, subscriptions }: TermsDecision): Write[] {
  return [{ op: 'insert', collection: 'termsVersions', document: version }, ...subscriptionWrites(subscriptions)];
}
