import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { NO_DIMENSION } from '../../../core/domain/evidence/select.ts';
import { attachEvidence } from '../../../core/usecases/evidence/attach-evidence.ts';
import { detachEvidence } from '../../../core/usecases/evidence/detach-evidence.ts';
import { eraseExcerpt } from '../../../core/usecases/evidence/erase-excerpt.ts';
import { getDimensions } from '../../../core/usecases/evidence/get-dimensions.ts';
import { getSelection } from '../../../core/usecases/evidence/get-selection.ts';
import { listEvidence } from '../../../core/usecases/evidence/list-evidence.ts';
import { refreshEvidence } from '../../../core/usecases/evidence/refresh-evidence.ts';
import { updateEvidence } from '../../../core/usecases/evidence/update-evidence.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { CREATED, guarded, IDEMPOTENCY_KEY, IdParam, json, jsonBody, patchBody, problems } from '../operation.ts';
import {
  presentDimensions,
  presentEvidence,
  presentEvidenceList,
  presentRefresh,
  presentSelection,
} from '../present/evidence.ts';
import { pageInput } from '../present/page.ts';
import { compact, contextOf, replayedHeader } from '../request.ts';
import { NoQuery } from '../schemas/common.ts';
import {
  DIMENSIONS_EXAMPLE,
  EVIDENCE_EXAMPLE,
  EVIDENCE_INPUT_EXAMPLE,
  EVIDENCE_PAGE_EXAMPLE,
  EVIDENCE_PATCH_EXAMPLE,
  EvidenceDimensionsSchema,
  EvidenceInputSchema,
  EvidencePage,
  EvidenceParams,
  EvidencePatchSchema,
  EvidenceQuery,
  EvidenceSchema,
  REFRESH_EXAMPLE,
  RefreshSchema,
  SELECTION_EXAMPLE,
  SelectionQuery,
  SelectionSchema,
} from '../schemas/evidence.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Evidence'];

const list = createRoute({
  method: 'get',
  path: '/campaigns/{id}/evidence',
  operationId: 'listEvidence',
  tags,
  summary: 'The evidence of a campaign, newest first',
  description:
    'With its score at present. To company roles subjects and excerpts are null, and outcomes over fewer than 5 people, which are then scored as evidence without an outcome.',
  ...guarded('evidence.read'),
  request: { params: IdParam, query: EvidenceQuery },
  responses: { 200: json('A page', EvidencePage, EVIDENCE_PAGE_EXAMPLE), ...problems(404) },
});

const attach = createRoute({
  method: 'post',
  path: '/campaigns/{id}/evidence',
  operationId: 'attachEvidence',
  tags,
  summary: 'Attach evidence to a campaign, for the first time or again',
  description:
    'From recruiting to completed. Evidence about a learner who completed stands for that completion, also when the completion comes later. Where an evidence service is set, evidenceId alone counts: the rest is what the service says.',
  ...guarded('evidence.write'),
  ...IDEMPOTENCY_KEY,
  request: { params: IdParam, ...jsonBody(EvidenceInputSchema, EVIDENCE_INPUT_EXAMPLE) },
  responses: {
    200: json('It stood already', EvidenceSchema, EVIDENCE_EXAMPLE),
    201: { ...json('Attached', EvidenceSchema, EVIDENCE_EXAMPLE), ...CREATED },
    ...problems(404, 409, 413, 415, 422),
  },
});

const update = createRoute({
  method: 'patch',
  path: '/campaigns/{id}/evidence/{evidenceId}',
  operationId: 'updateEvidence',
  tags,
  summary: 'Verify evidence, withdraw it, or correct it, by a merge patch',
  description:
    'Withdrawn evidence withdraws its links on completions, and what was charged for them alone is taken back in the open month; verified or pending again, it comes back.',
  ...guarded('evidence.write'),
  request: { params: EvidenceParams, ...patchBody(EvidencePatchSchema, EVIDENCE_PATCH_EXAMPLE) },
  responses: {
    200: json('As it is now', EvidenceSchema, { ...EVIDENCE_EXAMPLE, verification: 'verified' }),
    ...problems(404, 409, 413, 415, 422),
  },
});

const detach = createRoute({
  method: 'delete',
  path: '/campaigns/{id}/evidence/{evidenceId}',
  operationId: 'detachEvidence',
  tags,
  summary: 'Take evidence off a campaign, and erase its excerpt',
  description: 'Its links on completions are withdrawn. It can be attached again; its excerpt is gone.',
  ...guarded('evidence.write'),
  request: { params: EvidenceParams },
  responses: { 204: { description: 'Detached' }, ...problems(404, 409) },
});

