import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { takesTerms } from '../../../../core/domain/lifecycle/status.ts';
import { dateAt, type Instant } from '../../../../core/domain/shared/time.ts';
import { standingVersions } from '../../../../core/domain/terms/standing-versions.ts';
import type { TermsVersion } from '../../../../core/domain/terms/terms.ts';
import type { Fact } from './fact.ts';
import { dateText, instantFrom, type TimeText } from './format.ts';
import { termsFacts } from './terms-facts.ts';
import { type Chip, MODEL_WORDS, STATUS_WORDS } from './words.ts';

export interface VersionView {
  readonly title: string;
  readonly chip: Chip;
  readonly since: string;
  readonly put: TimeText;
  readonly by: string | null;
  readonly facts: readonly Fact[];
  readonly open: boolean;
}

const IN_FORCE: Chip = { word: 'In force', tone: 'active', icon: 'i-active' };
const TO_COME: Chip = { word: 'To come', tone: 'planned', icon: 'i-planned' };
const PAST: Chip = { word: 'Past', tone: 'closed', icon: 'i-closed' };
const SET_ASIDE: Chip = { word: 'Set aside', tone: 'draft', icon: 'i-draft' };

/**
 * Every version, newest first: the one in force, those to come, those that have had their day, and those that a later one set aside
 * before theirs.
 */
export function versionViews(
  campaign: Pick<Campaign, 'currency' | 'timeZone'>,
  versions: readonly TermsVersion[],
  now: Instant,
  isStaff: boolean,
): VersionView[] {
  const today = dateAt(now, campaign.timeZone);
  const standing = standingVersions(versions.toSorted((a, b) => a.number - b.number));
  const inForce = standing.findLast(({ effectiveFrom }) => effectiveFrom <= today) ?? standing[0];
  return versions
    .toSorted((a, b) => b.number - a.number)
    .map((version) => ({
      title: `Version ${version.number}, ${MODEL_WORDS[version.terms.model]}`,
      chip: chipOf(version, inForce, standing),
      since: `from ${dateText(version.effectiveFrom)}`,
      put: instantFrom(version.createdAt, now, campaign.timeZone),
      by: isStaff ? version.createdBy : null,
      facts: termsFacts(version.terms, campaign.currency),
      open: version.number === inForce?.number,
    }));
}

function chipOf(version: TermsVersion, inForce: TermsVersion | undefined, standing: readonly TermsVersion[]): Chip {
  if (version.number === inForce?.number) return IN_FORCE;
  if (!standing.some(({ number }) => number === version.number)) return SET_ASIDE;
  return inForce && version.effectiveFrom > inForce.effectiveFrom ? TO_COME : PAST;
}

/** Why the terms cannot be changed now; null where they can. */
export function fixedReason({ status }: Pick<Campaign, 'status'>, mayWrite: boolean): string | null {
  if (!mayWrite) return 'Sales agrees and changes the commercial terms.';
  if (takesTerms(status)) return null;
  const state = STATUS_WORDS[status].toLowerCase();
  return status === 'paused'
    ? `The campaign is ${state}: its terms change again once it is active.`
    : `The campaign is ${state}: its terms stay as they are.`;
}
