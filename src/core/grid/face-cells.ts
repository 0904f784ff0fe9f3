/** Shapes and neighbours of cells inside a face of the icosahedron, from their lattice coordinates alone. */
import { DEGREE, EARTH_RADIUS_KM } from '../geometry/sphere.ts';
import { CORNERS, FACES, facePlanes, STEPS } from './faces.ts';
import type { GridDraft } from './grid-draft.ts';
import type { PlacedCells } from './place-cells.ts';
import { polygonAreaKm2 } from './polygon-area.ts';

/** From this resolution on a cell is flat enough for the series in `fillFaceAreas`. */
const FLAT_RESOLUTION = 6;

/**
 * Fills centres, corners, edge neighbours among themselves, and from resolution 6 on areas, of the cells that have a
 * face. A corner is computed from its own lattice point, hence the same to the bit in each cell that has it. Mutates the draft.
 */
export function fillFaceCells(draft: GridDraft, placed: PlacedCells): void {
  linkFaceCells(draft, placed);
  const planes = facePlanes(draft.resolution);
  fillCorners(draft, placed, planes);
  if (draft.resolution >= FLAT_RESOLUTION) return fillFaceAreas(draft, placed, planes);
  for (let cell = 0; cell < draft.count; cell++) {
    if (placed.face[cell]! >= 0) draft.areasKm2[cell] = polygonAreaKm2(draft, cell);
  }
}

/** Finds the first three neighbours of each cell by their coordinates; the other three are the same edges seen back. */
function linkFaceCells(draft: GridDraft, placed: PlacedCells): void {
  const { face, a, b } = placed;
  const { cornerOffsets, edgeNeighbours, count } = draft;
  const bits = Math.max(4, Math.ceil(Math.log2(2 * count + 1)));
  const mask = 2 ** bits - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  const slotOf = (f: number, x: number, y: number) => {
    const h = Math.imul(Math.imul(x, 0x9e3779b1) ^ (y + f * 0x01000193), 0x85ebca6b);
    return (h ^ (h >>> 15)) & mask;
  };
  for (let cell = 0; cell < count; cell++) {
    if (face[cell]! < 0) continue;
    let slot = slotOf(face[cell]!, a[cell]!, b[cell]!);
    while (slots[slot]! >= 0) slot = (slot + 1) & mask;
    slots[slot] = cell;
  }
  for (let cell = 0; cell < count; cell++) {
    const f = face[cell]!;
    if (f < 0) continue;
    for (let k = 0; k < 3; k++) {
      const x = a[cell]! + STEPS[2 * k]!;
      const y = b[cell]! + STEPS[2 * k + 1]!;
      let slot = slotOf(f, x, y);
      let found = slots[slot]!;
      while (found >= 0 && (a[found] !== x || b[found] !== y || face[found] !== f)) {
        slot = (slot + 1) & mask;
        found = slots[slot]!;
      }
      if (found < 0) continue;
      edgeNeighbours[cornerOffsets[cell]! + k] = found;
      edgeNeighbours[cornerOffsets[found]! + k + 3] = cell;
    }
  }
}

/** Corners 0, 3, 4 and 5 are corner 2 or 1 of a neighbour: [corner, neighbour, neighbour's corner, ...]. */
const SHARED = Int32Array.of(0, 5, 2, 3, 3, 1, 4, 4, 2, 5, 4, 1);

