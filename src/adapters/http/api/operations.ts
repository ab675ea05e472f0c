import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { listAudit } from '../../../core/usecases/audit/list-audit.ts';
import { listOutbox } from '../../../core/usecases/outbox/list-outbox.ts';
import { retryDeadItems } from '../../../core/usecases/outbox/retry-dead-items.ts';
import { retryOutboxItem } from '../../../core/usecases/outbox/retry-outbox-item.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { guarded, IDEMPOTENCY_KEY, IdParam, json, jsonBody, problems } from '../operation.ts';
import { presentAudit, presentOutboxItem } from '../present/operations.ts';
import { pageInput, presentPage } from '../present/page.ts';
import { compact, contextOf, replayedHeader } from '../request.ts';
import {
  AUDIT_EXAMPLE,
  AuditPage,
  AuditQuerySchema,
  OUTBOX_EXAMPLE,
  OutboxItemSchema,
  OutboxPage,
  OutboxQuerySchema,
  RetriedSchema,
  RetryDeadSchema,
} from '../schemas/operations.ts';
import { refuseInvalid } from '../validation.ts';

const audit = createRoute({
  method: 'get',
  path: '/audit',
  operationId: 'listAudit',
  tags: ['Audit'],
  summary: 'Who changed what, newest first',
  ...guarded('audit.read'),
  request: { query: AuditQuerySchema },
  responses: { 200: json('A page', AuditPage, { items: [AUDIT_EXAMPLE], nextCursor: null }), ...problems() },
});

const outbox = createRoute({
  method: 'get',
  path: '/billing/outbox',
  operationId: 'listOutbox',
  tags: ['Outbox'],
  summary: 'Work that follows from changes: what waits, what is done, what failed and why',
  ...guarded('outbox.read'),
  request: { query: OutboxQuerySchema },
  responses: { 200: json('A page', OutboxPage, { items: [OUTBOX_EXAMPLE], nextCursor: null }), ...problems() },
});

const retry = createRoute({
  method: 'post',
  path: '/billing/outbox/{id}/retry',
  operationId: 'retryOutboxItem',
  tags: ['Outbox'],
  summary: 'Try a dead item again',
  ...guarded('outbox.write'),
  ...IDEMPOTENCY_KEY,
  request: { params: IdParam },
  responses: {
    200: json('It waits again', OutboxItemSchema, { ...OUTBOX_EXAMPLE, state: 'pending', deliveredAt: null }),
    ...problems(404, 409, 422),
  },
});

const retryDead = createRoute({
  method: 'post',
  path: '/billing/outbox/retry',
  operationId: 'retryDeadOutboxItems',
  tags: ['Outbox'],
  summary: 'Try all dead items again, of one campaign or of all',
  ...guarded('outbox.write'),
  ...IDEMPOTENCY_KEY,
  request: jsonBody(RetryDeadSchema, {}),
  responses: {
    200: json('How many wait again', RetriedSchema, { retried: 3 }),
    ...problems(409, 413, 415, 422),
  },
});

export function operationsApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(audit, async (c) => {
      const context = await contextOf(c, core.hasher);
      const page = await listAudit(core, context, compact(pageInput(c.req.valid('query'))));
      return c.json(presentPage(page, presentAudit), 200);
    })
    .openapi(outbox, async (c) => {
      const context = await contextOf(c, core.hasher);
      const page = await listOutbox(core, context, compact(pageInput(c.req.valid('query'))));
      return c.json(presentPage(page, presentOutboxItem), 200);
    })
    .openapi(retry, async (c) => {
      const context = await contextOf(c, core.hasher);
      const { result, replayed } = await retryOutboxItem(core, context, c.req.valid('param'));
      return c.json(presentOutboxItem(result), 200, replayedHeader(replayed));
    })
    .openapi(retryDead, async (c) => {
      const context = await contextOf(c, core.hasher);
      const { result, replayed } = await retryDeadItems(core, context, compact(c.req.valid('json')));
      return c.json(result, 200, replayedHeader(replayed));
    });
}
