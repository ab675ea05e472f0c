import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { EvidenceInput } from '../../../../core/domain/evidence/check-evidence.ts';
import { VERIFICATIONS } from '../../../../core/domain/evidence/evidence.ts';
import { type DomainError, invalid } from '../../../../core/domain/shared/errors.ts';
import { isCalendarDate, startOfDay } from '../../../../core/domain/shared/time.ts';
import { type FormValues, refusalOf } from '../forms.ts';

export const FIELDS = [
  'evidenceId',
  'verification',
  'createdAt',
  'dimension',
  'outcome',
  'confidence',
  'subject',
  'source',
  'excerpt',
];
export const LABELS = {
  evidenceId: 'Id',
  createdAt: 'The day',
  dimension: 'Dimension',
  outcome: 'Outcome',
  confidence: 'How sure',
  subject: 'Learner',
  source: 'Where it comes from',
  excerpt: 'Excerpt',
};

/** What the form says, for the use case to check. Throws INVALID for a day or a number that is none. */
export function attachInput(values: FormValues, { timeZone }: Campaign, byIdAlone: boolean): EvidenceInput {
  const text = (name: string) => values[name]?.trim() || null;
  const evidenceId = text('evidenceId') ?? '';
  if (byIdAlone) return { evidenceId };
  return {
    evidenceId,
    verification: VERIFICATIONS.find((state) => state === values.verification) ?? 'pending',
    createdAt: dayOf(text('createdAt'), timeZone),
    dimension: text('dimension')?.toLowerCase().replaceAll(/\s+/g, '_') ?? null,
    outcome: numberOf('outcome', text('outcome')),
    confidence: numberOf('confidence', text('confidence')),
    subject: text('subject'),
    source: text('source'),
    excerpt: text('excerpt'),
  };
}

function dayOf(date: string | null, timeZone: string): number | null {
  if (date === null) return null;
  if (isCalendarDate(date)) return startOfDay(date, timeZone);
  throw invalid([{ path: 'createdAt', code: 'INVALID_DATE', message: 'Choose a day' }]);
}

function numberOf(path: string, text: string | null): number | null {
  if (text === null) return null;
  const value = Number(text.replace(',', '.'));
  if (Number.isFinite(value)) return value;
  throw invalid([{ path, code: 'INVALID', message: `${path} must be a number from 0 to 1` }]);
}

/** The refusal that the page shows; what the role may not do goes on to the error page, since the page offers it no form. */
export function shownRefusal(error: unknown): DomainError {
  const refusal = refusalOf(error);
  if (refusal.kind === 'forbidden') throw refusal;
  return refusal;
}

export function statusOf(refusal: DomainError | null): 200 | 409 | 422 | 503 {
  if (refusal === null) return 200;
  return refusal.kind === 'invalid' ? 422 : refusal.kind === 'unavailable' ? 503 : 409;
}
