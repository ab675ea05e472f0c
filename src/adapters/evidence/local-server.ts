/** Evidence as the service answers it. */
export interface ServedEvidence {
  readonly evidenceId: string;
  readonly dimension?: string | null;
  readonly outcome?: number | null;
  readonly confidence?: number | null;
  readonly verification: 'pending' | 'verified' | 'withdrawn';
  readonly createdAt: string;
  readonly subject?: string | null;
  readonly source?: string | null;
  readonly hash?: string | null;
  readonly excerpt?: string | null;
}

/** A small evidence service in memory, for tests: it keeps to docs/evidence-service.openapi.json. */
export interface LocalEvidence {
  /** Answers a request as the service would; the path is taken from behind the host. */
  fetch(request: Request): Promise<Response>;
  /** What it knows, by id, with the campaign that it lists it for; null for what it lists for none. */
  readonly known: Map<string, { readonly campaignId: string | null; readonly evidence: ServedEvidence }>;
}

const PAGE = 50;

/** @param pageSize pieces of evidence on a page */
export function createLocalEvidence(token: string, pageSize = PAGE): LocalEvidence {
  const known: LocalEvidence['known'] = new Map();

  function list({ searchParams }: URL): Response {
    const campaignId = searchParams.get('campaignId');
    if (!campaignId) return problem(400, 'Name the campaign');
    const start = Number(searchParams.get('cursor') ?? 0);
    if (!Number.isInteger(start) || start < 0) return problem(400, 'The cursor is none of this list');
    const own = [...known.values()].filter((each) => each.campaignId === campaignId);
    const items = own.slice(start, start + pageSize).map(({ evidence }) => evidence);
    const end = start + pageSize;
    return Response.json({ items, nextCursor: end < own.length ? String(end) : null });
  }

  function find(id: string): Response {
    const found = known.get(decodeURIComponent(id));
    return found ? Response.json(found.evidence) : problem(404, 'There is no such evidence');
  }

  return {
    known,
    async fetch(request) {
      if (request.headers.get('Authorization') !== `Bearer ${token}`) return problem(401, 'The token is not valid');
      const url = new URL(request.url);
      const id = /^\/evidence\/([^/]+)$/.exec(url.pathname)?.[1];
      if (request.method !== 'GET') return problem(405, 'Evidence is read only');
      if (id !== undefined) return find(id);
      return url.pathname === '/evidence' ? list(url) : problem(404, 'There is nothing here');
    },
  };
}

function problem(status: number, detail: string): Response {
  const body = { type: 'about:blank', title: 'Refused', status, detail };
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json' } });
}
