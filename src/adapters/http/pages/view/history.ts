import type { Trigger } from '../../../../core/domain/lifecycle/history.ts';
import type { CampaignStatus } from '../../../../core/domain/lifecycle/status.ts';
import type { Instant } from '../../../../core/domain/shared/time.ts';
import { instantFrom, type TimeText } from './format.ts';
import { type Chip, STATUS_WORDS, statusChip } from './words.ts';

export interface HistoryLine {
  readonly chip: Chip;
  readonly text: string;
  readonly reason: string | null;
  readonly time: TimeText;
}

const TRIGGERS: Record<Trigger, string> = { manual: '', schedule: ' by its schedule', system: ' by the system' };

/** One change of state in a sentence; `from` is null for the making of the draft. */
export function historyLine(
  record: {
    readonly from: CampaignStatus | null;
    readonly to: CampaignStatus;
    readonly at: Instant;
    readonly actor: string | null;
    readonly trigger: Trigger;
    readonly reason: string | null;
  },
  now: Instant,
  timeZone: string,
): HistoryLine {
  const by = record.trigger === 'manual' && record.actor ? ` by ${record.actor}` : TRIGGERS[record.trigger];
  const text = record.from === null ? `Made as a draft${by}` : `From ${STATUS_WORDS[record.from].toLowerCase()}${by}`;
  return { chip: statusChip(record.to), text, reason: record.reason, time: instantFrom(record.at, now, timeZone) };
}
