import { describe, expect, test } from 'vitest';
import { anAuditEntry, insert, T0 } from './documents.ts';
import { allPages, type Stores } from './stores.ts';

export function auditContract(name: string, stores: () => Stores): void {
  describe(`audit ${name}`, () => {
    test('the trail is told newest first, with what changed, in pages', async () => {
      const { one } = stores();
      const entries = Array.from({ length: 5 }, (_, at) =>
        anAuditEntry({
          id: `a${at}`,
          at: T0 + Math.floor(at / 2),
          changes: { 'terms.share': { before: at, after: null } },
        }),
      );
      await one.transactions.commit(entries.map((entry) => insert('audit', entry)));

      const pages = await allPages((cursor) => one.audit.list({ limit: 2, cursor }));

      expect(pages.flat()).toEqual(entries.toReversed());
    });

    test('it is filtered by actor, resource, company and time, both ends included', async () => {
      const { one } = stores();
      await one.transactions.commit([
        insert('audit', anAuditEntry({ id: '1', at: T0, actor: 'x', resource: 'campaigns/1', companyId: 'p' })),
        insert('audit', anAuditEntry({ id: '2', at: T0 + 1, actor: 'y', resource: 'campaigns/2', companyId: null })),
        insert('audit', anAuditEntry({ id: '3', at: T0 + 2, actor: 'x', resource: 'campaigns/2', companyId: 'p' })),
      ]);
      const ids = async (filter: object) =>
        (await one.audit.list({ limit: 10, cursor: null, ...filter })).items.map(({ id }) => id);

      expect(await ids({ actor: 'x' })).toEqual(['3', '1']);
      expect(await ids({ resource: 'campaigns/2' })).toEqual(['3', '2']);
      expect(await ids({ companyId: 'p' })).toEqual(['3', '1']);
      expect(await ids({ from: T0 + 1 })).toEqual(['3', '2']);
      expect(await ids({ to: T0 + 1 })).toEqual(['2', '1']);
      expect(await ids({ from: T0 + 1, to: T0 + 1, actor: 'y' })).toEqual(['2']);
    });
  });
}
