import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { Balance } from '../../domain/capacity/account.ts';
import { FORECAST_WINDOW_DAYS, type Forecast, fillDays, forecast } from '../../domain/capacity/forecast.ts';
import { hardLimitOf } from '../../domain/capacity/thresholds.ts';
import { addDays, dateAt } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';

/** The forecast of a campaign whose account stands as given, from the projected ends of its last days. */
export async function forecastCapacity(
  ports: Pick<Core, 'clock' | 'dayEnds'>,
  campaign: Pick<Campaign, 'id' | 'timeZone' | 'endDate'>,
  balance: Pick<Balance, 'consumed' | 'capacity' | 'overage' | 'unit'>,
): Promise<Forecast> {
  const today = dateAt(ports.clock.now(), campaign.timeZone);
  const recorded = await ports.dayEnds.since(campaign.id, addDays(today, -FORECAST_WINDOW_DAYS - 1));
  const { consumed, capacity, overage, unit } = balance;
  const hardLimit = hardLimitOf(capacity, overage, unit);
  return forecast({ days: fillDays(recorded, today), today, consumed, capacity, hardLimit, endDate: campaign.endDate });
}
