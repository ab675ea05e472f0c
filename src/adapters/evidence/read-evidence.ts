import type { EvidenceInput } from '../../core/domain/evidence/check-evidence.ts';
import { VERIFICATIONS } from '../../core/domain/evidence/evidence.ts';

/** A page as the service answers it, or null where it has another form. */
export function readPage(
  body: unknown,
): { items: EvidenceInput[]; unreadable: number; nextCursor: string | null } | null {
  if (!isObject(body) || !Array.isArray(body.items)) return null;
  const { nextCursor = null } = body;
  if (nextCursor !== null && (typeof nextCursor !== 'string' || nextCursor === '')) return null;
  const items = body.items.flatMap((each: unknown) => readEvidence(each) ?? []);
  return { items, unreadable: body.items.length - items.length, nextCursor };
}

/** One piece of evidence, null where it has another form; what the numbers and texts mean is for the core to check. */
export function readEvidence(body: unknown): EvidenceInput | null {
  if (!isObject(body)) return null;
  const { evidenceId, dimension, outcome, confidence, verification, createdAt, subject, source, hash, excerpt } = body;
  const state = VERIFICATIONS.find((known) => known === verification);
  const at = typeof createdAt === 'string' ? Date.parse(createdAt) : Number.NaN;
  const texts = [dimension, subject, source, hash, excerpt];
  const numbers = [outcome, confidence];
  const isRead =
    typeof evidenceId === 'string' &&
    state !== undefined &&
    !Number.isNaN(at) &&
    texts.every((text) => text == null || typeof text === 'string') &&
    numbers.every((number) => number == null || typeof number === 'number');
  if (!isRead) return null;
  return {
    evidenceId,
    dimension: textOf(dimension),
    outcome: shareOf(outcome),
    confidence: shareOf(confidence),
    verification: state,
    createdAt: at,
    subject: textOf(subject),
    source: textOf(source),
    hash: textOf(hash),
    excerpt: textOf(excerpt),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

const DECIMALS = 1_000_000;

/** With at most 6 decimals: a service may say a third. */
function shareOf(value: unknown): number | null {
  return typeof value === 'number' ? Math.round(value * DECIMALS) / DECIMALS : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
