import { DomainError, type Issue } from './errors.ts';

const EMAIL = /[\p{L}\p{N}_.+%-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/u;
/** Digits with the separators of telephone numbers, not part of a word, an id or a decimal fraction. */
const DIGIT_RUN = /(?<![\p{L}\p{N}_.,/+-])(?:\+\s?|\()?\d[\d\s().\-/]*\d(?![\p{L}\p{N}_-])/gu;

/** Whether the text holds an e-mail address or a telephone number. */
export function holdsPersonalData(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .replace(/[\p{Cf}]/gu, '')
    .replace(/\p{Pd}/gu, '-');
  return EMAIL.test(plain) || (plain.match(DIGIT_RUN) ?? []).some(isTelephoneNumber);
}

/** The issue of each named text that holds personal data. */
export function personalDataIssues(texts: Readonly<Record<string, string | null | undefined>>): Issue[] {
  return Object.entries(texts).flatMap(([path, text]) =>
    text && holdsPersonalData(text)
      ? [{ path, code: 'PERSONAL_DATA', message: `${path} holds an e-mail address or a telephone number` }]
      : [],
  );
}

/** Throws PERSONAL_DATA where one of the named texts holds an e-mail address or a telephone number. */
export function refusePersonalData(texts: Readonly<Record<string, string | null | undefined>>): void {
  const issues = personalDataIssues(texts);
  const first = issues[0];
  if (first) throw new DomainError('invalid', 'PERSONAL_DATA', first.message, { issues });
}

/**
 * International (`+31…`, `0031…`), national (`06…`) or in the groups of North America. Dates, amounts and counters
 * padded with zeros are none: a telephone number has 9 to 15 digits and its trunk prefix is not followed by a zero.
 */
function isTelephoneNumber(run: string): boolean {
  const digits = run.replace(/\D/g, '');
  if (digits.length > 15) return false;
  if (run.startsWith('+')) return digits.length >= 8 && !digits.startsWith('0');
  if (/^\d+\.\d+$/.test(run)) return false;
  if (/^\(?00/.test(run)) return digits.length >= 10 && digits[2] !== '0';
  if (/^\(?0/.test(run)) return digits.length >= 9 && digits[1] !== '0' && !isIsoDate(run);
  return /^(\(\d{3}\)[\s.-]?|\d{3}[\s.-])\d{3}[\s.-]\d{4}$/.test(run);
}

function isIsoDate(run: string): boolean {
  return /^\d{4}-\d{2}-\d{2}/.test(run);
}
