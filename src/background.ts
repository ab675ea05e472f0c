import { setTimeout as wait } from 'node:timers/promises';
import { getLogger } from '@logtape/logtape';
import { createAlertFollower } from './core/usecases/alerts/follow-alerts.ts';
import { createMessageDelivery } from './core/usecases/alerts/run-messages.ts';
import { createRepeats } from './core/usecases/alerts/run-repeats.ts';
import { createBillingRelay } from './core/usecases/billing/deliver-billing.ts';
import { createUsageFollower } from './core/usecases/billing/follow-usage.ts';
import { createBilling } from './core/usecases/billing/run-billing.ts';
import { createDayEndsProjection } from './core/usecases/capacity/keep-day-ends.ts';
import { createFiguresProjection } from './core/usecases/capacity/project-figures.ts';
import { createReclaim } from './core/usecases/capacity/run-reclaim.ts';
import { createDueSettlement } from './core/usecases/capacity/settle-due.ts';
import { createDueWatch } from './core/usecases/capacity/watch-due.ts';
import type { Core } from './core/usecases/core.ts';
import { createEvidenceRefresh } from './core/usecases/evidence/run-evidence.ts';
import type { BackgroundJob, BackgroundOptions } from './core/usecases/followers/background.ts';
import { createScheduleRunner, type OnLateness } from './core/usecases/lifecycle/run-schedule.ts';
import { createServedProjection } from './core/usecases/metrics/keep-served.ts';
import { createSnapshots } from './core/usecases/metrics/run-snapshots.ts';
import { createOutboxRelay } from './core/usecases/outbox/run-outbox.ts';
import { createRetention } from './core/usecases/retention/remove-expired.ts';
import { createUpsellLedgerFollower } from './core/usecases/upsell/follow-ledger.ts';
import { createUpsellRecordsFollower } from './core/usecases/upsell/follow-records.ts';
import { createEventQueue } from './core/usecases/webhooks/queue-events.ts';

const logger = getLogger(['campaigns', 'background']);

/** Every job that goes on beside the requests. */
export function createJobs(core: Core, onLateness: OnLateness): readonly BackgroundJob[] {
  const options: BackgroundOptions = {
    holder: core.ids.next(),
    onError: (job, error) => logger.warning('{job} failed and tries again', { job, error }),
    sleep: (milliseconds, signal) => wait(milliseconds, undefined, { signal }).catch(() => undefined),
  };
  return [
    createAlertFollower(core, options),
    createRepeats(core, options),
    createMessageDelivery(core, options),
    createEventQueue(core, options),
    createFiguresProjection(core, options),
    createDayEndsProjection(core, options),
    createServedProjection(core, options),
    createDueWatch(core, options),
    createDueSettlement(core, options),
    createReclaim(core, options),
    createScheduleRunner(core, options, onLateness),
    createOutboxRelay(core, options),
    createSnapshots(core, options),
    createUpsellLedgerFollower(core, options),
    createUpsellRecordsFollower(core, options),
    createRetention(core, options, (what, count) =>
      logger.info('Removed {count} of {what} that are kept no longer', { what, count }),
    ),
    createUsageFollower(core, options),
    createBilling(core, options),
    ...(core.evidenceService ? [createEvidenceRefresh(core, core.evidenceService, options)] : []),
    ...(core.billing ? [createBillingRelay(core, core.billing, options)] : []),
  ];
}
