import type { Write } from '../../../ports/transactions.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { Instance } from '../../domain/lifecycle/instance.ts';
import { impactOf } from '../../domain/metrics/impact.ts';
import { reportItems } from '../../domain/outbox/make-item.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import { outboxWrites } from '../campaigns/writes.ts';
import type { Core } from '../core.ts';
import { inTurn, PATIENT } from '../in-turn.ts';
import type { OutboxWorld } from '../outbox/perform-work.ts';
import { existsAlready, untilUndisturbed } from '../write.ts';

export type CohortPorts = OutboxWorld & Pick<Core, 'ids'>;

/** What a cohort leads to beside itself. */
export interface CohortImpact {
  readonly writes: readonly Write[];
  /** What follows once it is written. */
  readonly items: readonly OutboxItem[];
}

/**
 * Keeps what the campaign's cohorts come to with a cohort that is written, against what was read of it: of two cohorts that are
 * written at once the second is decided again, so that neither is missing from the sum.
 */
export async function impactOfCohort(ports: CohortPorts, campaign: Campaign, written: Instance): Promise<CohortImpact> {
  const { campaignId: id, companyId, updatedAt } = written;
  const before = await ports.impacts.find(id);
  const instances = await ports.campaigns.instances(id);
  const { sroi, vis } = impactOf([...instances.filter((other) => other.id !== written.id), written]);
  const document = { id, version: (before?.version ?? 0) + 1, companyId, sroi, vis, updatedAt };
  const write: Write = before
    ? { op: 'replace', collection: 'campaignImpacts', document, ifVersion: before.version }
    : { op: 'insert', collection: 'campaignImpacts', document };
  const items = reportItems(campaign, before, document);
  return { writes: [write, ...outboxWrites(items)], items };
}

/** Decides and writes again where another cohort of the campaign was written first. */
export function writeCohort<T>(ports: CohortPorts, campaignId: string, attempt: () => Promise<T>): Promise<T> {
  return inTurn(ports.transactions, `cohorts/${campaignId}`, () =>
    untilUndisturbed(
      () =>
        attempt().catch((error: unknown) => {
          if (!existsAlready(error, 'campaignImpacts')) throw error;
          return attempt();
        }),
      PATIENT,
    ),
  );
}
