import type { Write } from '../../../ports/transactions.ts';
import type { ProgramTemplate } from '../../domain/catalogue/catalogue.ts';

/** Keeps this version of a template for the campaigns that are made from it. */
export function keepVersion(template: ProgramTemplate): Write {
  return {
    op: 'insert',
    collection: 'programTemplateVersions',
    document: { ...template, id: `${template.id}/${template.version}`, templateId: template.id },
  };
}
