/**
 * The icosahedron under H3. Within one face H3 is a plain hexagonal lattice in the gnomonic plane, so cells there need
 * no library call. Corners of the faces are the centres of the twelve pentagons, asked from h3-js.
 *
 * Lattice coordinates (a, b) of a resolution count steps along two unit vectors 120 degrees apart, from the centre of
 * the face; as complex numbers a + b * w with w the cube root of one (Eisenstein integers). At even resolutions r the
 * first vector points to the face's first corner, which lies at 2 * 7^(r/2). At odd ones the lattice is that of r + 1
 * times 3 + w (norm 7). See "Aperture 7 hexagon" and "Coordinate systems" in the H3 documentation.
 */
import { cellToLatLng, getPentagons } from 'h3-js';
import { toVector } from '../geometry/sphere.ts';

export const FACES = 20;

/** Steps to the six neighbours, counter-clockwise from the first vector: [a0, b0, a1, b1, ...]. */
export const STEPS = Int32Array.of(1, 0, 1, 1, 0, 1, -1, 0, -1, -1, 0, -1);
/** The six corners in thirds of a step; corner k lies between neighbours k - 1 and k. */
export const CORNERS = Int32Array.of(1, -1, 2, 1, 1, 2, -1, 1, -2, -1, -1, -2);
/** Which neighbour an H3 digit (1-6) points to, in the frame of its base cell. */
export const DIRECTION_OF_DIGIT = Int32Array.of(-1, 4, 2, 3, 0, 5, 1);

interface Faces {
  /** Corners of each face, counter-clockwise, nine numbers a face. */
  readonly corners: Float64Array;
  /** Cross products of the other two corners, in the same layout: a scalar product is a share of the face. */
  readonly opposite: Float64Array;
}

let faces: Faces | undefined;

function icosahedron(): Faces {
  faces ??= buildFaces();
  return faces;
}

function buildFaces(): Faces {
  const points = new Float64Array(36);
  getPentagons(0).forEach((id, i) => {
    const [lat, lng] = cellToLatLng(id);
    toVector(lng, lat, points, 3 * i);
  });
  const corners = new Float64Array(9 * FACES);
  const opposite = new Float64Array(9 * FACES);
  let face = 0;
  for (const [i, j, k] of neighbouringTriples(points)) {
    corners.set(
      [i, j, k].flatMap((p) => [...points.subarray(3 * p, 3 * p + 3)]),
      9 * face,
    );
    for (let c = 0; c < 3; c++)
      cross(corners, 9 * face + 3 * ((c + 1) % 3), 9 * face + 3 * ((c + 2) % 3), opposite, 9 * face + 3 * c);
    face++;
  }
  return { corners, opposite };
}

/** Triples of mutually adjacent points of an icosahedron, counter-clockwise seen from outside. */
function neighbouringTriples(points: Float64Array): [number, number, number][] {
  const adjacent = (i: number, j: number) => dot(points, 3 * i, points, 3 * j) > 0.4;
  const normal = new Float64Array(3);
  const triples: [number, number, number][] = [];
  for (let i = 0; i < 12; i++) {
    for (let j = i + 1; j < 12; j++) {
      for (let k = j + 1; k < 12; k++) {
        if (!adjacent(i, j) || !adjacent(j, k) || !adjacent(i, k)) continue;
        cross(points, 3 * j, 3 * k, normal, 0);
        triples.push(dot(points, 3 * i, normal, 0) > 0 ? [i, j, k] : [i, k, j]);
      }
    }
  }
  return triples;
}

function dot(u: Float64Array, i: number, v: Float64Array, j: number): number {
  return u[i]! * v[j]! + u[i + 1]! * v[j + 1]! + u[i + 2]! * v[j + 2]!;
}

function cross(u: Float64Array, i: number, j: number, out: Float64Array, at: number): void {
  out[at] = u[i + 1]! * u[j + 2]! - u[i + 2]! * u[j + 1]!;
  out[at + 1] = u[i + 2]! * u[j]! - u[i]! * u[j + 2]!;
  out[at + 2] = u[i]! * u[j + 1]! - u[i + 1]! * u[j]!;
}

export interface FacePoint {
  readonly face: number;
  /** Distance to the nearest edge of the face in steps of the lattice. */
  readonly depth: number;
  readonly a: number;
  readonly b: number;
}

/** The face a place lies on, and the lattice point of a resolution nearest to it, which the place is taken to be. */
export function facePoint(lat: number, lng: number, resolution: number): FacePoint {
  const { opposite } = icosahedron();
  const point = new Float64Array(3);
  toVector(lng, lat, point, 0);
  let face = 0;
  let depth = Number.NEGATIVE_INFINITY;
  let shares: readonly [number, number, number] = [0, 0, 0];
  for (let f = 0; f < FACES; f++) {
    const [u, v, w] = [
      dot(point, 0, opposite, 9 * f),
      dot(point, 0, opposite, 9 * f + 3),
      dot(point, 0, opposite, 9 * f + 6),
    ];
    const sum = u + v + w;
    const least = sum > 0 ? Math.min(u, v, w) / sum : Number.NEGATIVE_INFINITY;
    if (least <= depth) continue;
    face = f;
    depth = least;
    shares = [u / sum, v / sum, w / sum];
  }
  const even = resolution + (resolution % 2);
  const reach = 2 * 7 ** (even / 2);
  const x = reach * (shares[0] - shares[2]);
  const y = reach * (shares[1] - shares[2]);
  const [a, b] = even === resolution ? [x, y] : [(2 * x + y) / 7, (3 * y - x) / 7];
  // The face is three half reaches high.
  return { face, depth: depth * 3 * 7 ** (resolution / 2), a: Math.round(a), b: Math.round(b) };
}

/**
 * The gnomonic planes of all faces for a resolution, nine numbers a face: its centre (not of unit length), then a
 * third of each of the two lattice vectors.
 */
export function facePlanes(resolution: number): Float64Array {
  const { corners } = icosahedron();
  const vectors = new Float64Array(9 * FACES);
  const even = resolution + (resolution % 2);
  const third = 1 / (6 * 7 ** (even / 2));
  for (let f = 0; f < FACES; f++) {
    for (let axis = 0; axis < 3; axis++) {
      const at = 9 * f + axis;
      const center = (corners[at]! + corners[at + 3]! + corners[at + 6]!) / 3;
      const first = (corners[at]! - center) * third;
      const second = (corners[at + 3]! - center) * third;
      vectors[at] = center;
      vectors[at + 3] = even === resolution ? first : 3 * first + second;
      vectors[at + 6] = even === resolution ? second : 2 * second - first;
    }
  }
  return vectors;
}
