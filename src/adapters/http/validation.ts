import type { z } from '@hono/zod-openapi';
import { DomainError, type Issue, invalid } from '../../core/domain/shared/errors.ts';

type Validation = { target: string } & ({ success: true } | { success: false; error: z.ZodError });

/** What the schemas refuse becomes the product's own refusal. */
export function refuseInvalid(result: Validation): void {
  if (!result.success) throw refusalOf(result.target, result.error);
}

/** Of a body INVALID (its content is wrong), of a query, a path or a header MALFORMED (it was not understood). */
export function refusalOf(target: string, error: z.core.$ZodError): DomainError {
  const issues = error.issues.flatMap(toIssues);
  if (target === 'json') return invalid(issues);
  return new DomainError('malformed', 'MALFORMED', issues[0]?.message ?? 'The request cannot be read', { issues });
}

function toIssues(issue: z.core.$ZodIssue): Issue[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => at([...path, key], 'UNKNOWN_FIELD', (name) => `${name} is not a known field`));
  }
  if (issue.code === 'invalid_type' && issue.input === undefined && issue.message.includes('undefined')) {
    return [at(path, 'REQUIRED', (name) => `${name} is required`)];
  }
  return [at(path, issue.code.toUpperCase(), () => issue.message)];
}

function at(path: readonly string[], code: string, message: (name: string) => string): Issue {
  const name = path.join('.');
  return { path: name, code, message: message(name) };
}
