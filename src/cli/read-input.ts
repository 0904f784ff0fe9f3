/** Files that the user names, as bytes. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CliContext } from './command.ts';

/** @throws Error of the file system, always with the path: reading a folder fails without one */
export async function readInput({ cwd }: Pick<CliContext, 'cwd'>, path: string): Promise<Uint8Array> {
  const full = resolve(cwd, path);
  try {
    return await readFile(full);
  } catch (error) {
    throw error instanceof Error && !('path' in error) ? Object.assign(error, { path: full }) : error;
  }
}
