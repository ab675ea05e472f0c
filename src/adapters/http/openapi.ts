import type { OpenAPIHono } from '@hono/zod-openapi';
import type { HttpEnv } from './env.ts';

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

const DESCRIPTION = `Campaigns of a company for a beneficiary group: their lifecycle, commercial terms, capacity ledger and alerts.

- Money is a decimal string in the \`currency\` of its object; quantities are numbers with at most 4 decimals.
- Errors are RFC 9457 problems with a stable \`code\`; input errors stand in \`errors\`.
- A POST with an \`Idempotency-Key\` is done once: a repeat gives the first answer again, with \`Idempotency-Replayed: true\`.
- A resource with a GET of its own carries its version as \`ETag\`; PATCH, PUT and DELETE of it need \`If-Match\`.
- Lists take \`limit\` (1 to 100) and \`cursor\`, and answer \`nextCursor\`. Unknown fields and filters are refused.`;

/** The OpenAPI 3.1 document of the routes mounted so far, from the schemas that validate. */
export function describe(app: OpenAPIHono<HttpEnv>): OpenApiDocument {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'Claims: sub, role, companyId (company roles), exp',
  });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Campaign management', version: '1', description: DESCRIPTION },
    servers: [{ url: '/' }],
    tags: TAGS.map((name) => ({ name })),
  });
}

const TAGS = [
  'Companies',
  'Program templates',
  'Beneficiary groups',
  'Campaigns',
  'Lifecycle',
  'Cohorts',
  'Terms',
  'Subscriptions',
  'Capacity',
  'Ledger',
  'Grants',
  'Holds',
  'Waitlist',
  'Spending',
  'Metrics',
  'Alerts',
  'Live events',
  'Audit',
  'Outbox',
];
