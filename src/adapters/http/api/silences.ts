import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { createSilence } from '../../../core/usecases/silences/create-silence.ts';
import { deleteSilence } from '../../../core/usecases/silences/delete-silence.ts';
import { listSilences } from '../../../core/usecases/silences/list-silences.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { CREATED, guarded, IDEMPOTENCY_KEY, IdParam, json, jsonBody, problems } from '../operation.ts';
import { presentSilence } from '../present/alert-policies.ts';
import { pageInput, presentPage } from '../present/page.ts';
import { compact, contextOf, replayedHeader } from '../request.ts';
import {
  SILENCE_EXAMPLE,
  SILENCE_INPUT_EXAMPLE,
  SilenceInputSchema,
  SilencePage,
  SilenceQuerySchema,
  SilenceSchema,
} from '../schemas/alert-policies.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Alerts'];

const create = createRoute({
  method: 'post',
  path: '/silences',
  operationId: 'createSilence',
  tags,
  summary: 'Have nobody messaged of alerts for a time',
  description: 'Of a campaign or of a whole company, of one threshold or of all. The alerts and the live events stand.',
  ...guarded('silence.write'),
  ...IDEMPOTENCY_KEY,
  request: jsonBody(SilenceInputSchema, SILENCE_INPUT_EXAMPLE),
  responses: {
    201: { ...json('The silence', SilenceSchema, SILENCE_EXAMPLE), ...CREATED },
    ...problems(404, 413, 415, 422),
  },
});

const list = createRoute({
  method: 'get',
  path: '/silences',
  operationId: 'listSilences',
  tags,
  summary: 'Silences, newest first, also those that are over',
  ...guarded('silence.read'),
  request: { query: SilenceQuerySchema },
  responses: { 200: json('A page', SilencePage, { items: [SILENCE_EXAMPLE], nextCursor: null }), ...problems() },
});

const remove = createRoute({
  method: 'delete',
  path: '/silences/{id}',
  operationId: 'deleteSilence',
  tags,
  summary: 'End a silence before its time',
  ...guarded('silence.write'),
  request: { params: IdParam },
  responses: { 204: { description: 'Ended' }, ...problems(404, 412) },
});

export function silencesApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(create, async (c) => {
      const { result, replayed } = await createSilence(core, await contextOf(c, core.hasher), c.req.valid('json'));
      const headers = { Location: `${c.req.path}/${result.id}`, ...replayedHeader(replayed) };
      return c.json(presentSilence(result), 201, headers);
    })
    .openapi(list, async (c) => {
      const query = compact(pageInput(c.req.valid('query')));
      const page = await listSilences(core, await contextOf(c, core.hasher), query);
      return c.json(presentPage(page, presentSilence), 200);
    })
    .openapi(remove, async (c) => {
      await deleteSilence(core, await contextOf(c, core.hasher), c.req.valid('param'));
      return c.body(null, 204);
    });
}
