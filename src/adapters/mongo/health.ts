import type { Db } from 'mongodb';

const ANSWER_WITHIN = 2_000;

/** Whether the database answers within two seconds and takes writes (a replica set's primary, or a sharded cluster). */
export async function takesWrites(db: Db): Promise<boolean> {
  try {
    const hello = await db.admin().command({ hello: 1 }, { timeoutMS: ANSWER_WITHIN });
    return hello.isWritablePrimary === true;
  } catch {
    return false;
  }
}
