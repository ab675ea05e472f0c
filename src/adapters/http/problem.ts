import { getLogger } from '@logtape/logtape';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { DomainError, type ErrorKind, type Issue } from '../../core/domain/shared/errors.ts';
import type { HttpEnv } from './env.ts';

const logger = getLogger(['campaigns', 'http']);

export const STATUS: Record<ErrorKind, ContentfulStatusCode> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  version_mismatch: 412,
  invalid: 422,
  unavailable: 503,
};

/** Refusals that only HTTP knows, by code. */
export const HTTP_PROBLEMS = {
  MALFORMED: { status: 400, detail: 'The request cannot be read' },
  HOST_REFUSED: { status: 403, detail: 'The demo answers to localhost only' },
  NOT_FOUND: { status: 404, detail: 'There is nothing at this address' },
  METHOD_NOT_ALLOWED: { status: 405, detail: 'This address does not take this method' },
  PAYLOAD_TOO_LARGE: { status: 413, detail: 'The body is larger than this address takes' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, detail: 'The body is not of a media type that this address takes' },
  PRECONDITION_REQUIRED: { status: 428, detail: 'Send If-Match with the ETag that you read' },
  RATE_LIMITED: { status: 429, detail: 'Too many requests: wait for as long as Retry-After says' },
  INTERNAL: { status: 500, detail: 'Something went wrong here; the request id helps to find it' },
} as const satisfies Record<string, { status: ContentfulStatusCode; detail: string }>;
export type HttpProblemCode = keyof typeof HTTP_PROBLEMS;

/** A refusal of HTTP's own, thrown where a route or a middleware cannot go on. */
export class HttpProblem extends Error {
  readonly code: HttpProblemCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: HttpProblemCode, headers: Readonly<Record<string, string>> = {}) {
    super(HTTP_PROBLEMS[code].detail);
    this.code = code;
    this.headers = headers;
  }
}

/** An RFC 9457 problem; figures that belong to it stand beside the standard members. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors: { path: string; code: string; message: string }[];
  [extension: string]: unknown;
}

/** `Capacity exceeded` of `CAPACITY_EXCEEDED`. */
export function titleOf(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The problem object of a refusal; a batch answers with one for each bad item. */
export function toProblem(error: DomainError): Problem {
  return problem(STATUS[error.kind], error.code, error.message, error.issues, error.details);
}

/** The one place where an error becomes an answer: refusals are told, everything else is logged and answered 500. */
export function answerError(error: Error, c: Context<HttpEnv>): Response {
  const requestId = c.get('requestId');
  if (error instanceof DomainError) return send(toProblem(error), requestId, headersOf(error));
  if (error instanceof HttpProblem) return send(httpProblem(error.code), requestId, error.headers);
  if (error instanceof HTTPException) {
    const code = (Object.keys(HTTP_PROBLEMS) as HttpProblemCode[]).find(
      (candidate) => HTTP_PROBLEMS[candidate].status === error.status,
    );
    if (code && code !== 'INTERNAL') return send(httpProblem(code), requestId);
  }
  logger.error('A request failed', { requestId, error });
  return send(httpProblem('INTERNAL'), requestId);
}

export function httpProblem(code: HttpProblemCode): Problem {
  return problem(HTTP_PROBLEMS[code].status, code, HTTP_PROBLEMS[code].detail, [], {});
}

function problem(
  status: number,
  code: string,
  detail: string,
  issues: readonly Issue[],
  details: Readonly<Record<string, unknown>>,
): Problem {
  const errors = issues.map(({ path, code, message }) => ({ path, code, message }));
  return { ...details, type: `/problems/${code}`, title: titleOf(code), status, detail, code, errors };
}

function headersOf(error: DomainError): Record<string, string> {
  if (error.kind === 'unauthenticated') return { 'WWW-Authenticate': 'Bearer realm="campaigns"' };
  if (error.kind === 'unavailable') return { 'Retry-After': String(Math.max(1, Math.ceil(error.retryAfter ?? 1))) };
  return {};
}

function send(problem: Problem, requestId: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      'X-Request-Id': requestId,
      ...headers,
    },
  });
}
