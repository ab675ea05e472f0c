import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { TRAINING_COLUMNS, type TrainingRow } from '../../../core/domain/upsell/training-row.ts';
import { streamOutcomes } from '../../../core/usecases/upsell/stream-outcomes.ts';
import { csvStream } from '../csv.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { guarded, problems } from '../operation.ts';
import { compact, contextOf } from '../request.ts';
import { OutcomeQuerySchema } from '../schemas/upsell.ts';
import { refuseInvalid } from '../validation.ts';

const EXAMPLE =
  '{"opportunity_id":"01980b14-9999-7b1c-8d2e-4f5a6b7c8d9e","label_state":"won","label_won":1,"shown_score":63,"acted_score":67}\n';

const outcomes = createRoute({
  method: 'get',
  path: '/upsell/outcomes',
  operationId: 'exportUpsellOutcomes',
  tags: ['Upsell'],
  summary: 'Every opportunity as a row to learn from: what was known when, and what came of it',
  description:
    'label_* is what came of it; shown_* is what was known when it came into the queue, acted_* when somebody first moved it. Learn from one of the two, never from both with the label. label_won is 1, 0 or null (open or dismissed). Money in minor units beside its currency.',
  ...guarded('upsell.read'),
  request: { query: OutcomeQuerySchema },
  responses: {
    200: {
      description: 'One JSON object a line, or CSV with a header, as they are read',
      content: {
        'application/x-ndjson': { schema: z.string(), example: EXAMPLE },
        'text/csv': { schema: z.string(), example: `${TRAINING_COLUMNS.join(',')}\r\n` },
      },
    },
    ...problems(),
  },
});

export function upsellOutcomesApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid }).openapi(outcomes, async (c) => {
    const { format, owner, ...query } = c.req.valid('query');
    const filter = compact({ ...query, owner: owner === '' ? null : owner });
    const rows = streamOutcomes(core, await contextOf(c, core.hasher), filter);
    const body = format === 'csv' ? csvStream(TRAINING_COLUMNS, rows, (row) => row) : ndjson(rows);
    return c.body(body, 200, {
      'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
      'Content-Disposition': `attachment; filename="upsell-outcomes.${format}"`,
    });
  });
}

function ndjson(rows: AsyncIterable<TrainingRow>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const lines = rows[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
    },
    async cancel() {
      await lines.return?.();
    },
  });
}
