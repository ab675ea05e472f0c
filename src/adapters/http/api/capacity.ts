import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { consumeBatch } from '../../../core/usecases/capacity/consume-batch.ts';
import { consumeCapacity } from '../../../core/usecases/capacity/consume-capacity.ts';
import { getCapacity } from '../../../core/usecases/capacity/get-capacity.ts';
import { releaseCapacity } from '../../../core/usecases/capacity/release-capacity.ts';
import { mergeResults, readItems } from '../batch.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import {
  CAMPAIGN_KEY,
  CREATED,
  guarded,
  IdParam,
  json,
  jsonBody,
  problems,
  REQUIRED_CAMPAIGN_KEY,
} from '../operation.ts';
import { presentCapacity, presentConsumption, presentLine } from '../present/capacity.ts';
import { clientKey, contextOf, entryLocation, keyedContextOf, replayedHeader } from '../request.ts';
import {
  BATCH_EXAMPLE,
  BATCH_INPUT_EXAMPLE,
  BatchInputSchema,
  BatchSchema,
  CAPACITY_EXAMPLE,
  CapacitySchema,
  CONSUMPTION_EXAMPLE,
  CONSUMPTION_INPUT_EXAMPLE,
  ConsumptionInputSchema,
  ConsumptionSchema,
} from '../schemas/capacity.ts';
import { EntrySchema, RELEASE_EXAMPLE, RELEASE_INPUT_EXAMPLE, ReleaseInputSchema } from '../schemas/ledger.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Capacity'];

const read = createRoute({
  method: 'get',
  path: '/campaigns/{id}/capacity',
  operationId: 'getCapacity',
  tags,
  summary: 'A campaign’s capacity now',
  ...guarded('capacity.read'),
  request: { params: IdParam },
  responses: { 200: json('The capacity', CapacitySchema, CAPACITY_EXAMPLE), ...problems(404) },
});

const consume = createRoute({
  method: 'post',
  path: '/campaigns/{id}/consumption',
  operationId: 'consumeCapacity',
  tags,
  summary: 'Take capacity, exactly once for its key',
  description:
    'Nothing is recorded beyond the hard limit: 409 CAPACITY_EXCEEDED with `limit`, `consumed`, `held`, `requested`, `headroom` and `limitedBy`. A subject who has a place already gets 200 with the entry of it.',
  ...guarded('capacity.consume'),
  ...REQUIRED_CAMPAIGN_KEY,
  request: { params: IdParam, ...jsonBody(ConsumptionInputSchema, CONSUMPTION_INPUT_EXAMPLE) },
  responses: {
    200: json('The subject has a place already', ConsumptionSchema, CONSUMPTION_EXAMPLE),
    201: { ...json('Recorded', ConsumptionSchema, CONSUMPTION_EXAMPLE), ...CREATED },
    ...problems(404, 409, 413, 415, 422),
  },
});

const batch = createRoute({
  method: 'post',
  path: '/campaigns/{id}/consumption/batch',
  operationId: 'consumeCapacityBatch',
  tags,
  summary: 'Take capacity for up to 500 items, each exactly once for its key',
  description: 'Results stand in the order of the items; a bad item does not stop the rest.',
  ...guarded('capacity.consume'),
  request: { params: IdParam, ...jsonBody(BatchInputSchema, BATCH_INPUT_EXAMPLE) },
  responses: { 200: json('What became of each', BatchSchema, BATCH_EXAMPLE), ...problems(404, 413, 415, 422) },
});

const release = createRoute({
  method: 'post',
  path: '/campaigns/{id}/releases',
  operationId: 'releaseCapacity',
  tags,
  summary: 'Free a subject’s seat or place',
  ...guarded('capacity.consume'),
  ...CAMPAIGN_KEY,
  request: { params: IdParam, ...jsonBody(ReleaseInputSchema, RELEASE_INPUT_EXAMPLE) },
  responses: {
    201: { ...json('The entry', EntrySchema, RELEASE_EXAMPLE), ...CREATED },
    ...problems(404, 409, 413, 415, 422),
  },
});

export function capacityApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(read, async (c) => {
      const view = await getCapacity(core, await contextOf(c, core.hasher), { campaignId: c.req.valid('param').id });
      return c.json(presentCapacity(view), 200);
    })
    .openapi(consume, async (c) => {
      const context = await keyedContextOf(c, core.hasher);
      const { key, hash } = context.idempotency;
      const { id: campaignId } = c.req.valid('param');
      const answer = await consumeCapacity(core, context, { ...c.req.valid('json'), campaignId, key, hash });
      if (answer.outcome === 'existing') return c.json(presentConsumption(answer), 200);
      const headers = { ...entryLocation(answer.entry), ...replayedHeader(answer.outcome === 'replayed') };
      return c.json(presentConsumption(answer), 201, headers);
    })
    .openapi(batch, async (c) => {
      const { id: campaignId } = c.req.valid('param');
      const items = readItems(c, core.hasher, c.req.valid('json').items);
      const good = items.flatMap((item) => ('input' in item ? item.input : []));
      const answer = await consumeBatch(core, await contextOf(c, core.hasher), { campaignId, items: good });
      return c.json({ results: mergeResults(items, answer.results), capacity: presentCapacity(answer.capacity) }, 200);
    })
    .openapi(release, async (c) => {
      const context = await contextOf(c, core.hasher);
      const { id: campaignId } = c.req.valid('param');
      const input = { ...c.req.valid('json'), campaignId, ...clientKey(context) };
      const answer = await releaseCapacity(core, context, input);
      const headers = { ...entryLocation(answer.entry), ...replayedHeader(answer.outcome === 'replayed') };
      return c.json(presentLine(answer), 201, headers);
    });
}
