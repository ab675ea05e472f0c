import { ERROR_CODES, type ErrorCode, type Issue, invalid } from './errors.ts';

/** Gathers everything that is wrong with an input, so that the caller learns of it at once. */
export interface Checker {
  readonly issues: Issue[];
  add(path: string, code: string, message: string): void;
  /** Trimmed text of 1..max characters; null (with an issue) where it is not. */
  text(path: string, value: string | null | undefined, max: number): string | null;
  /** Trimmed text of at most max characters; null where there is none. */
  optionalText(path: string, value: string | null | undefined, max: number): string | null;
  /** An integer in the range; null (with an issue) where it is not. */
  integer(path: string, value: number | null | undefined, min: number, max: number): number | null;
  optionalInteger(path: string, value: number | null | undefined, min: number, max: number): number | null;
  /** Trimmed, without repeats. */
  tags(path: string, value: readonly string[] | null | undefined, items: number, length: number): readonly string[];
  /** Throws where there is an issue: with the code given, else with the issues' own where all share one that is an error code. */
  done(code?: ErrorCode): void;
}

export function createChecker(): Checker {
  const issues: Issue[] = [];
  const add: Checker['add'] = (path, code, message) => void issues.push({ path, code, message });

  const checker: Checker = {
    issues,
    add,
    text(path, value, max) {
      const text = (value ?? '').trim();
      if (text === '') add(path, 'REQUIRED', `${path} is required`);
      else if (text.length > max) add(path, 'TOO_LONG', `${path} has more than ${max} characters`);
      else return text;
      return null;
    },
    optionalText(path, value, max) {
      const text = (value ?? '').trim();
      if (text.length > max) add(path, 'TOO_LONG', `${path} has more than ${max} characters`);
      return text === '' ? null : text;
    },
    integer(path, value, min, max) {
      if (value === null || value === undefined) add(path, 'REQUIRED', `${path} is required`);
      else if (!Number.isInteger(value)) add(path, 'NOT_AN_INTEGER', `${path} must be a whole number`);
      else if (value < min || value > max) add(path, 'OUT_OF_RANGE', `${path} must be from ${min} to ${max}`);
      else return value;
      return null;
    },
    optionalInteger(path, value, min, max) {
      return value === null || value === undefined ? null : checker.integer(path, value, min, max);
    },
    tags(path, value, items, length) {
      const tags = [...new Set((value ?? []).map((tag) => tag.trim()))];
      if (tags.length > items) add(path, 'TOO_MANY', `${path} has more than ${items} items`);
      tags.forEach((tag, at) => {
        if (tag === '') add(`${path}.${at}`, 'REQUIRED', `${path} has an empty item`);
        else if (tag.length > length) add(`${path}.${at}`, 'TOO_LONG', `${path} has an item over ${length} characters`);
      });
      return tags;
    },
    done(code) {
      if (issues.length > 0) throw invalid(issues, code ?? commonCode(issues));
    },
  };
  return checker;
}

function commonCode(issues: readonly Issue[]): ErrorCode {
  const code = issues[0]?.code;
  const known = ERROR_CODES.invalid.find((candidate) => candidate === code);
  return known && issues.every((issue) => issue.code === code) ? known : 'INVALID';
}
