import type { Db } from 'mongodb';
import type { DocumentChanges, Followed } from '../../ports/document-changes.ts';
import { readChangeStream, streamOptions } from './change-stream.ts';

interface Told {
  readonly _id: unknown;
  readonly ns: { readonly coll: Followed };
  readonly documentKey: { readonly _id: string };
}

/** Follows documents by the database's change stream, their ids only; a resume point is the stream's token. */
export function createMongoDocumentChanges(db: Db): DocumentChanges {
  return {
    async follow(collections, resumeAt, onChange, signal) {
      const wanted = {
        operationType: { $in: ['insert', 'replace', 'update', 'delete'] },
        'ns.coll': { $in: [...collections] },
      };
      const stages = [{ $match: wanted }, { $project: { documentKey: 1, ns: 1 } }];
      const tell = ({ ns, documentKey }: Told, at: string) =>
        onChange({ collection: ns.coll, id: String(documentKey._id) }, at);
      await readChangeStream(db.watch(stages, streamOptions(resumeAt)), tell, signal);
    },
  };
}
