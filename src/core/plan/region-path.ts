/** Regions in levels, as people write them: `West > Coast`. */
import type { RecordKey, Region } from './plan.ts';

type Regions = ReadonlyMap<RecordKey, Region>;

const BETWEEN = ' > ';

/** A region and those it lies in, outermost first; empty where there is none of this id. One that lies in itself ends it. */
export function regionLine(regions: Regions, id: string): Region[] {
  const line: Region[] = [];
  for (let at = regions.get(id); at && !line.includes(at); at = regions.get(at.parent)) line.unshift(at);
  return line;
}

/** `West > Coast`; the id of one that is not known. */
export function regionPath(regions: Regions, id: string): string {
  const line = regionLine(regions, id);
  return line.length === 0 ? id : line.map(({ name }) => name).join(BETWEEN);
}

/**
 * The region that a path names, and those of it that there are not yet, outermost first. A name alone is any region of
 * that name, wherever it lies. The empty path is no region.
 */
export function regionOfPath(
  regions: Regions,
  path: string,
): { readonly id: string; readonly fresh: readonly Region[] } {
  const names = path
    .split('>')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const all = [...regions.values()];
  if (names.length === 1) {
    const known = all.find(({ name }) => name === names[0]);
    if (known) return { id: known.id, fresh: [] };
  }
  const fresh: Region[] = [];
  let parent = '';
  for (const name of names) {
    const known = [...all, ...fresh].find((one) => one.name === name && one.parent === parent);
    const region = known ?? { id: freshId(name, [...all, ...fresh]), name, parent };
    if (!known) fresh.push(region);
    parent = region.id;
  }
  return { id: parent, fresh };
}

function freshId(name: string, taken: readonly Region[]): string {
  let id = name;
  for (let more = 2; taken.some((one) => one.id === id); more++) id = `${name} ${more}`;
  return id;
}
