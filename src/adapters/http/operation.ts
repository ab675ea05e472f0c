import { z } from '@hono/zod-openapi';
import { PERMISSIONS, type Permission } from '../../core/domain/access/permissions.ts';
import { requires } from './auth.ts';
import { HTTP_PROBLEMS, titleOf } from './problem.ts';

/** What every operation on the API shares: the bearer token, the permission it needs and the check of it. */
export function guarded(permission: Permission) {
  return {
    security: [{ bearer: [] }],
    'x-permission': permission,
    'x-roles': [...PERMISSIONS[permission]],
    middleware: requires(permission),
  };
}

export const ProblemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
  })
  .openapi('Problem');

const REASONS = {
  400: 'The request cannot be read: malformed JSON, an unknown filter, a cursor of elsewhere, a missing key',
  401: 'No valid bearer token',
  403: 'The role may not do this',
  404: 'There is no such thing, or it is not yours to know of',
  409: 'It conflicts with the present state; the code says how',
  412: 'The thing has changed since the version in If-Match was read',
  413: 'The body is too large',
  415: 'The body is not JSON',
  422: 'The content is not valid, or the Idempotency-Key stands for another body',
  428: 'If-Match is missing',
  429: 'More requests than RATE_LIMIT allows in a minute',
  500: 'A failure of the service',
  503: 'Not possible at the moment; try again after Retry-After',
} as const;
type ProblemStatus = keyof typeof REASONS;
const ALWAYS = [400, 401, 403, 429, 500, 503] as const;

function problemResponse(status: ProblemStatus) {
  const code = CODES[status];
  const retry = { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' as const } } };
  return {
    description: REASONS[status],
    ...(status === 429 || status === 503 ? { headers: retry } : {}),
    content: {
      'application/problem+json': {
        schema: ProblemSchema,
        example: {
          type: `/problems/${code}`,
          title: titleOf(code),
          status,
          detail: REASONS[status],
          code,
          errors: [],
        },
      },
    },
  };
}

const HTTP_CODES = Object.fromEntries(
  Object.entries(HTTP_PROBLEMS).map(([code, { status }]) => [status, code]),
) as Record<number, string>;
const CODES: Record<ProblemStatus, string> = {
  400: 'MALFORMED',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  412: 'VERSION_MISMATCH',
  413: HTTP_CODES[413] ?? '',
  415: HTTP_CODES[415] ?? '',
  422: 'INVALID',
  428: HTTP_CODES[428] ?? '',
  429: HTTP_CODES[429] ?? '',
  500: HTTP_CODES[500] ?? '',
  503: 'UNAVAILABLE',
};

type ProblemResponses<S extends ProblemStatus> = { [K in S]: ReturnType<typeof problemResponse> };

/** The problem answers that every operation has, and the ones named. */
export function problems<const S extends readonly ProblemStatus[]>(
  ...statuses: S
): ProblemResponses<S[number] | (typeof ALWAYS)[number]> {
  const all = [...new Set([...ALWAYS, ...statuses])].sort((a, b) => a - b);
  return Object.fromEntries(all.map((status) => [status, problemResponse(status)])) as ProblemResponses<
    S[number] | (typeof ALWAYS)[number]
  >;
}

/** A required JSON body. */
export function jsonBody<S extends z.ZodType>(schema: S, example: z.input<S>) {
  return { body: { required: true, content: { 'application/json': { schema, example } } } } as const;
}

/** A JSON body that may be left out. */
export function optionalJsonBody<S extends z.ZodType>(schema: S, example: z.input<S>) {
  return { body: { required: false, content: { 'application/json': { schema, example } } } } as const;
}

/** A required JSON merge patch, under either media type. */
export function patchBody<S extends z.ZodType>(schema: S, example: z.input<S>) {
  const media = { schema, example };
  return {
    body: { required: true, content: { 'application/json': media, 'application/merge-patch+json': media } },
  } as const;
}

/** A JSON answer. */
export function json<S extends z.ZodType>(description: string, schema: S, example: z.input<S>) {
  return { description, content: { 'application/json': { schema, example } } };
}

const stringHeader = (description: string) => ({ description, schema: { type: 'string' as const } });
export const ETAG = { headers: { ETag: stringHeader('The version, for If-Match') } };
export const CREATED = {
  headers: {
    Location: stringHeader('Where it is'),
    'Idempotency-Replayed': stringHeader('true when the first answer is given again'),
  },
};
export const CREATED_VERSIONED = { headers: { ...ETAG.headers, ...CREATED.headers } };

export const IdParam = z.object({ id: z.string().openapi({ example: '01980a6c-0d4e-7cc5-8d6a-3f1a2b3c4d5e' }) });

/** Headers are documented here and read in request.ts, since a missing one has a refusal of its own. */
export const IF_MATCH = header('If-Match', true, 'The ETag that was read', '"3"');
/** Where a decision may rest on what was read, and need not. */
export const OPTIONAL_IF_MATCH = header(
  'If-Match',
  false,
  'The ETag that was read; left out, the newest counts',
  '"3"',
);
export const IDEMPOTENCY_KEY = header(
  'Idempotency-Key',
  false,
  'Makes a repeat give the first answer again, for the same caller and path; at most 255 characters',
  'order-4711',
);
export const CAMPAIGN_KEY = header(
  'Idempotency-Key',
  false,
  'Makes a repeat give the first answer again, whoever of the campaign repeats it; at most 255 characters',
  'release-9f2c',
);
export const REQUIRED_CAMPAIGN_KEY = header(
  'Idempotency-Key',
  true,
  'Makes a repeat give the first answer again, whoever of the campaign repeats it; at most 255 characters',
  'session-9f2c',
);

function header(name: string, required: boolean, description: string, example: string) {
  return {
    parameters: [{ in: 'header' as const, name, required, description, schema: { type: 'string' as const }, example }],
  };
}
