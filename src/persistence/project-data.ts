/** A project's data as bytes: columns, cell table, demand. Grids are built again from their cells. */
import type { Grid } from '../core/grid/grid.ts';
import type { Project } from '../store/contract.ts';
import { pack, unpack } from './pack.ts';

/** Builds a grid from the halves of its H3 ids; handed in, so that it can happen in a worker. */
export type BuildGrid = (cells: { readonly hi: Uint32Array; readonly lo: Uint32Array }) => Promise<Grid>;

const VERSION = 1;

interface StoredProject extends Omit<Project, 'grid'> {
  readonly version: number;
  readonly gridHash: string;
  readonly cells: { readonly hi: Uint32Array; readonly lo: Uint32Array };
}

export function packProject({ grid, ...rest }: Project): Uint8Array {
  const stored: StoredProject = {
    version: VERSION,
    ...rest,
    gridHash: grid.hash,
    cells: { hi: grid.cellHi, lo: grid.cellLo },
  };
  return pack(stored);
}

/** @throws RangeError when the data is damaged or its cells do not make the grid they once made. */
export async function unpackProject(bytes: Uint8Array, buildGrid: BuildGrid): Promise<Project> {
  const { version, gridHash, cells, ...rest } = unpack(bytes) as StoredProject;
  if (version > VERSION)
    throw new RangeError(`The project was saved by a newer version (${version}) of this app: update it.`);
  const grid = await buildGrid(cells);
  if (grid.hash !== gridHash) throw new RangeError('The saved grid does not match its cells: the project is damaged.');
  return { ...rest, grid };
}
