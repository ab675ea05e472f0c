import type { AlertWindow } from '../../domain/alerting/alert.ts';
import { isEmpty } from '../../domain/alerting/change.ts';
import { endWindow } from '../../domain/alerting/end-window.ts';
import { DEFAULT_RULES } from '../../domain/alerting/policy.ts';
import { ratio } from '../../domain/shared/quantity.ts';
import { SECOND } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { leasedJob } from '../followers/leased-job.ts';
import { alertWrites } from './alert-writes.ts';
import { currentUtilization } from './current-utilization.ts';
import { loadRoutes } from './load-routes.ts';
import { loadTellingRules } from './load-telling-rules.ts';
import { lostRace } from './lost-race.ts';

type RepeatPorts = Pick<
  Core,
  'alertPolicies' | 'alerts' | 'campaigns' | 'clock' | 'figures' | 'leases' | 'notifier' | 'silences' | 'transactions'
>;

const LOOK_EVERY = 2 * SECOND;
const WINDOWS_AT_ONCE = 100;

/** The job that evaluates alerts again when their window ends: what still lasts is said again, with twice the wait. */
export function createRepeats(core: RepeatPorts, options: BackgroundOptions): BackgroundJob {
  return leasedJob(
    core,
    'repeat-alerts',
    async (running, lateSince) => {
      while (!running.aborted) {
        const ended = await core.alerts.endedWindows(core.clock.now(), WINDOWS_AT_ONCE);
        lateSince(ended[0]?.windowEndsAt);
        for (const window of ended) {
          if (running.aborted) return;
          await repeatAlert(core, window);
        }
        if (ended.length < WINDOWS_AT_ONCE) await options.sleep(LOOK_EVERY, running);
      }
    },
    options,
  );
}

/** Evaluates the alert of one window that has ended; another process that was faster has done the same. */
export async function repeatAlert(core: RepeatPorts, window: AlertWindow): Promise<void> {
  const alert = window.alertId === null ? null : await core.alerts.find(window.alertId);
  const at = core.clock.now();
  const [routes, utilization, rules] = await Promise.all([
    alert ? loadRoutes(core.notifier, alert.recipients, alert.companyId, alert.kind) : new Map(),
    currentUtilization(core.figures, alert),
    alert ? loadTellingRules(core, alert.campaignId, alert.companyId, at) : DEFAULT_RULES,
  ]);
  const change = endWindow(window, alert, {
    routes,
    utilization,
    utilizationThen: alert && ratio(alert.consumed, alert.capacity),
    at,
    rules,
  });
  if (isEmpty(change)) return;
  try {
    await core.transactions.commit(alertWrites(change));
  } catch (error) {
    if (!lostRace(error)) throw error;
  }
}
