import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { adjustConsumption } from '../../../core/usecases/capacity/adjust-consumption.ts';
import { eraseNote } from '../../../core/usecases/capacity/erase-note.ts';
import { getEntry } from '../../../core/usecases/capacity/get-entry.ts';
import { listLedger } from '../../../core/usecases/capacity/list-ledger.ts';
import { reverseEntry } from '../../../core/usecases/capacity/reverse-entry.ts';
import { streamLedger } from '../../../core/usecases/capacity/stream-ledger.ts';
import { csvStream } from '../csv.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { CAMPAIGN_KEY, CREATED, guarded, IdParam, json, jsonBody, problems } from '../operation.ts';
import { presentLine } from '../present/capacity.ts';
import { pageInput, presentPage } from '../present/page.ts';
import { clientKey, compact, contextOf, entryLocation, replayedHeader } from '../request.ts';
import {
  ADJUSTMENT_EXAMPLE,
  ADJUSTMENT_INPUT_EXAMPLE,
  AdjustmentInputSchema,
  ENTRY_EXAMPLE,
  EntryPage,
  EntryParams,
  EntrySchema,
  LEDGER_CSV_EXAMPLE,
  LedgerQuerySchema,
  REVERSAL_EXAMPLE,
  REVERSAL_INPUT_EXAMPLE,
  ReversalInputSchema,
} from '../schemas/ledger.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Ledger'];

const list = createRoute({
  method: 'get',
  path: '/campaigns/{id}/ledger',
  operationId: 'listLedger',
  tags,
  summary: 'The ledger of a campaign, newest first; as CSV the whole of it, oldest first',
  ...guarded('capacity.read'),
  request: { params: IdParam, query: LedgerQuerySchema },
  responses: {
    200: {
      description: 'A page, or the whole ledger as CSV',
      content: {
        'application/json': { schema: EntryPage, example: { items: [ENTRY_EXAMPLE], nextCursor: null } },
        'text/csv': { schema: z.string(), example: LEDGER_CSV_EXAMPLE },
      },
    },
    ...problems(404),
  },
});

const read = createRoute({
  method: 'get',
  path: '/campaigns/{id}/ledger/{entryId}',
  operationId: 'getLedgerEntry',
  tags,
  summary: 'One entry of the ledger',
  ...guarded('capacity.read'),
  request: { params: EntryParams },
  responses: { 200: json('The entry', EntrySchema, ENTRY_EXAMPLE), ...problems(404) },
});

const erase = createRoute({
  method: 'delete',
  path: '/campaigns/{id}/ledger/{entryId}/note',
  operationId: 'eraseLedgerNote',
  tags,
  summary: 'Erase the note of an entry; the entry stays, and the audit says that, not what',
  ...guarded('note.erase'),
  request: { params: EntryParams },
  responses: { 204: { description: 'Erased' }, ...problems(404) },
});

const reverse = createRoute({
  method: 'post',
  path: '/campaigns/{id}/ledger/{entryId}/reversal',
  operationId: 'reverseEntry',
  tags,
  summary: 'Take back an entry, wholly or in part',
  ...guarded('capacity.correct'),
  ...CAMPAIGN_KEY,
  request: { params: EntryParams, ...jsonBody(ReversalInputSchema, REVERSAL_INPUT_EXAMPLE) },
  responses: {
    201: { ...json('The entry that takes it back', EntrySchema, REVERSAL_EXAMPLE), ...CREATED },
    ...problems(404, 409, 413, 415, 422),
  },
});

const adjust = createRoute({
  method: 'post',
  path: '/campaigns/{id}/ledger/adjustments',
  operationId: 'adjustConsumption',
  tags,
  summary: 'Correct what is consumed, where the unit belongs to nobody',
  ...guarded('capacity.adjust'),
  ...CAMPAIGN_KEY,
  request: { params: IdParam, ...jsonBody(AdjustmentInputSchema, ADJUSTMENT_INPUT_EXAMPLE) },
  responses: {
    201: { ...json('The entry', EntrySchema, ADJUSTMENT_EXAMPLE), ...CREATED },
    ...problems(404, 409, 413, 415, 422),
  },
});

const COLUMNS = Object.keys(EntrySchema.shape) as (keyof typeof EntrySchema.shape)[];

export function ledgerApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (c) => {
      const context = await contextOf(c, core.hasher);
      const { id: campaignId } = c.req.valid('param');
      const { format, limit, cursor, ...filter } = c.req.valid('query');
      if (format === 'csv') {
        const lines = await streamLedger(core, context, compact({ campaignId, ...filter }));
        return c.body(csvStream(COLUMNS, lines, presentLine), 200, {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': 'attachment; filename="ledger.csv"',
        });
      }
      const input = compact({ campaignId, ...filter, ...pageInput({ limit, cursor }) });
      return c.json(presentPage(await listLedger(core, context, input), presentLine), 200);
    })
    .openapi(adjust, async (c) => {
      const context = await contextOf(c, core.hasher);
      const { id: campaignId } = c.req.valid('param');
      const input = { ...c.req.valid('json'), campaignId, ...clientKey(context) };
      const answer = await adjustConsumption(core, context, input);
      const headers = { ...entryLocation(answer.entry), ...replayedHeader(answer.outcome === 'replayed') };
      return c.json(presentLine(answer), 201, headers);
    })
    .openapi(read, async (c) => {
      const { id: campaignId, entryId } = c.req.valid('param');
      const line = await getEntry(core, await contextOf(c, core.hasher), { campaignId, entryId });
      return c.json(presentLine(line), 200);
    })
    .openapi(erase, async (c) => {
      const { id: campaignId, entryId } = c.req.valid('param');
      await eraseNote(core, await contextOf(c, core.hasher), { campaignId, entryId });
      return c.body(null, 204);
    })
    .openapi(reverse, async (c) => {
      const context = await contextOf(c, core.hasher);
      const { id: campaignId, entryId } = c.req.valid('param');
      const input = { ...c.req.valid('json'), campaignId, entryId, ...clientKey(context) };
      const answer = await reverseEntry(core, context, input);
      const headers = { ...entryLocation(answer.entry), ...replayedHeader(answer.outcome === 'replayed') };
      return c.json(presentLine(answer), 201, headers);
    });
}
