/**
 * Every way in which the product says no, grouped by what it means to the caller.
 * An edge (HTTP, page) maps the kind to its own form once and never looks at single codes to do so.
 */
export const ERROR_CODES = {
  malformed: ['MALFORMED', 'IDEMPOTENCY_KEY_REQUIRED', 'INVALID_CURSOR'],
  unauthenticated: ['UNAUTHENTICATED'],
  forbidden: ['FORBIDDEN'],
  not_found: ['NOT_FOUND', 'NOTHING_TO_RELEASE'],
  conflict: [
    'CONFLICT',
    'ALREADY_EXISTS',
    'INVALID_TRANSITION',
    'LOCKED_FIELD',
    'NOT_DELETABLE',
    'CAPACITY_EXCEEDED',
    'NO_CAPACITY',
    'CAMPAIGN_NOT_OPEN',
    'NOTHING_TO_REVERSE',
    'HOLD_ENDED',
    'NOT_FULL',
    'SHARES_EXCEEDED',
    'BILLING_SERVICE_OWNS_SUBSCRIPTIONS',
    'EVIDENCE_SERVICE_OWNS_EVIDENCE',
    'ACTION_ENDED',
    'MISSING_TEMPLATE',
    'MISSING_GROUP',
    'MISSING_DATES',
    'MISSING_TARGETS',
    'MISSING_BUDGET',
    'MISSING_TERMS',
    'TEMPLATE_INACTIVE',
    'GROUP_INACTIVE',
  ],
  version_mismatch: ['VERSION_MISMATCH'],
  invalid: [
    'INVALID',
    'INVALID_TERMS',
    'INVALID_QUANTITY',
    'INVALID_CONFIG',
    'INVALID_PERIOD',
    'INVALID_CURRENCY',
    'INVALID_TIME_ZONE',
    'SUBJECT_REQUIRED',
    'REASON_REQUIRED',
    'PERSONAL_DATA',
    'INCOMPATIBLE_TEMPLATE_GROUP',
    'SUBSCRIPTION_OF_OTHER_COMPANY',
    'IDEMPOTENCY_KEY_REUSED',
    'UNKNOWN_REFERENCE',
    'CURRENCY_NOT_PRICED',
  ],
  unavailable: ['UNAVAILABLE'],
} as const;

export type ErrorKind = keyof typeof ERROR_CODES;

/** SUBSCRIPTION_NOT_ACTIVE is a guard (conflict) on a transition and invalid content on terms. */
export type ErrorCode = (typeof ERROR_CODES)[ErrorKind][number] | 'SUBSCRIPTION_NOT_ACTIVE';

/** One failing input or reason: `path` is the dotted field, empty where it concerns the whole. */
export interface Issue {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export interface ErrorOptions {
  readonly issues?: readonly Issue[];
  /** Figures that belong to the answer, e.g. `{ limit, consumed, held, requested, headroom, limitedBy }`. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Seconds after which the same request may succeed; only with kind `unavailable`. */
  readonly retryAfter?: number;
}

/** A refusal that may be shown to the caller: its message holds no internals and no personal data. */
export class DomainError extends Error {
  readonly kind: ErrorKind;
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];
  readonly details: Readonly<Record<string, unknown>>;
  readonly retryAfter: number | null;

  constructor(kind: ErrorKind, code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message);
    this.name = 'DomainError';
    this.kind = kind;
    this.code = code;
    this.issues = options.issues ?? [];
    this.details = options.details ?? {};
    this.retryAfter = options.retryAfter ?? null;
  }
}

/** The refusal for a thing that does not exist, or that this caller may not know of. */
export function notFound(what: string): DomainError {
  return new DomainError('not_found', 'NOT_FOUND', `${what} not found`);
}

/** The refusal for input whose content is wrong; `issues` names each field. */
export function invalid(issues: readonly Issue[], code: ErrorCode = 'INVALID'): DomainError {
  const first = issues[0];
  return new DomainError('invalid', code, first ? first.message : 'The input is not valid', { issues });
}
