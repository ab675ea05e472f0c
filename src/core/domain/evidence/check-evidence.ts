import { type Checker, createChecker } from '../shared/check.ts';
import { parseDecimal } from '../shared/decimal.ts';
import type { Given, Patch } from '../shared/patch.ts';
import { personalDataIssues } from '../shared/personal-data.ts';
import { type Instant, MINUTE } from '../shared/time.ts';
import type { EvidenceFields, Verification } from './evidence.ts';
import { NO_DIMENSION } from './select.ts';

export const EVIDENCE_ID_MAX = 255;
export const DIMENSION_MAX = 50;
export const SOURCE_MAX = 255;
export const HASH_MAX = 255;
export const EXCERPT_MAX = 2_000;
const SUBJECT_MAX = 128;
/** How far ahead of the clock evidence may have come to be. */
const AHEAD = 5 * MINUTE;

/** Evidence as a caller or the evidence service gives it. */
export interface EvidenceInput {
  readonly evidenceId: string;
  readonly dimension?: Given<string>;
  readonly outcome?: Given<number>;
  readonly confidence?: Given<number>;
  readonly verification?: Given<Verification>;
  readonly createdAt?: Given<Instant>;
  readonly subject?: Given<string>;
  readonly source?: Given<string>;
  readonly hash?: Given<string>;
  readonly excerpt?: Given<string>;
}

/** What may be said anew of evidence that is kept here. */
export type EvidencePatch = Patch<
  Pick<EvidenceFields, 'dimension' | 'outcome' | 'confidence' | 'verification' | 'source' | 'hash'>
>;

export interface CheckedEvidence {
  readonly evidenceId: string;
  readonly fields: EvidenceFields;
  readonly excerpt: string | null;
}

/** The evidence in the form in which it is kept. Throws INVALID, or PERSONAL_DATA where a text holds an address or a number. */
export function checkEvidence(input: EvidenceInput, now: Instant): CheckedEvidence {
  const check = createChecker();
  const { verification, createdAt } = input;
  if (!verification) check.add('verification', 'REQUIRED', 'verification is required');
  if (createdAt === null || createdAt === undefined) check.add('createdAt', 'REQUIRED', 'createdAt is required');
  else if (createdAt > now + AHEAD) check.add('createdAt', 'OUT_OF_RANGE', 'createdAt is in the future');
  const checked: CheckedEvidence = {
    evidenceId: check.text('evidenceId', input.evidenceId, EVIDENCE_ID_MAX) ?? '',
    fields: {
      dimension: dimensionOf(check, input.dimension),
      outcome: share(check, 'outcome', input.outcome),
      confidence: share(check, 'confidence', input.confidence),
      verification: verification ?? 'pending',
      createdAt: createdAt ?? now,
      subject: subjectOf(check, input.subject),
      source: check.optionalText('source', input.source, SOURCE_MAX),
      hash: hashOf(check, input.hash),
    },
    excerpt: check.optionalText('excerpt', input.excerpt, EXCERPT_MAX),
  };
  const { evidenceId, fields, excerpt } = checked;
  const { dimension, subject, source } = fields;
  check.issues.push(...personalDataIssues({ evidenceId, dimension, subject, source, excerpt }));
  check.done();
  return checked;
}

/** The id of evidence that is only named. Throws INVALID or PERSONAL_DATA. */
export function checkEvidenceId(value: string, path = 'evidenceId'): string {
  const check = createChecker();
  const evidenceId = check.text(path, value, EVIDENCE_ID_MAX) ?? '';
  check.issues.push(...personalDataIssues({ [path]: evidenceId }));
  check.done();
  return evidenceId;
}

function dimensionOf(check: Checker, value: Given<string>): string | null {
  const dimension = check.optionalText('dimension', value, DIMENSION_MAX);
  return dimension === NO_DIMENSION ? null : dimension;
}

function share(check: Checker, path: string, value: Given<number>): number | null {
  if (value === null || value === undefined) return null;
  if (parseDecimal(value) === null || value < 0 || value > 1)
    check.add(path, 'OUT_OF_RANGE', `${path} must be from 0 to 1, with at most 6 decimals`);
  return value;
}

function subjectOf(check: Checker, value: Given<string>): string | null {
  if (value === null || value === undefined) return null;
  if (value === '' || value.length > SUBJECT_MAX || /\s/u.test(value))
    check.add('subject', 'INVALID', `A subject is a pseudonym of 1 to ${SUBJECT_MAX} characters without white space`);
  return value;
}

function hashOf(check: Checker, value: Given<string>): string | null {
  const hash = check.optionalText('hash', value, HASH_MAX);
  if (hash !== null && !/^[\w:+/=.-]+$/.test(hash)) check.add('hash', 'INVALID', 'hash is no digest');
  return hash;
}
