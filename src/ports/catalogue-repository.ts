import type { BeneficiaryGroup, ProgramTemplate, ProgramType } from '../core/domain/catalogue/catalogue.ts';
import type { Page, PageRequest } from '../core/domain/shared/page.ts';

export interface TemplateQuery extends PageRequest {
  readonly programType?: ProgramType;
  readonly isActive?: boolean;
  readonly q?: string;
}

export interface GroupQuery extends PageRequest {
  readonly groupType?: string;
  readonly countryCode?: string;
  readonly eligibleProgramType?: ProgramType;
  readonly isActive?: boolean;
  readonly q?: string;
}

/** Reads of program templates and beneficiary groups; lists are by name, then id. */
export interface CatalogueRepository {
  /** The newest version, or the one asked for. */
  findTemplate(id: string, version?: number): Promise<ProgramTemplate | null>;
  /** Newest first. */
  templateVersions(id: string): Promise<ProgramTemplate[]>;
  listTemplates(query: TemplateQuery): Promise<Page<ProgramTemplate>>;
  findGroup(id: string): Promise<BeneficiaryGroup | null>;
  listGroups(query: GroupQuery): Promise<Page<BeneficiaryGroup>>;
}