const erase = createRoute({
  method: 'delete',
  path: '/campaigns/{id}/evidence/{evidenceId}/excerpt',
  operationId: 'eraseExcerpt',
  tags,
  summary: 'Erase the excerpt of evidence',
  description: 'The evidence stays; the audit says that, not what. Also of a closed campaign.',
  ...guarded('evidence.erase'),
  request: { params: EvidenceParams },
  responses: { 204: { description: 'Erased' }, ...problems(404) },
});

const selection = createRoute({
  method: 'get',
  path: '/campaigns/{id}/evidence/selection',
  operationId: 'selectEvidence',
  tags,
  summary: 'The evidence that says most, highest score first',
  description: 'At most a third of the limit of one dimension, then filled up. What was withdrawn is left out.',
  ...guarded('evidence.read'),
  request: { params: IdParam, query: SelectionQuery },
  responses: { 200: json('The selection', SelectionSchema, SELECTION_EXAMPLE), ...problems(404) },
});

const dimensions = createRoute({
  method: 'get',
  path: '/campaigns/{id}/evidence/dimensions',
  operationId: 'getEvidenceDimensions',
  tags,
  summary: 'Which evidence there is for each outcome that is reported',
  description: 'The evidence itself is the list’s with ?dimension=.',
  ...guarded('evidence.read'),
  request: { params: IdParam, query: NoQuery },
  responses: { 200: json('By dimension', EvidenceDimensionsSchema, DIMENSIONS_EXAMPLE), ...problems(404) },
});

const refresh = createRoute({
  method: 'post',
  path: '/campaigns/{id}/evidence/refresh',
  operationId: 'refreshEvidence',
  tags,
  summary: 'Read the evidence service for a campaign now',
  description: 'Where none is set there is nothing to read. A failure keeps what is stored: 503.',
  ...guarded('evidence.write'),
  request: { params: IdParam },
  responses: { 200: json('What it brought', RefreshSchema, REFRESH_EXAMPLE), ...problems(404, 409) },
});

export function evidenceApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(list, async (c) => {
      const { dimension, ...query } = compact(c.req.valid('query'));
      const about = dimension === undefined ? {} : { dimension: dimension === NO_DIMENSION ? null : dimension };
      const input = { ...pageInput(query), ...about, campaignId: c.req.valid('param').id };
      return c.json(presentEvidenceList(await listEvidence(core, await contextOf(c, core.hasher), input)), 200);
    })
    .openapi(attach, async (c) => {
      const input = { ...c.req.valid('json'), campaignId: c.req.valid('param').id };
      const { result, replayed } = await attachEvidence(core, await contextOf(c, core.hasher), input);
      const body = presentEvidence(result.record);
      if (!result.isNew) return c.json(body, 200, replayedHeader(replayed));
      const Location = `${c.req.path}?evidenceId=${encodeURIComponent(body.evidenceId)}`;
      return c.json(body, 201, { Location, ...replayedHeader(replayed) });
    })
    .openapi(update, async (c) => {
      const { id: campaignId, evidenceId } = c.req.valid('param');
      const input = { campaignId, evidenceId, patch: c.req.valid('json') };
      return c.json(presentEvidence(await updateEvidence(core, await contextOf(c, core.hasher), input)), 200);
    })
    .openapi(detach, async (c) => {
      const { id: campaignId, evidenceId } = c.req.valid('param');
      await detachEvidence(core, await contextOf(c, core.hasher), { campaignId, evidenceId });
      return c.body(null, 204);
    })
    .openapi(erase, async (c) => {
      const { id: campaignId, evidenceId } = c.req.valid('param');
      await eraseExcerpt(core, await contextOf(c, core.hasher), { campaignId, evidenceId });
      return c.body(null, 204);
    })
    .openapi(selection, async (c) => {
      const input = { campaignId: c.req.valid('param').id, ...c.req.valid('query') };
      return c.json(presentSelection(await getSelection(core, await contextOf(c, core.hasher), input)), 200);
    })
    .openapi(dimensions, async (c) => {
      const input = { campaignId: c.req.valid('param').id };
      return c.json(presentDimensions(await getDimensions(core, await contextOf(c, core.hasher), input)), 200);
    })
    .openapi(refresh, async (c) => {
      const input = { campaignId: c.req.valid('param').id };
      return c.json(presentRefresh(await refreshEvidence(core, await contextOf(c, core.hasher), input)), 200);
    });
}
