// @ts-check
// What the worker that holds the search index is asked.

/** @typedef {{id: string, bytes: Uint8Array}} Stored a segment in storage */
/**
 * @typedef {{kind: 'load', room: string, stored: Stored[]}
 *   |{kind: 'put', room: string, documents: import('./documents.js').Document[], edits: import('./documents.js').Edit[]}
 *   |{kind: 'remove', room: string, positions: number[], until: number}
 *   |{kind: 'drop', room: string}
 *   |{kind: 'flush', room: string}
 *   |{kind: 'kept', room: string, ids: string[], isKept: boolean}
 *   |{kind: 'size'}
 *   |{kind: 'search', query: import('./matching.js').Query}} Job
 */

/** @param {import('./index.js').SearchIndex} index @param {Job} job */
export function run(index, job) {
  switch (job.kind) {
    case 'load': return index.load(job.room, job.stored);
    case 'put': return index.put(job.room, job.documents, job.edits);
    case 'remove': return index.remove(job.room, job.positions, job.until);
    case 'drop': return index.drop(job.room);
    case 'flush': return index.flush(job.room);
    case 'kept': return index.kept(job.room, job.ids, job.isKept);
    case 'size': return index.size;
    case 'search': return index.search(job.query);
  }
}
