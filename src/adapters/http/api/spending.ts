import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { listSpending } from '../../../core/usecases/spending/list-spending.ts';
import { recordSpending } from '../../../core/usecases/spending/record-spending.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { CREATED, guarded, IDEMPOTENCY_KEY, IdParam, json, jsonBody, problems } from '../operation.ts';
import { pageInput, presentPage } from '../present/page.ts';
import { presentSpending } from '../present/spending.ts';
import { contextOf, replayedHeader } from '../request.ts';
import { PageQuery } from '../schemas/common.ts';
import {
  SPENDING_EXAMPLE,
  SPENDING_INPUT_EXAMPLE,
  SpendingInputSchema,
  SpendingPage,
  SpendingSchema,
} from '../schemas/spending.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Spending'];

const list = createRoute({
  method: 'get',
  path: '/campaigns/{id}/spending',
  operationId: 'listSpending',
  tags,
  summary: 'What a campaign spent, newest first',
  ...guarded('spending.read'),
  request: { params: IdParam, query: PageQuery },
  responses: { 200: json('A page', SpendingPage, { items: [SPENDING_EXAMPLE], nextCursor: null }), ...problems(404) },
});

const record = createRoute({
  method: 'post',
  path: '/campaigns/{id}/spending',
  operationId: 'recordSpending',
  tags,
  summary: 'Record what a campaign spent, or correct it by a negative amount',
  description:
    'From recruiting to completed. `budgetSpent` of the campaign is the sum of all entries and never below 0; each entry raises the campaign’s version.',
  ...guarded('spending.write'),
  ...IDEMPOTENCY_KEY,
  request: { params: IdParam, ...jsonBody(SpendingInputSchema, SPENDING_INPUT_EXAMPLE) },
  responses: {
    201: { ...json('The entry', SpendingSchema, SPENDING_EXAMPLE), ...CREATED },
    ...problems(404, 409, 413, 415, 422),
  },
});

export function spendingApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (c) => {
      const input = { ...pageInput(c.req.valid('query')), campaignId: c.req.valid('param').id };
      const page = await listSpending(core, await contextOf(c, core.hasher), input);
      return c.json(presentPage(page, presentSpending), 200);
    })
    .openapi(record, async (c) => {
      const input = { ...c.req.valid('json'), campaignId: c.req.valid('param').id };
      const { result, replayed } = await recordSpending(core, await contextOf(c, core.hasher), input);
      return c.json(presentSpending(result), 201, { Location: c.req.path, ...replayedHeader(replayed) });
    });
}
