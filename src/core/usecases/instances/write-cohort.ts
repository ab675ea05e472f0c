import type { Write } from '../../../ports/transactions.ts';
import type { Instance } from '../../domain/lifecycle/instance.ts';
import { impactOf } from '../../domain/metrics/impact.ts';
import type { Core } from '../core.ts';
import { inTurn, PATIENT } from '../in-turn.ts';
import { existsAlready, untilUndisturbed } from '../write.ts';

export type CohortPorts = Pick<Core, 'clock' | 'ids' | 'transactions' | 'campaigns' | 'impacts'>;

/**
 * Keeps what the campaign's cohorts come to with a cohort that is written, against what was read of it: of two cohorts that are
 * written at once the second is decided again, so that neither is missing from the sum.
 */
export async function impactWrite(ports: CohortPorts, written: Instance): Promise<Write> {
  const { campaignId: id, companyId, updatedAt } = written;
  const before = await ports.impacts.find(id);
  const instances = await ports.campaigns.instances(id);
  const { sroi, vis } = impactOf([...instances.filter((other) => other.id !== written.id), written]);
  const document = { id, version: (before?.version ?? 0) + 1, companyId, sroi, vis, updatedAt };
  return before
    ? { op: 'replace', collection: 'campaignImpacts', document, ifVersion: before.version }
    : { op: 'insert', collection: 'campaignImpacts', document };
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
