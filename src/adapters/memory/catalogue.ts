import type { ProgramTemplate } from '../../core/domain/catalogue/catalogue.ts';
import { foldText, matchesWords } from '../../core/domain/shared/text.ts';
import type { CatalogueRepository } from '../../ports/catalogue-repository.ts';
import { by, pageOf } from './list.ts';
import type { Tables } from './tables.ts';

export function createMemoryCatalogue(tables: Tables): CatalogueRepository {
  const versionsOf = (id: string) =>
    [...tables.programTemplateVersions.values()].filter((one) => one.templateId === id);

  return {
    async findTemplate(id, version) {
      if (version === undefined) return tables.programTemplates.get(id) ?? null;
      const found = versionsOf(id).find((one) => one.version === version);
      return found ? asTemplate(found) : null;
    },
    async templateVersions(id) {
      return versionsOf(id)
        .sort((a, b) => b.version - a.version)
        .map(asTemplate);
    },
    async listTemplates(query) {
      const found = [...tables.programTemplates.values()].filter(
        (template) =>
          (query.programType === undefined || template.programType === query.programType) &&
          (query.isActive === undefined || template.isActive === query.isActive) &&
          matches(template, query.q),
      );
      return pageOf(found, BY_NAME, query);
    },
    findGroup: async (id) => tables.beneficiaryGroups.get(id) ?? null,
    async listGroups(query) {
      const found = [...tables.beneficiaryGroups.values()].filter(
        (group) =>
          (query.groupType === undefined || group.groupType === query.groupType) &&
          (query.countryCode === undefined || group.countryCode === query.countryCode) &&
          (query.eligibleProgramType === undefined || group.eligibleProgramTypes.includes(query.eligibleProgramType)) &&
          (query.isActive === undefined || group.isActive === query.isActive) &&
          matches(group, query.q),
      );
      return pageOf(found, BY_NAME, query);
    },
  };
}

const BY_NAME = [
  by<{ name: string; id: string }>('name', ({ name }) => foldText(name)),
  by<{ name: string; id: string }>('id', ({ id }) => id),
];

function asTemplate({ templateId, ...template }: ProgramTemplate & { readonly templateId: string }): ProgramTemplate {
  return { ...template, id: templateId };
}

function matches(
  item: { readonly name: string; readonly description: string | null; readonly tags: readonly string[] },
  q: string | undefined,
): boolean {
  return q === undefined || matchesWords(foldText([item.name, item.description ?? '', ...item.tags].join('\n')), q);
}
