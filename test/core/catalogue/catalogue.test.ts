import { beforeEach, describe, expect, test } from 'vitest';
import type { PROGRAM_TYPES } from '../../../src/core/domain/catalogue/catalogue.ts';
import { incompatibilities } from '../../../src/core/domain/catalogue/compatibility.ts';
import { programConfigIssues } from '../../../src/core/domain/catalogue/program-config.ts';
import type { JsonObject } from '../../../src/core/domain/shared/json.ts';
import { getTemplate } from '../../../src/core/usecases/catalogue/get-template.ts';
import { listCompatibleGroups } from '../../../src/core/usecases/catalogue/list-compatible-groups.ts';
import { listCompatibleTemplates } from '../../../src/core/usecases/catalogue/list-compatible-templates.ts';
import { listGroupsWithCompatibility } from '../../../src/core/usecases/catalogue/list-groups-with-compatibility.ts';
import { listTemplateVersions } from '../../../src/core/usecases/catalogue/list-template-versions.ts';
import { updateGroup } from '../../../src/core/usecases/catalogue/update-group.ts';
import { updateTemplate } from '../../../src/core/usecases/catalogue/update-template.ts';
import { ADMIN, as, createWorld, refusal, type World } from '../campaign/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

describe('templates', () => {
  test('a change makes a new version, and the old ones stay as they were', async () => {
    const { id } = world.mentors;
    const changed = await updateTemplate(world.core, as('coordinator'), {
      id,
      ifVersion: 1,
      patch: { defaultConfig: { sessionDuration: null, schedule: { hour: 10 } }, tags: ['new'] },
    });
    expect(changed).toMatchObject({ version: 2, defaultConfig: { schedule: { days: ['mon'], hour: 10 } } });
    expect(await getTemplate(world.core, ADMIN, { id, version: 1 })).toEqual(world.mentors);
    const { items } = await listTemplateVersions(world.core, ADMIN, { id });
    expect(items.map(({ version }) => version)).toEqual([2, 1]);
    const late = updateTemplate(world.core, ADMIN, { id, ifVersion: 1, patch: { name: 'Late' } });
    expect(await refusal(late)).toMatchObject({ kind: 'version_mismatch' });
  });

  test.each<[(typeof PROGRAM_TYPES)[number], JsonObject, JsonObject]>([
    ['mentorship', { sessionDuration: 480, totalDuration: 104, sessionFrequency: 'weekly' }, { sessionDuration: 14 }],
    ['language', { classSizeMin: 5, classSizeMax: 50, sessionsPerWeek: 7 }, { classSizeMin: 6, classSizeMax: 5 }],
    ['language', { proficiencyLevels: ['A1', 'C2'] }, { proficiencyLevels: ['A0'] }],
    ['buddy', { maxBuddiesPerVolunteer: 10, pairDuration: 1 }, { maxBuddiesPerVolunteer: 11 }],
    ['upskilling', { minimumCompletionRate: 0, coursePlatforms: ['x'] }, { minimumCompletionRate: 100.5 }],
    ['weei', { hoursPerWeek: 80, duration: 104 }, { hoursPerWeek: 81 }],
  ])('%s takes %j and refuses %j', (type, good, bad) => {
    expect(programConfigIssues(type, { ...good, anythingElse: true }, 'defaultConfig')).toEqual([]);
    expect(programConfigIssues(type, bad, 'defaultConfig')).toMatchObject([{ code: 'INVALID_CONFIG' }]);
  });

  test('are written by admins and coordinators', async () => {
    const input = { id: world.mentors.id, ifVersion: 1, patch: { name: 'Mine' } };
    for (const role of ['sales', 'company_admin', 'company_user'] as const)
      expect(await refusal(updateTemplate(world.core, as(role, 'c'), input))).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('groups', () => {
  test.each([
    [{ name: 'Ask jan@example.org' }, 'PERSONAL_DATA', 'name'],
    [{ description: 'Call +31612345678' }, 'PERSONAL_DATA', 'description'],
    [{ ageRange: { min: 18, max: 121 } }, 'INVALID', 'ageRange.max'],
    [{ ageRange: { min: 30, max: 18 } }, 'INVALID', 'ageRange.min'],
    [{ minGroupSize: 10, maxGroupSize: 9 }, 'INVALID', 'minGroupSize'],
    [{ primaryLanguages: [] }, 'INVALID', 'primaryLanguages'],
    [{ primaryLanguages: ['eng'] }, 'INVALID', 'primaryLanguages.0'],
    [{ primaryLanguages: 'abcdefghijk'.split('').map((letter) => `a${letter}`) }, 'INVALID', 'primaryLanguages'],
    [{ eligibleProgramTypes: [] }, 'INVALID', 'eligibleProgramTypes'],
    [{ countryCode: 'NLD' }, 'INVALID', 'countryCode'],
  ])('refuses %j', async (over, code, path) => {
    const error = await refusal(world.group(over));
    expect(error.code).toBe(code);
    expect(error.issues.map((issue) => issue.path)).toContain(path);
  });

  test('are changed by a merge patch', async () => {
    const { id } = await world.group({ ageRange: { min: 18, max: 30 }, city: 'Utrecht' });
    const patch = { ageRange: { min: 20 } as { min: number; max: number }, city: null, primaryLanguages: ['AR', 'ar'] };
    const changed = await updateGroup(world.core, ADMIN, { id, ifVersion: 1, patch });
    expect(changed).toMatchObject({ version: 2, ageRange: { min: 20, max: 30 }, city: null, primaryLanguages: ['ar'] });
  });
});

describe('compatibility', () => {
  test('every reason is told at once', () => {
    const template = { ...world.mentors, isActive: false, suitableForGroups: ['youth'] };
    const group = { ...world.newcomers, isActive: false, eligibleProgramTypes: ['buddy' as const], tags: ['adults'] };
    expect(incompatibilities(template, group).map(({ code }) => code)).toEqual([
      'TEMPLATE_INACTIVE',
      'GROUP_INACTIVE',
      'PROGRAM_TYPE_NOT_ELIGIBLE',
      'NO_SHARED_TAG',
    ]);
    expect(incompatibilities(null, null).map(({ code }) => code)).toEqual(['TEMPLATE_NOT_FOUND', 'GROUP_NOT_FOUND']);
    expect(incompatibilities(template, null).map(({ code }) => code)).toEqual(['GROUP_NOT_FOUND', 'TEMPLATE_INACTIVE']);
  });

  test('the lists to choose from apply the same rule, over all pages', async () => {
    const { id: templateId } = await world.template({ suitableForGroups: ['youth'] });
    for (let count = 0; count < 7; count++) {
      await world.group({ name: `Youth ${count}`, tags: ['youth'] });
      await world.group({ name: `Adults ${count}`, tags: ['adults'] });
    }
    const idle = await world.group({ name: 'Youth idle', tags: ['youth'], isActive: false });
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listCompatibleGroups>> = await listCompatibleGroups(world.core, ADMIN, {
        templateId,
        limit: 3,
        cursor,
      });
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(names).toEqual([0, 1, 2, 3, 4, 5, 6].map((count) => `Youth ${count}`));

    const judged = await listGroupsWithCompatibility(world.core, ADMIN, { templateId, limit: 100, cursor: null });
    expect(judged.items.find(({ group }) => group.id === idle.id)?.reasons.map(({ code }) => code)).toEqual([
      'GROUP_INACTIVE',
    ]);
    const templates = await listCompatibleTemplates(world.core, ADMIN, {
      groupId: world.newcomers.id,
      limit: 10,
      cursor: null,
    });
    expect(templates.items.map(({ id }) => id)).toEqual([world.mentors.id]);
  });
});
