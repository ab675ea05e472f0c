import {
  BSON,
  MongoClientClosedError,
  MongoError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
} from 'mongodb';
import { DomainError } from '../../core/domain/shared/errors.ts';

const DUPLICATE_KEY = 11_000;

/** Server errors that say nothing of the request: elections, shutdowns, time limits, write conflicts. */
const PASSING = new Set([6, 7, 50, 64, 89, 91, 112, 134, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436]);

const PASSING_LABELS = ['RetryableWriteError', 'TransientTransactionError', 'UnknownTransactionCommitResult'];

const PASSING_CLASSES = [
  MongoClientClosedError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
];

/** Whether the error is a repeated `_id` or unique key. */
export function isDuplicateKey(error: unknown): error is MongoServerError {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}

/** Whether the same request may succeed a moment later. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof MongoError)) return false;
  if (PASSING_CLASSES.some((type) => error instanceof type)) return true;
  // The pool's own errors are not exported by the driver.
  if (/Pool|WaitQueue/.test(error.name)) return true;
  return PASSING_LABELS.some((label) => error.hasErrorLabel(label)) || PASSING.has(Number(error.code));
}

/** The domain's word for a driver's error, with the original as its cause; what it does not know comes back as it is. */
export function translateError(error: unknown, collection?: string): unknown {
  const details = collection === undefined ? {} : { collection };
  if (isDuplicateKey(error)) {
    return because(error, new DomainError('conflict', 'ALREADY_EXISTS', 'This exists already', { details }));
  }
  if (isPassing(error)) {
    return because(error, unavailable(details));
  }
  if (BSON.BSONError.isBSONError(error)) {
    return because(error, new DomainError('invalid', 'INVALID', 'The content cannot be stored', { details }));
  }
  return error;
}

/** The refusal while the database cannot be reached, or cannot settle a write in time. */
export function unavailable(details: Readonly<Record<string, unknown>> = {}): DomainError {
  return new DomainError('unavailable', 'UNAVAILABLE', 'The database cannot be reached', { details, retryAfter: 1 });
}

function because(cause: unknown, error: DomainError): DomainError {
  error.cause = cause;
  return error;
}

/** The same port, with every driver's error translated, also those that come while a result is iterated. */
export function translating<P extends object>(port: P): P {
  const wrapped = Object.entries(port).map(([name, method]) => [
    name,
    (...args: unknown[]) => {
      const answer: unknown = method.apply(port, args);
      if (answer instanceof Promise) return answer.catch(rethrow);
      return isAsyncIterable(answer) ? iterate(answer) : answer;
    },
  ]);
  return Object.fromEntries(wrapped);
}

async function* iterate(items: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* items;
  } catch (error) {
    rethrow(error);
  }
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function rethrow(error: unknown): never {
  throw translateError(error);
}
