import { configIssues } from '../campaign/merge-config.ts';
import type { Issue } from '../shared/errors.ts';
import type { Json, JsonObject } from '../shared/json.ts';
import type { ProgramType } from './catalogue.ts';

type Rule =
  | { readonly kind: 'integer' | 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'text' | 'frequency' }
  | { readonly kind: 'list'; readonly of?: readonly string[] };

const LEVELS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;
const TEXT_MAX = 200;
const LIST_MAX = 50;
const minutes: Rule = { kind: 'integer', min: 15, max: 480 };
const weeks: Rule = { kind: 'integer', min: 1, max: 104 };
const classSize: Rule = { kind: 'integer', min: 1, max: 50 };

/**
 * What each program type says of its known settings: durations in minutes (sessions) or weeks (programs), sizes in people.
 * A frequency is a word such as `weekly`, or a number of times a week. Settings that are not named here are free.
 */
const RULES: Readonly<Record<ProgramType, Readonly<Record<string, Rule>>>> = {
  mentorship: {
    sessionFormat: { kind: 'text' },
    sessionDuration: minutes,
    sessionFrequency: { kind: 'frequency' },
    totalDuration: weeks,
  },
  language: {
    classSizeMin: classSize,
    classSizeMax: classSize,
    sessionsPerWeek: { kind: 'integer', min: 1, max: 7 },
    sessionDuration: minutes,
    totalWeeks: weeks,
    proficiencyLevels: { kind: 'list', of: LEVELS },
  },
  buddy: {
    matchMethod: { kind: 'text' },
    pairDuration: weeks,
    maxBuddiesPerVolunteer: { kind: 'integer', min: 1, max: 10 },
    checkInFrequency: { kind: 'frequency' },
  },
  upskilling: {
    coursePlatforms: { kind: 'list' },
    minimumCompletionRate: { kind: 'number', min: 0, max: 100 },
    timeToComplete: weeks,
  },
  weei: {
    programType: { kind: 'text' },
    duration: weeks,
    hoursPerWeek: { kind: 'number', min: 1, max: 80 },
  },
};

/** What in the configuration is out of bounds for the program type; `path` is where the configuration stands in the input. */
export function programConfigIssues(programType: ProgramType, config: JsonObject, path: string): Issue[] {
  const unacceptable = configIssues(path, config);
  if (unacceptable.length > 0) return unacceptable;
  const rules = RULES[programType];
  const issues = Object.entries(config).flatMap(([key, value]) => {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    const complaint = rule && value !== null ? complaintOf(rule, value) : null;
    return complaint ? [issue(`${path}.${key}`, `${key} ${complaint}`)] : [];
  });
  const { classSizeMin: min, classSizeMax: max } = config;
  if (programType === 'language' && typeof min === 'number' && typeof max === 'number' && min > max)
    issues.push(issue(`${path}.classSizeMin`, 'classSizeMin is above classSizeMax'));
  return issues;
}

function complaintOf(rule: Rule, value: Json): string | null {
  switch (rule.kind) {
    case 'integer':
    case 'number':
      if (typeof value !== 'number' || (rule.kind === 'integer' && !Number.isInteger(value)))
        return rule.kind === 'integer' ? 'must be a whole number' : 'must be a number';
      return value < rule.min || value > rule.max ? `must be from ${rule.min} to ${rule.max}` : null;
    case 'frequency':
      if (typeof value === 'number') return value > 0 && value <= 100 ? null : 'must be more than 0 and at most 100';
      return textComplaint(value);
    case 'text':
      return textComplaint(value);
    case 'list':
      return isListOf(value, rule.of) ? null : `must be a list of ${rule.of ? rule.of.join(', ') : 'texts'}`;
  }
}

function textComplaint(value: Json): string | null {
  const fits = typeof value === 'string' && value.trim() !== '' && value.length <= TEXT_MAX;
  return fits ? null : `must be a text of 1 to ${TEXT_MAX} characters`;
}

function isListOf(value: Json, allowed: readonly string[] | undefined): boolean {
  if (!Array.isArray(value) || value.length > LIST_MAX) return false;
  return value.every((item: Json) => textComplaint(item) === null && (!allowed || allowed.includes(String(item))));
}

function issue(path: string, message: string): Issue {
  return { path, code: 'INVALID_CONFIG', message };
}
