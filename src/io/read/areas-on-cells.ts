/** Areas of any file of polygons, as units of ground to draw by. */
import type { StoredAreas } from '../../core/data/stored-areas.ts';
import { labelsInAreas } from '../../core/plan/areas.ts';
import { areaColumn, areaNames, namedAreas } from './read-areas.ts';
import { readError } from './read-error.ts';
import { readSource } from './read-source.ts';

/**
 * The area that holds the centre of each cell, the smallest where several do. Areas without a cell are left out.
 * @param centers lng, lat by cell
 * @throws ReadError where there are no polygons with names, or none of them holds a cell
 */
export async function readAreasOnCells(
  name: string,
  bytes: Parameters<typeof readSource>[1],
  centers: Float64Array,
): Promise<StoredAreas> {
  const { table } = await readSource(name, bytes);
  if (areaColumn(table) === null) throw readError('The file holds no polygon', name, 'give a file of areas');
  const areas = namedAreas(table, areaNames(table)[0]);
  const at = (offset: number) =>
    Float64Array.from({ length: centers.length / 2 }, (_, cell) => centers[2 * cell + offset]!);
  const { labels } = labelsInAreas(areas, at(0), at(1));
  const names: string[] = [];
  const known = new Map<string, number>();
  const unitOfCell = Int32Array.from(labels, (label) => {
    if (label === '') return -1;
    const unit = known.get(label) ?? names.push(label) - 1;
    known.set(label, unit);
    return unit;
  });
  if (names.length === 0)
    throw readError('No polygon of the file lies on the land of this project', name, 'choose another file');
  return { names, unitOfCell };
}
