import type { Collections } from '../../../ports/collections.ts';
import type { Write } from '../../../ports/transactions.ts';
import type { AlertChange } from '../../domain/alerting/change.ts';

type Versioned = 'alerts' | 'alertWindows' | 'alertMessages' | 'alertWatches';

/** The writes of a change, each with what was read as its precondition. */
export function alertWrites(change: AlertChange): Write[] {
  return [
    ...change.alerts.map((alert) => versionWrite('alerts', alert)),
    ...change.windows.map((window) => versionWrite('alertWindows', window)),
    ...change.messages.map((message) => versionWrite('alertMessages', message)),
    ...change.decisions.map((document): Write => ({ op: 'insert', collection: 'alertDecisions', document })),
  ];
}

/** The write of a document: new as its first version, else in place of the version before. */
export function versionWrite<C extends Versioned>(collection: C, document: Collections[C]): Write {
  const { version } = document;
  const write =
    version === 1
      ? { op: 'insert', collection, document }
      : { op: 'replace', collection, document, ifVersion: version - 1 };
  return write as Write;
}
