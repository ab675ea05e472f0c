import { authorise } from '../../domain/access/permissions.ts';
import type { Silence } from '../../domain/alerting/silence.ts';
import { REASON_MAX } from '../../domain/campaign/limits.ts';
import type { Threshold } from '../../domain/capacity/thresholds.ts';
import { createChecker } from '../../domain/shared/check.ts';
import { notFound } from '../../domain/shared/errors.ts';
import { refusePersonalData } from '../../domain/shared/personal-data.ts';
import { DAY, type Instant } from '../../domain/shared/time.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { auditWrite } from '../write.ts';

/** One of campaign and company. */
export interface SilenceInput {
  readonly campaignId?: string | null | undefined;
  readonly companyId?: string | null | undefined;
  readonly threshold?: Threshold | null | undefined;
  /** Now where it is left out. */
  readonly from?: Instant | null | undefined;
  readonly until: Instant;
  readonly reason: string;
}

/** A silence that is forgotten must not last for ever. */
const LONGEST = 366 * DAY;

type SilencePorts = Pick<Core, 'campaigns' | 'clock' | 'companies' | 'ids' | 'receipts' | 'transactions'>;

/**
 * Has nobody messaged of the alerts of a campaign, or of a company, until an instant; the alerts themselves stand.
 * Throws NOT_FOUND, FORBIDDEN, INVALID (also for more than a year), PERSONAL_DATA.
 */
export async function createSilence(
  ports: SilencePorts,
  context: RequestContext,
  input: SilenceInput,
): Promise<Keyed<Silence>> {
  return idempotent(ports, context, async (receiptOf) => {
    const at = ports.clock.now();
    const silence = await decide(ports, context, input, at);
    await ports.transactions.commit([
      { op: 'insert', collection: 'silences', document: silence },
      auditWrite(ports, context, at, {
        action: 'silence.create',
        resource: `silences/${silence.id}`,
        companyId: silence.companyId,
        before: null,
        after: silence,
      }),
      ...receiptOf(silence),
    ]);
    return silence;
  });
}

async function decide(
  ports: SilencePorts,
  context: RequestContext,
  input: SilenceInput,
  at: Instant,
): Promise<Silence> {
  const checker = createChecker();
  const campaignId = input.campaignId ?? null;
  const from = input.from ?? at;
  if ((campaignId === null) === (input.companyId == null)) {
    checker.add('campaignId', 'ONE_OF', 'Name either campaignId or companyId');
  }
  if (input.until <= Math.max(from, at)) checker.add('until', 'OUT_OF_RANGE', 'until must be later than from and now');
  else if (input.until - from > LONGEST) checker.add('until', 'OUT_OF_RANGE', 'A silence lasts at most a year');
  const reason = checker.text('reason', input.reason, REASON_MAX) ?? '';
  checker.done();
  refusePersonalData({ reason });
  const companyId = await companyOf(ports, context, campaignId, input.companyId ?? '');
  return {
    id: ports.ids.next(),
    version: 1,
    companyId,
    campaignId,
    threshold: input.threshold ?? null,
    from,
    until: input.until,
    reason,
    createdAt: at,
    createdBy: context.actor.id,
  };
}

async function companyOf(
  ports: SilencePorts,
  { actor }: RequestContext,
  campaignId: string | null,
  companyId: string,
): Promise<string> {
  const campaign = campaignId === null ? null : await ports.campaigns.find(campaignId);
  const owner = campaignId === null ? (await ports.companies.find(companyId))?.id : campaign?.companyId;
  const what = campaignId === null ? 'Company' : 'Campaign';
  if (owner === undefined) throw notFound(what);
  authorise(actor, 'silence.write', owner, what);
  return owner;
}
