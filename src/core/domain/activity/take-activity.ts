import type { Instant } from '../shared/time.ts';
import type { Activity, ActivityContent, DebitState } from './activity.ts';
import type { Association } from './associate.ts';
import { volumeOf } from './debit.ts';

/** An activity as it is first kept, with the campaign that was found for it. */
export function takeActivity(
  content: ActivityContent,
  association: Association,
  made: { readonly at: Instant; readonly actor: string },
): Activity {
  const { decision, campaignId, instanceId, confidence, reasons, alternatives } = association;
  const debit = debitOf(content, association);
  return {
    ...content,
    version: 1,
    state: decision,
    campaignId,
    instanceId,
    confidence,
    reasons,
    alternatives,
    first: null,
    link: decision === 'linked' ? 1 : 0,
    debit,
    refusal: null,
    attention: decision === 'review' || debit === 'held' ? 'review' : null,
    recordedAt: made.at,
    recordedBy: made.actor,
    reviewedAt: null,
    reviewedBy: null,
  };
}

/** An unmatched activity that is looked at again; the first answer stays what it was. */
export function takeAgain(activity: Activity, association: Association, made: { readonly at: Instant }): Activity {
  const { recordedAt, recordedBy, link } = activity;
  const taken = takeActivity(activity, association, { at: made.at, actor: recordedBy });
  return {
    ...taken,
    version: activity.version + 1,
    first: activity.first ?? {
      decision: 'unmatched',
      campaignId: null,
      instanceId: null,
      confidence: null,
      reasons: activity.reasons,
    },
    link: taken.state === 'linked' ? link + 1 : link,
    recordedAt,
  };
}

function debitOf(content: ActivityContent, { decision, debits, tied }: Association): DebitState | null {
  if (decision !== 'linked' || !debits || volumeOf(content) === null) return null;
  return tied ? 'held' : 'due';
}
