import type { Write } from '../../../ports/transactions.ts';
import type { Alert } from '../../domain/alerting/alert.ts';
import { changePolicy } from '../../domain/alerting/change-policy.ts';
import type { AlertPolicy, PolicyDocument } from '../../domain/alerting/policy.ts';
import { type PolicyInput, parsePolicy } from '../../domain/alerting/policy-input.ts';
import { topicOf } from '../../domain/alerting/topic.ts';
import { isEqual } from '../../domain/shared/equal.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Instant } from '../../domain/shared/time.ts';
import { alertWrites } from '../alerts/alert-writes.ts';
import { currentUtilization } from '../alerts/current-utilization.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { auditWrite, existsAlready, requireVersion, untilUndisturbed } from '../write.ts';
import { loadPolicy, type PolicyOwner, type PolicyView, viewOf } from './policy-owner.ts';

type PutPorts = Pick<
  Core,
  'alertPolicies' | 'alerts' | 'campaigns' | 'clock' | 'companies' | 'figures' | 'ids' | 'transactions'
>;

export interface PutPolicyInput {
  readonly owner: PolicyOwner;
  readonly ifVersion: number;
  /** Null: what stands above it is to count. */
  readonly policy: PolicyInput | null;
}

/**
 * Puts a policy and evaluates every raised alert that it concerns, in one transaction; the same policy again changes nothing.
 * Throws NOT_FOUND, FORBIDDEN, INVALID, VERSION_MISMATCH.
 */
export async function putAlertPolicy(
  ports: PutPorts,
  context: RequestContext,
  input: PutPolicyInput,
): Promise<PolicyView> {
  return untilUndisturbed(() => write(ports, context, input));
}

async function write(ports: PutPorts, context: RequestContext, input: PutPolicyInput): Promise<PolicyView> {
  const { owner } = input;
  const { documentId, companyId, own, above } = await loadPolicy(ports, context, 'alert-policy.write', owner);
  requireVersion(own ?? { version: 0 }, input.ifVersion);
  const policy = input.policy && parsePolicy(input.policy);
  const before = viewOf(owner, own, above);
  if (isEqual(own?.policy ?? null, policy)) return before;
  const next: PolicyDocument = { id: documentId, version: input.ifVersion + 1, companyId, policy };
  const after = viewOf(owner, next, above);
  const at = ports.clock.now();
  const put: Write = own
    ? { op: 'replace', collection: 'alertPolicies', document: next, ifVersion: own.version }
    : { op: 'insert', collection: 'alertPolicies', document: next };
  const audit = auditWrite(ports, context, at, {
    action: 'alert-policy.put',
    resource: `${documentId}/alert-policy`,
    companyId,
    before: own && { version: own.version, policy: own.policy },
    after: { version: next.version, policy },
  });
  const cause = `${documentId}@${next.version}`;
  const evaluated = await evaluate(ports, owner, companyId, before.policy, after.policy, cause, at);
  try {
    await ports.transactions.commit([put, audit, ...evaluated]);
  } catch (error) {
    if (!existsAlready(error, 'alertPolicies')) throw error;
    throw new DomainError('version_mismatch', 'VERSION_MISMATCH', 'This was changed in the meantime');
  }
  return after;
}

async function evaluate(
  ports: PutPorts,
  owner: PolicyOwner,
  companyId: string,
  before: AlertPolicy,
  after: AlertPolicy,
  cause: string,
  at: Instant,
): Promise<Write[]> {
  const writes: Write[] = [];
  for await (const alert of raisedAlerts(ports, owner, companyId)) {
    if (owner.of === 'company' && (await ports.alertPolicies.find(`campaigns/${alert.campaignId}`))?.policy) continue;
    const [windows, utilization] = await Promise.all([
      ports.alerts.windows(alert.campaignId),
      currentUtilization(ports.figures, alert),
    ]);
    const change = changePolicy(alert, windows.get(topicOf(alert)), { before, after, cause, utilization, at });
    writes.push(...alertWrites(change));
  }
  return writes;
}

async function* raisedAlerts(ports: PutPorts, owner: PolicyOwner, companyId: string): AsyncGenerator<Alert> {
  const whose = owner.of === 'campaign' ? { campaignId: owner.id } : { companyId };
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof ports.alerts.list>> = await ports.alerts.list({
      ...whose,
      state: 'raised',
      limit: 100,
      cursor,
    });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
