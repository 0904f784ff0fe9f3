/** Reads files, makes the ground, writes files: what would hold up the page. */
import { expose, transfer } from 'comlink';
import sqliteUrl from 'sql.js/dist/sql-wasm-browser.wasm?url';
import type { DataWorkerApi } from '../src/protocol/data.ts';
import { buffersOf } from '../src/protocol/buffers.ts';
import { createDataSession } from './data-session.ts';
import { holdLifeLock } from './life-lock.ts';

/** Next to the folder of this script, under the development server as in the built app. */
const root = new URL('..', self.location.href);

const fetchBytes = async (path: string): Promise<Uint8Array> => {
  const response = await fetch(new URL(path, root));
  if (!response.ok) throw new Error(`${path} cannot be loaded (${response.status}): reload the page and try again.`);
  return new Uint8Array(await response.arrayBuffer());
};
const session = createDataSession(fetchBytes, {
  sqliteWasm: () => fetchBytes(sqliteUrl),
  usZips: () => fetchBytes('geo/us-zips.bin'),
  reportFonts: async () => ({
    regular: await fetchBytes('fonts/NotoSans-Regular.ttf'),
    bold: await fetchBytes('fonts/NotoSans-Bold.ttf'),
  }),
});

/** The worker keeps nothing of what it answers with, so that every array changes hands. */
const handingOver = <A extends unknown[], R>(call: (...args: A) => Promise<R>): ((...args: A) => Promise<R>) => {
  return async (...args) => {
    const answer = await call(...args);
    return transfer(answer, buffersOf(answer));
  };
};

const api: DataWorkerApi = {
  ...session,
  makeGround: handingOver(session.makeGround),
  finish: handingOver(session.finish),
  openSample: handingOver(session.openSample),
  reEstimate: handingOver(session.reEstimate),
  export: handingOver(session.export),
  rejected: handingOver(session.rejected),
  refresh: handingOver(session.refresh),
  areasOnCells: handingOver(session.areasOnCells),
  readPlanFile: handingOver(session.readPlanFile),
  writePlanFile: handingOver(session.writePlanFile),
};

expose(api);
holdLifeLock();
