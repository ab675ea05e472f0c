import type { Write } from '../../../ports/transactions.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { makeSnapshot, type Snapshot, type SnapshotKind, snapshotId } from '../../domain/metrics/snapshot.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { Recorded } from '../billing/record-once.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { auditWrite, existsAlready } from '../write.ts';
import { type MeasurePorts, measureCampaign } from './measure-campaign.ts';

export type SnapshotPorts = MeasurePorts & Pick<Core, 'clock' | 'transactions' | 'snapshots'>;

/** Takes the snapshot of this hour by hand, or answers the one that stands. Throws NOT_FOUND, FORBIDDEN, CAMPAIGN_NOT_OPEN. */
export async function takeSnapshot(
  ports: SnapshotPorts & Pick<Core, 'ids' | 'receipts'>,
  context: RequestContext,
  input: { readonly campaignId: string },
): Promise<Keyed<Recorded<Snapshot>>> {
  const campaign = await loadCampaign(ports, context, 'snapshot.write', input.campaignId);
  const { status, companyId } = campaign;
  if (status === 'draft' || status === 'closed')
    throw new DomainError('conflict', 'CAMPAIGN_NOT_OPEN', `The campaign is ${status} and takes no snapshots`, {
      details: { status },
    });
  return idempotent<Recorded<Snapshot>>(ports, context, (receiptOf) =>
    keepSnapshot(ports, campaign, 'scheduled', ports.clock.now(), (snapshot) => [
      auditWrite(ports, context, snapshot.at, {
        action: 'snapshot.take',
        resource: `campaigns/${campaign.id}/snapshots`,
        companyId,
        before: null,
        after: { snapshot: snapshot.id },
      }),
      ...receiptOf({ record: snapshot, isNew: true }),
    ]),
  );
}

/**
 * Keeps the campaign's figures as the snapshot of an hour, once: whoever comes second answers the one that stands.
 * @param due any instant of that hour
 */
export async function keepSnapshot(
  ports: SnapshotPorts,
  campaign: Campaign,
  kind: SnapshotKind,
  due: Instant,
  alsoWrite: (snapshot: Snapshot) => readonly Write[] = () => [],
): Promise<Recorded<Snapshot>> {
  const id = snapshotId(campaign.id, due, kind);
  const standing = await ports.snapshots.find(id);
  if (standing) return { record: standing, isNew: false };
  const metrics = await measureCampaign(ports, campaign);
  const snapshot = makeSnapshot(campaign, kind, due, { at: ports.clock.now(), metrics });
  try {
    await ports.transactions.commit([
      { op: 'insert', collection: 'snapshots', document: snapshot },
      ...alsoWrite(snapshot),
    ]);
    return { record: snapshot, isNew: true };
  } catch (error) {
    const meanwhile = existsAlready(error, 'snapshots') ? await ports.snapshots.find(id) : null;
    if (!meanwhile) throw error;
    return { record: meanwhile, isNew: false };
  }
}
