import { expect, test } from 'vitest';
import { openTestDatabase } from '../setup/database.ts';

const { client, db, name, uri } = await openTestDatabase();

test('a test file has a database of its own on a replica set, where transactions work', async () => {
  const things = db.collection<{ _id: string }>('things');
  await db.createCollection('things');
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await things.insertOne({ _id: 'kept' }, { session });
    }),
  );

  expect(await things.countDocuments()).toBe(1);
  expect(uri).toContain(name);
});

test('its mongod lets a test make a command fail', async () => {
  const failPoint = { configureFailPoint: 'failCommand' };
  const data = { failCommands: ['count'], errorCode: 8000, namespace: `${name}.things` };
  await client.db('admin').command({ ...failPoint, mode: 'alwaysOn', data });
  const counting = db.command({ count: 'things' });

  await expect(counting).rejects.toMatchObject({ code: 8000 });
  await client.db('admin').command({ ...failPoint, mode: 'off' });
});
