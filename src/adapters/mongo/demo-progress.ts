import type { Db } from 'mongodb';
import type { DemoProgress, DemoProgressStore } from '../../ports/demo-progress.ts';
import { isDuplicateKey, translating } from './errors.ts';

type StoredProgress = DemoProgress & { readonly _id: string };

const SEED = 'seed';

export function createMongoDemoProgress(db: Db): DemoProgressStore {
  const marks = db.collection<StoredProgress>('demo');

  async function read(): Promise<DemoProgress | null> {
    return marks.findOne({ _id: SEED }, { projection: { _id: 0 } });
  }

  return translating({
    read,
    async begin(at: number) {
      const first = { startedAt: at, percent: 0, label: '', done: false };
      await marks.updateOne({ _id: SEED }, { $setOnInsert: first }, { upsert: true }).catch((error) => {
        if (!isDuplicateKey(error)) throw error;
      });
      return (await read()) ?? first;
    },
    async advance(percent: number, label: string) {
      await marks.updateOne({ _id: SEED, percent: { $lt: percent } }, { $set: { percent, label } });
    },
    async finish() {
      await marks.updateOne({ _id: SEED }, { $set: { percent: 100, label: '', done: true } });
    },
  });
}
