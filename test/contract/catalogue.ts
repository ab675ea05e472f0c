import { describe, expect, test } from 'vitest';
import { aGroup, aTemplate, insert, replace } from './documents.ts';
import { allPages, type Stores } from './stores.ts';

export function catalogueContract(name: string, stores: () => Stores): void {
  const page = { limit: 100, cursor: null };

  describe(`catalogue ${name}`, () => {
    test('a template is read in its newest version, or in the one asked for', async () => {
      const { one } = stores();
      const first = aTemplate({ id: 't', name: 'First' });
      const second = { ...first, version: 2, name: 'Second' };
      await one.transactions.commit([
        insert('programTemplates', first),
        insert('programTemplateVersions', { ...first, id: 't/1', templateId: 't' }),
      ]);
      await one.transactions.commit([
        replace('programTemplates', { ...first, name: 'Second' }),
        insert('programTemplateVersions', { ...second, id: 't/2', templateId: 't' }),
      ]);

      expect(await one.catalogue.findTemplate('t')).toEqual(second);
      expect(await one.catalogue.findTemplate('t', 1)).toEqual(first);
      expect(await one.catalogue.findTemplate('t', 2)).toEqual(second);
      expect(await one.catalogue.findTemplate('t', 3)).toBeNull();
      expect(await one.catalogue.findTemplate('nothing')).toBeNull();
      expect(await one.catalogue.templateVersions('t')).toEqual([second, first]);
    });

    test('templates are listed by name and filtered', async () => {
      const { one } = stores();
      await one.transactions.commit([
        insert('programTemplates', aTemplate({ id: '1', name: 'Zoo', programType: 'buddy' })),
        insert('programTemplates', aTemplate({ id: '2', name: 'apple', isActive: false, tags: ['Fruit'] })),
        insert('programTemplates', aTemplate({ id: '3', name: 'Apple', description: 'Crunchy' })),
      ]);
      const ids = async (filter: object) =>
        (await one.catalogue.listTemplates({ ...page, ...filter })).items.map(({ id }) => id);

      expect(await ids({})).toEqual(['2', '3', '1']);
      expect(await ids({ programType: 'buddy' })).toEqual(['1']);
      expect(await ids({ isActive: false })).toEqual(['2']);
      expect(await ids({ isActive: true })).toEqual(['3', '1']);
      expect(await ids({ q: 'fruit' })).toEqual(['2']);
      expect(await ids({ q: 'crunch apple' })).toEqual(['3']);
    });

    test('groups are listed by name, filtered and paged', async () => {
      const { one } = stores();
      const group = aGroup({ id: '1', name: 'Zoo', countryCode: 'FR', eligibleProgramTypes: ['buddy', 'language'] });
      await one.transactions.commit([
        insert('beneficiaryGroups', group),
        insert('beneficiaryGroups', aGroup({ id: '2', name: 'Bear', groupType: 'youth', isActive: false })),
        insert('beneficiaryGroups', aGroup({ id: '3', name: 'ant', tags: ['small'] })),
      ]);
      const ids = async (filter: object) =>
        (await one.catalogue.listGroups({ ...page, ...filter })).items.map(({ id }) => id);

      expect(await one.catalogue.findGroup('1')).toEqual(group);
      expect(await one.catalogue.findGroup('9')).toBeNull();
      expect(await ids({})).toEqual(['3', '2', '1']);
      expect(await ids({ countryCode: 'FR' })).toEqual(['1']);
      expect(await ids({ groupType: 'youth' })).toEqual(['2']);
      expect(await ids({ eligibleProgramType: 'language' })).toEqual(['1']);
      expect(await ids({ isActive: false })).toEqual(['2']);
      expect(await ids({ q: 'SMALL' })).toEqual(['3']);
      const pages = await allPages((cursor) => one.catalogue.listGroups({ limit: 2, cursor }));
      expect(pages.map((items) => items.map(({ id }) => id))).toEqual([['3', '2'], ['1']]);
    });
  });
}
