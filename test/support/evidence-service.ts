import type { ServedEvidence } from '../../src/adapters/evidence/local-server.ts';
import type { EvidenceInput } from '../../src/core/domain/evidence/check-evidence.ts';
import type { EvidenceService } from '../../src/ports/evidence-service.ts';

export interface StoredService extends EvidenceService {
  /** Says something of evidence, for a campaign or for none. */
  say(evidenceId: string, campaignId: string | null, over?: Partial<ServedEvidence>): void;
}

/** An evidence service in memory. */
export function createStoredService(pageSize = 50): StoredService {
  const known = new Map<string, { campaignId: string | null; evidence: EvidenceInput }>();
  return {
    say(evidenceId, campaignId, over = {}) {
      const { createdAt = '2025-01-02T08:00:00Z', verification = 'pending', ...rest } = over;
      const at = Temporal.Instant.from(createdAt).epochMilliseconds;
      known.set(evidenceId, { campaignId, evidence: { ...rest, evidenceId, verification, createdAt: at } });
    },
    async find(evidenceId) {
      const found = known.get(evidenceId);
      return found ? { outcome: 'found', evidence: found.evidence } : { outcome: 'unknown' };
    },
    async page(campaignId, cursor) {
      const own = [...known.values()].filter((each) => each.campaignId === campaignId);
      const start = Number(cursor ?? 0);
      const end = start + pageSize;
      const items = own.slice(start, end).map(({ evidence }) => evidence);
      return { outcome: 'page', items, unreadable: 0, nextCursor: end < own.length ? String(end) : null };
    },
  };
}
