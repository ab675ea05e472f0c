import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { BeneficiaryGroup, ProgramTemplate } from '../../../../core/domain/catalogue/catalogue.ts';
import type { TermsVersion } from '../../../../core/domain/terms/terms.ts';
import { type Fact, fact } from './fact.ts';
import { countText, dateText, moneyText } from './format.ts';
import { termsFacts } from './terms-facts.ts';
import { MODEL_WORDS, PROGRAM_WORDS } from './words.ts';

/** Everything that is agreed about a campaign, as label and value. */
export interface DetailsView {
  readonly program: readonly Fact[];
  readonly frame: readonly Fact[];
  readonly notes: string | null;
  readonly description: string | null;
  readonly overridden: readonly string[];
  readonly terms: readonly { readonly title: string; readonly since: string; readonly facts: readonly Fact[] }[];
}

export function detailsView(
  campaign: Campaign,
  template: ProgramTemplate | null,
  group: BeneficiaryGroup | null,
  terms: readonly TermsVersion[],
): DetailsView {
  const { currency, startDate, endDate } = campaign;
  const count = (value: number | null) => (value === null ? 'Not set' : countText(value));
  return {
    program: [
      fact(
        'Template',
        template ? `${template.name} (version ${template.version})` : 'Not chosen',
        template && `/catalogue/templates/${template.id}`,
      ),
      fact('Program', template ? PROGRAM_WORDS[template.programType] : '–'),
      fact('Group', group?.name ?? 'Not chosen', group && `/catalogue/groups/${group.id}`),
      fact('Priority', campaign.priority.charAt(0).toUpperCase() + campaign.priority.slice(1)),
    ],
    frame: [
      fact('First day', startDate ? dateText(startDate) : 'Not set'),
      fact('Last day', endDate ? dateText(endDate) : 'Not set'),
      fact('Time zone', campaign.timeZone),
      fact('Quarter', campaign.quarter?.replace('-', ' ') ?? '–'),
      fact('Volunteers wanted', count(campaign.targetVolunteers)),
      fact('Beneficiaries wanted', count(campaign.targetBeneficiaries)),
      fact('Sessions at most', campaign.maxSessions === null ? 'No limit' : countText(campaign.maxSessions)),
      fact('Budget', campaign.budgetAllocated === null ? 'Not set' : moneyText(campaign.budgetAllocated, currency)),
    ],
    notes: campaign.internalNotes,
    description: campaign.description,
    overridden: campaign.overriddenPaths,
    terms: terms.map((version) => ({
      title: `${MODEL_WORDS[version.terms.model]}, version ${version.number}`,
      since: `from ${dateText(version.effectiveFrom)}`,
      facts: termsFacts(version.terms, currency),
    })),
  };
}
