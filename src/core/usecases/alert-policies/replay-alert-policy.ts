import { type PolicyInput, parsePolicy } from '../../domain/alerting/policy-input.ts';
import { createPolicyReplay, type PolicyReplay } from '../../domain/alerting/replay-policy.ts';
import type { Instant } from '../../domain/shared/time.ts';
import { findPlace } from '../capacity/directory.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { loadPolicy, viewOf } from './policy-owner.ts';

export interface PolicyComparison {
  /** The first entry, null where there is none, and now. */
  readonly from: Instant | null;
  readonly to: Instant;
  readonly entries: number;
  readonly current: PolicyReplay;
  readonly proposed: PolicyReplay;
}

/**
 * What today's policy and a proposed one would have led to over the campaign's whole ledger, which is read once and never held.
 * Nothing is written. Throws NOT_FOUND, FORBIDDEN, INVALID.
 */
export async function replayAlertPolicy(
  ports: Pick<Core, 'alertPolicies' | 'campaigns' | 'capacityLog' | 'clock' | 'companies' | 'directory'>,
  context: RequestContext,
  input: { readonly campaignId: string; readonly policy: PolicyInput },
): Promise<PolicyComparison> {
  const { campaignId } = input;
  const owner = { of: 'campaign' as const, id: campaignId };
  const { own, above, timeZone } = await loadPolicy(ports, context, 'alert-policy.read', owner);
  const { accountId } = await findPlace(ports.directory, context.actor, 'alert-policy.read', campaignId);
  const current = createPolicyReplay(viewOf(owner, own, above).policy, timeZone);
  const proposed = createPolicyReplay(parsePolicy(input.policy), timeZone);
  let from: Instant | null = null;
  let last: Instant = 0;
  let entries = 0;
  for await (const entry of ports.capacityLog.stream({ accountId, campaignId })) {
    from ??= entry.recordedAt;
    last = entry.recordedAt;
    entries += 1;
    current.step(entry);
    proposed.step(entry);
  }
  const to = Math.max(ports.clock.now(), last);
  return { from, to, entries, current: current.finish(to), proposed: proposed.finish(to) };
}
