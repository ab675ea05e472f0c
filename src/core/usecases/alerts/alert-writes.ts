import type { Collections } from '../../../ports/collections.ts';
import type { Write } from '../../../ports/transactions.ts';
import type { AlertChange } from '../../domain/alerting/change.ts';

type Versioned = 'alerts' | 'alertWindows' | 'alertMessages';

/** The writes of a change, each with what was read as its precondition. */
export function alertWrites(change: AlertChange): Write[] {
  return [
    ...change.alerts.map((alert) => put('alerts', alert)),
    ...change.windows.map((window) => put('alertWindows', window)),
    ...change.messages.map((message) => put('alertMessages', message)),
    ...change.decisions.map((document): Write => ({ op: 'insert', collection: 'alertDecisions', document })),
  ];
}

function put<C extends Versioned>(collection: C, document: Collections[C]): Write {
  const { version } = document;
  const write =
    version === 1
      ? { op: 'insert', collection, document }
      : { op: 'replace', collection, document, ifVersion: version - 1 };
  return write as Write;
}
