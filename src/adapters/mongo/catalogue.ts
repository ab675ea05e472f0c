import type { Db } from 'mongodb';
import type { BeneficiaryGroup, ProgramTemplate } from '../../core/domain/catalogue/catalogue.ts';
import type { CatalogueRepository } from '../../ports/catalogue-repository.ts';
import { documentsOf, fromStored, orNull } from './documents.ts';
import { key, pageOf } from './list.ts';
import { contains, equals } from './query.ts';

const BY_NAME = [key('derived.name', 'string'), key('_id', 'string')];

export function createMongoCatalogue(db: Db): CatalogueRepository {
  const templates = documentsOf(db, 'programTemplates');
  const versions = documentsOf(db, 'programTemplateVersions');
  const groups = documentsOf(db, 'beneficiaryGroups');

  return {
    async findTemplate(id, version) {
      if (version === undefined) return orNull<ProgramTemplate>(await templates.findOne({ _id: id }));
      const found = await versions.findOne({ templateId: id, version });
      return found && asTemplate(found);
    },
    async templateVersions(id) {
      const found = await versions.find({ templateId: id }).sort({ version: -1 }).toArray();
      return found.map(asTemplate);
    },
    async listTemplates(query) {
      const filter = {
        ...equals({ programType: query.programType, isActive: query.isActive }),
        ...contains('derived.text', query.q),
      };
      const page = await pageOf(templates, filter, BY_NAME, query);
      return { ...page, items: page.items.map((stored) => fromStored<ProgramTemplate>(stored)) };
    },
    findGroup: async (id) => orNull<BeneficiaryGroup>(await groups.findOne({ _id: id })),
    async listGroups(query) {
      const filter = {
        ...equals({
          groupType: query.groupType,
          countryCode: query.countryCode,
          eligibleProgramTypes: query.eligibleProgramType,
          isActive: query.isActive,
        }),
        ...contains('derived.text', query.q),
      };
      const page = await pageOf(groups, filter, BY_NAME, query);
      return { ...page, items: page.items.map((stored) => fromStored<BeneficiaryGroup>(stored)) };
    },
  };
}

function asTemplate(stored: object): ProgramTemplate {
  const { templateId, ...template } = fromStored<ProgramTemplate & { readonly templateId: string }>(stored);
  return { ...template, id: templateId };
}
