import { isFresh } from '../../../../core/domain/billing/billing-reading.ts';
import type { BeneficiaryGroup, ProgramTemplate } from '../../../../core/domain/catalogue/catalogue.ts';
import type { Company } from '../../../../core/domain/company/company.ts';
import type { Json, JsonObject } from '../../../../core/domain/shared/json.ts';
import { toUnits } from '../../../../core/domain/shared/quantity.ts';
import type { Instant } from '../../../../core/domain/shared/time.ts';
import type { SubscriptionView } from '../../../../core/usecases/companies/subscription-view.ts';
import { type Fact, fact } from './fact.ts';
import { countText, instantFrom, moneyText, percentText, periodText, plural } from './format.ts';
import { type Chip, PROGRAM_WORDS } from './words.ts';

function activeChip(isActive: boolean): Chip {
  return isActive
    ? { word: 'In use', tone: 'active', icon: 'i-active' }
    : { word: 'Retired', tone: 'closed', icon: 'i-closed' };
}

export function templateRow(template: ProgramTemplate) {
  return {
    href: `/catalogue/templates/${template.id}`,
    name: template.name,
    description: template.description,
    program: PROGRAM_WORDS[template.programType],
    version: `version ${template.version}`,
    tags: template.suitableForGroups,
    state: activeChip(template.isActive),
  };
}

export function templatePage(template: ProgramTemplate, versions: readonly ProgramTemplate[], now: Instant) {
  return {
    ...templateRow(template),
    id: template.id,
    versionNumber: template.version,
    isActive: template.isActive,
    facts: [
      fact('Program', PROGRAM_WORDS[template.programType]),
      fact('Suits groups tagged', template.suitableForGroups.join(', ') || 'Any'),
      fact('Outcomes measured', template.outcomeMetrics.join(', ') || 'None named'),
      fact('Cost per participant', template.estimatedCostPerParticipant ?? 'Not estimated'),
      fact(
        'Hours per volunteer',
        template.estimatedHoursPerVolunteer === null ? 'Not estimated' : countText(template.estimatedHoursPerVolunteer),
      ),
    ],
    config: configFacts(template.defaultConfig),
    versions: versions.map((version) => ({
      text: `Version ${version.version}`,
      name: version.name,
      time: instantFrom(version.updatedAt, now, 'UTC'),
    })),
  };
}

export function groupRow(group: BeneficiaryGroup) {
  return {
    href: `/catalogue/groups/${group.id}`,
    name: group.name,
    description: group.description,
    place: [group.city, group.region, group.countryCode].filter(Boolean).join(', '),
    programs: group.eligibleProgramTypes.map((type) => PROGRAM_WORDS[type]),
    languages: group.primaryLanguages.join(', '),
    state: activeChip(group.isActive),
  };
}

export function groupPage(group: BeneficiaryGroup) {
  const { minGroupSize: min, maxGroupSize: max, ageRange } = group;
  const size =
    min === null && max === null
      ? 'Any'
      : `${min === null ? 'up' : countText(min)} to ${max === null ? 'any' : countText(max)}`;
  return {
    ...groupRow(group),
    id: group.id,
    versionNumber: group.version,
    isActive: group.isActive,
    facts: [
      fact('Kind', group.groupType),
      fact('Place', [group.city, group.region, group.countryCode].filter(Boolean).join(', ')),
      fact('Languages', group.primaryLanguages.join(', ')),
      fact('Language needed', group.languageRequirement ?? 'None'),
      fact('Age', ageRange ? `${ageRange.min} to ${ageRange.max}` : 'Any'),
      fact('Gender focus', group.genderFocus ?? 'None'),
      fact('Group size', size),
      fact('Programs', group.eligibleProgramTypes.map((type) => PROGRAM_WORDS[type]).join(', ')),
      fact('Tags', group.tags.join(', ') || 'None'),
    ],
  };
}

export function companyRow(company: Company) {
  return {
    href: `/catalogue/companies/${company.id}`,
    name: company.name,
    timeZone: company.timeZone,
    currency: company.currency,
    contacts: plural(company.contacts.length, 'contact'),
    tags: company.tags,
  };
}

/** What billing said of a subscription, and whether it could not be asked since. */
export function saidBy({ asOf }: SubscriptionView, now: Instant, timeZone: string) {
  return asOf === null ? null : { time: instantFrom(asOf, now, timeZone), isOld: !isFresh(asOf, now) };
}

export function companyPage(company: Company, subscriptions: readonly SubscriptionView[], now: Instant) {
  return {
    ...companyRow(company),
    id: company.id,
    contactList: company.contacts.map(({ name, email, role }) => ({ name, email, role: role.replaceAll('_', ' ') })),
    facts: [
      fact('Time zone', company.timeZone),
      fact('Currency', company.currency),
      fact('Tags', company.tags.join(', ') || 'None'),
    ],
    subscriptions: subscriptions.map((subscription) => {
      const taken = Object.values(subscription.shares).reduce((sum, { share }) => sum + share, 0);
      return {
        id: subscription.id,
        name: subscription.name,
        learners: plural(subscription.learners, 'learner'),
        period: periodText(subscription.startsOn, subscription.endsOn),
        price: moneyText(subscription.price, subscription.currency),
        shared: `${percentText(taken, 10_000)} given to ${plural(Object.keys(subscription.shares).length, 'campaign')}`,
        status: subscription.status.replaceAll('_', ' '),
        said: saidBy(subscription, now, company.timeZone),
        overage: `${countText(toUnits(subscription.overage) * 100)} %`,
      };
    }),
  };
}

/** A configuration as label and value, nested parts by their dotted path. */
function configFacts(config: JsonObject, prefix = ''): Fact[] {
  return Object.entries(config).flatMap(([name, value]) => {
    const path = prefix + name;
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      return configFacts(value as JsonObject, `${path}.`);
    return [fact(wordsOf(path), valueText(value))];
  });
}

function wordsOf(path: string): string {
  const words = path
    .replaceAll('.', ', ')
    .replaceAll(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function valueText(value: Json): string {
  if (Array.isArray(value)) return value.map((item) => valueText(item)).join(', ') || 'None';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return value === null ? 'Not set' : String(value);
}