function fillCorners(draft: GridDraft, placed: PlacedCells, planes: Float64Array): void {
  const { centers, corners, cornerOffsets, edgeNeighbours, count } = draft;
  const { face, a, b } = placed;
  for (let cell = 0; cell < count; cell++) {
    if (face[cell]! < 0) continue;
    const plane = 9 * face[cell]!;
    const first = cornerOffsets[cell]!;
    project(planes, plane, 3 * a[cell]!, 3 * b[cell]!, centers, 2 * cell);
    project(planes, plane, 3 * a[cell]! + 2, 3 * b[cell]! + 1, corners, 2 * (first + 1));
    project(planes, plane, 3 * a[cell]! + 1, 3 * b[cell]! + 2, corners, 2 * (first + 2));
  }
  for (let cell = 0; cell < count; cell++) {
    if (face[cell]! < 0) continue;
    const first = cornerOffsets[cell]!;
    for (let s = 0; s < SHARED.length; s += 3) {
      const k = SHARED[s]!;
      const at = 2 * (first + k);
      const neighbour = edgeNeighbours[first + SHARED[s + 1]!]!;
      if (neighbour < 0) {
        const [x, y] = [3 * a[cell]! + CORNERS[2 * k]!, 3 * b[cell]! + CORNERS[2 * k + 1]!];
        project(planes, 9 * face[cell]!, x, y, corners, at);
        continue;
      }
      const from = 2 * (cornerOffsets[neighbour]! + SHARED[s + 2]!);
      corners[at] = corners[from]!;
      corners[at + 1] = corners[from + 1]!;
    }
  }
}

/**
 * Solid angle of a hexagon of side L and area A in a plane at distance h, its centre at distance R from the middle of
 * the sphere: h A / R^3 (1 - 5/8 L^2/R^2 + 25/16 L^2 (R^2 - h^2) / R^4), the moments up to the second of 1/R^3 over a
 * hexagon; what is left out is of the order (L/R)^4, 1e-13 at resolution 6.
 */
function fillFaceAreas(draft: GridDraft, placed: PlacedCells, planes: Float64Array): void {
  const sizes = Float64Array.from({ length: 3 * FACES }, (_, i) => planeSize(planes, Math.floor(i / 3))[i % 3]!);
  const scale = EARTH_RADIUS_KM * EARTH_RADIUS_KM;
  for (let cell = 0; cell < draft.count; cell++) {
    const face = placed.face[cell]!;
    if (face < 0) continue;
    const [a, b] = [3 * placed.a[cell]!, 3 * placed.b[cell]!];
    let squared = 0;
    for (let axis = 9 * face; axis < 9 * face + 3; axis++) {
      const along = planes[axis]! + a * planes[axis + 3]! + b * planes[axis + 6]!;
      squared += along * along;
    }
    const heightSquared = sizes[3 * face]!;
    const side = sizes[3 * face + 2]! / squared;
    const flat = (Math.sqrt(heightSquared) * sizes[3 * face + 1]!) / (squared * Math.sqrt(squared));
    draft.areasKm2[cell] = scale * flat * (1 + side * (-5 / 8 + (25 / 16) * (1 - heightSquared / squared)));
  }
}

/** Squared distance of a face's plane from the middle, area of a cell in it, squared side of a cell. */
function planeSize(planes: Float64Array, face: number): [number, number, number] {
  const at = 9 * face;
  let [height, side, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let axis = at; axis < at + 3; axis++) {
    const [o, u, v] = [planes[axis]!, planes[axis + 3]!, planes[axis + 6]!];
    height += o * o;
    side += (u - v) * (u - v);
    aa += u * u;
    bb += v * v;
    ab += u * v;
  }
  return [height, 9 * Math.sqrt(aa * bb - ab * ab), side];
}

/** Place of a lattice point (in thirds of a step) of a face, lng and lat in degrees, to `out[at .. at + 2)`. */
function project(planes: Float64Array, plane: number, a: number, b: number, out: Float64Array, at: number): void {
  const x = planes[plane]! + a * planes[plane + 3]! + b * planes[plane + 6]!;
  const y = planes[plane + 1]! + a * planes[plane + 4]! + b * planes[plane + 7]!;
  const z = planes[plane + 2]! + a * planes[plane + 5]! + b * planes[plane + 8]!;
  out[at] = Math.atan2(y, x) / DEGREE;
  out[at + 1] = Math.atan2(z, Math.sqrt(x * x + y * y)) / DEGREE;
}
