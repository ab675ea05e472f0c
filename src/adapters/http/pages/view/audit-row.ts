import type { AuditEntry } from '../../../../core/domain/audit/audit.ts';
import type { Instant } from '../../../../core/domain/shared/time.ts';
import { instantFrom, type TimeText } from './format.ts';

export interface AuditRow {
  readonly time: TimeText;
  readonly actor: string;
  /** `Campaign update` of `campaign.update`. */
  readonly action: string;
  readonly resource: string;
  /** Null where there is no page for it. */
  readonly href: string | null;
  readonly versions: string;
  readonly changes: readonly { readonly field: string; readonly before: string; readonly after: string }[];
}

const SHORT = 120;

export function auditRow(entry: AuditEntry, now: Instant): AuditRow {
  const words = entry.action.replaceAll(/[._-]/g, ' ');
  const { fromVersion, toVersion } = entry;
  return {
    time: instantFrom(entry.at, now, 'UTC'),
    actor: entry.actor,
    action: words.charAt(0).toUpperCase() + words.slice(1),
    resource: entry.resource,
    href: hrefOf(entry.resource),
    versions:
      toVersion === null ? '–' : fromVersion === null ? `version ${toVersion}` : `${fromVersion} → ${toVersion}`,
    changes: Object.entries(entry.changes).map(([field, change]) => ({
      field,
      before: valueText(change.before),
      after: valueText(change.after),
    })),
  };
}

function hrefOf(resource: string): string | null {
  const [, kind, id] = /^(campaigns|companies|program-templates|beneficiary-groups)\/([\w-]+)/.exec(resource) ?? [];
  if (!kind || !id) return null;
  const folders: Record<string, string> = {
    campaigns: '/campaigns',
    companies: '/catalogue/companies',
    'program-templates': '/catalogue/templates',
    'beneficiary-groups': '/catalogue/groups',
  };
  return `${folders[kind]}/${id}`;
}

function valueText(value: unknown): string {
  const text = plainText(value);
  return text.length > SHORT ? `${text.slice(0, SHORT)}…` : text;
}

function plainText(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.map(plainText).join(', ') || 'nothing';
  if (typeof value !== 'object') return String(value);
  const known = Object.entries(value).filter(([, part]) => part !== null && part !== undefined);
  return known.map(([name, part]) => `${name}: ${plainText(part)}`).join(', ') || 'nothing';
}
