/**
 * Where labels go so that none overlaps another: greedy, most important first, deterministic. Territories come before
 * places; a territory smaller than its name, or one whose spot is taken, gets a leader to a free spot beside it.
 */

/** A label that asks for room; coordinates are CSS pixels from the top left of the map. */
export interface LabelRequest {
  readonly key: string;
  /** The point it names. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Room the named thing has on screen: across, for a label centred on it; 0 = the label goes beside its point. */
  readonly room: number;
  /** Beside its point with a leader when there is no room on it. */
  readonly leader: boolean;
  /** Free space kept round it. */
  readonly margin: number;
  /** Spots to try instead of those round the point, top left of the label, best first. */
  readonly spots?: readonly { readonly left: number; readonly top: number }[];
  /** Drawn with it, as an arrow is with its pill: kept clear of labels, but bodies may cross each other. */
  readonly body?: readonly Box[];
}

export interface PlacedLabel {
  readonly request: LabelRequest;
  /** Top left of the label. */
  readonly left: number;
  readonly top: number;
  /** Ends at the label's edge, starts at the point; null = none. */
  readonly leaderEnd: { readonly x: number; readonly y: number } | null;
}

interface Spot {
  readonly left: number;
  readonly top: number;
  readonly leaderEnd: { readonly x: number; readonly y: number } | null;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Directions in which a leader looks for room: sideways first, as text runs that way. */
const DIRECTIONS: readonly (readonly [number, number])[] = [
  [-1, 0],
  [1, 0],
  [-0.9, -0.45],
  [0.9, -0.45],
  [-0.9, 0.45],
  [0.9, 0.45],
  [-0.4, -0.9],
  [0.4, -0.9],
  [-0.4, 0.9],
  [0.4, 0.9],
];
const LEADER_GAP = 4;
const LEADER_LENGTHS: readonly number[] = [18, 34, 56, 84, 120, 165];
const POINT_GAP = 6;
/** A territory this many times as wide as its name moves the name inside itself before it asks for a leader. */
const ROOMY = 1.6;
/** How far the name moves from the deepest point, as shares of the room: a third of the way to the edge. */
const NUDGES: readonly number[] = [0.09, 0.17];

function leaderSpots(request: LabelRequest): Spot[] {
  const spots: Spot[] = [];
  for (const length of LEADER_LENGTHS) {
    for (const [dx, dy] of DIRECTIONS) {
      const x = request.x + dx * (request.room / 2 + length);
      const y = request.y + dy * (request.room / 2 + length);
      const left = dx < 0 ? x - request.width - LEADER_GAP : x + LEADER_GAP;
      spots.push({ left, top: y - request.height / 2, leaderEnd: { x, y } });
    }
  }
  return spots;
}

/** On the named thing itself, off its deepest point: up and down first, as labels are wider than high. */
function nudgedSpots({ x, y, width, height, room }: LabelRequest): Spot[] {
  const toSides = DIRECTIONS.map(([dx, dy]) => [dy, dx] as const);
  return NUDGES.flatMap((share) =>
    toSides.map(([dx, dy]) => ({
      left: x + dx * share * room - width / 2,
      top: y + dy * share * room - height / 2,
      leaderEnd: null,
    })),
  );
}

function spotsOf(request: LabelRequest): Spot[] {
  const { x, y, width, height, room } = request;
  if (request.spots) return request.spots.map((spot) => ({ ...spot, leaderEnd: null }));
  const centred: Spot = { left: x - width / 2, top: y - height / 2, leaderEnd: null };
  if (room > ROOMY * width && room < Infinity) return [centred, ...nudgedSpots(request)];
  if (request.leader) return room < 0.75 * width ? leaderSpots(request) : [centred, ...leaderSpots(request)];
  if (room > 0) return [centred];
  const top = y - height / 2;
  return [
    { left: x + POINT_GAP, top, leaderEnd: null },
    { left: x - POINT_GAP - width, top, leaderEnd: null },
    { left: x - width / 2, top: y - POINT_GAP - height, leaderEnd: null },
  ];
}

function boxOf(spot: Spot, request: LabelRequest, margin: number): Box {
  return {
    left: spot.left - margin,
    top: spot.top - margin,
    right: spot.left + request.width + margin,
    bottom: spot.top + request.height + margin,
  };
}

export const labelBox = (placed: PlacedLabel): Box => boxOf(placed, placed.request, 0);

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Boxes along a leader, so that no label is written across it. */
function leaderBoxes(request: LabelRequest, end: { readonly x: number; readonly y: number }): Box[] {
  const steps = Math.max(1, Math.ceil(Math.hypot(end.x - request.x, end.y - request.y) / 12));
  return Array.from({ length: steps }, (_, i) => {
    const x = request.x + ((end.x - request.x) * i) / steps;
    const y = request.y + ((end.y - request.y) * i) / steps;
    return { left: x - 3, top: y - 3, right: x + 3, bottom: y + 3 };
  });
}

type ViewSize = { readonly width: number; readonly height: number };

const within = ({ left, top, right, bottom }: Box, { width, height }: ViewSize): boolean =>
  left >= 0 && top >= 0 && right <= width && bottom <= height;

const clear = (boxes: readonly Box[], of: readonly Box[]): boolean =>
  !boxes.some((one) => of.some((other) => overlaps(one, other)));

/** Boxes by where they are on screen: thousands of labels try dozens of spots each. */
interface TakenBoxes {
  add(box: Box): void;
  isClear(boxes: readonly Box[]): boolean;
}

/** Width of a bucket, CSS pixels. */
const BUCKET = 64;

function createTaken({ width, height }: ViewSize): TakenBoxes {
  const columns = Math.max(1, Math.ceil(width / BUCKET));
  const rows = Math.max(1, Math.ceil(height / BUCKET));
  const buckets = Array.from({ length: columns * rows }, (): Box[] => []);
  // What lies beyond the view is in the buckets along its edge.
  const at = (place: number, count: number): number => Math.max(0, Math.min(count - 1, Math.floor(place / BUCKET)));
  const some = (box: Box, test: (bucket: Box[]) => boolean): boolean => {
    const [first, last] = [at(box.left, columns), at(box.right, columns)];
    const bottom = at(box.bottom, rows);
    for (let row = at(box.top, rows); row <= bottom; row++) {
      for (let column = first; column <= last; column++) if (test(buckets[row * columns + column]!)) return true;
    }
    return false;
  };
  return {
    add(box) {
      some(box, (bucket) => {
        bucket.push(box);
        return false;
      });
    },
    isClear: (boxes) => !boxes.some((box) => some(box, (bucket) => bucket.some((other) => overlaps(box, other)))),
  };
}

/**
 * Places labels in the order given (most important first); those without a free spot inside `view` are left out.
 * @param obstacles boxes to keep clear of
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  view: ViewSize,
  obstacles: readonly Box[] = [],
): PlacedLabel[] {
  const taken = createTaken(view);
  const bodies = createTaken(view);
  for (const box of obstacles) taken.add(box);
  const placed: PlacedLabel[] = [];
  for (const request of requests) {
    const body = request.body ?? [];
    if (!body.every((box) => within(box, view)) || !taken.isClear(body)) continue;
    const free = spotsOf(request).find((spot) => {
      const box = boxOf(spot, request, request.margin);
      if (!within(box, view)) return false;
      const isFree = (boxes: readonly Box[]): boolean =>
        taken.isClear(boxes) && bodies.isClear(boxes) && clear(boxes, body);
      // Most spots are taken: the leader is looked along only where the name has room.
      return isFree([box]) && (spot.leaderEnd === null || isFree(leaderBoxes(request, spot.leaderEnd)));
    });
    if (!free) continue;
    taken.add(boxOf(free, request, 0));
    for (const box of body) bodies.add(box);
    if (free.leaderEnd) for (const box of leaderBoxes(request, free.leaderEnd)) taken.add(box);
    placed.push({ request, ...free });
  }
  return placed;
}

/** `placeLabels` that places anew only when something is wanted elsewhere or otherwise: strokes move no label. */
export function createPlacer(): (
  requests: readonly LabelRequest[],
  view: ViewSize,
  obstacles?: readonly Box[],
) => readonly PlacedLabel[] {
  let wanted: Float64Array = new Float64Array(0);
  let keys: readonly string[] = [];
  let placed: readonly PlacedLabel[] = [];
  return (requests, view, obstacles = []) => {
    const now = figuresOf(requests, view, obstacles);
    const same =
      now.length === wanted.length &&
      requests.length === keys.length &&
      requests.every(({ key }, i) => key === keys[i]) &&
      now.every((value, i) => value === wanted[i]);
    if (same) return placed;
    placed = placeLabels(requests, view, obstacles);
    wanted = now;
    keys = requests.map(({ key }) => key);
    return placed;
  };
}

/** All that placing depends on but for the keys. */
function figuresOf(requests: readonly LabelRequest[], view: ViewSize, obstacles: readonly Box[]): Float64Array {
  const boxes = (of: readonly Box[]) => of.flatMap(({ left, top, right, bottom }) => [left, top, right, bottom]);
  return Float64Array.from([
    view.width,
    view.height,
    obstacles.length,
    ...boxes(obstacles),
    ...requests.flatMap(({ x, y, width, height, room, leader, margin, spots = [], body = [] }) => [
      x,
      y,
      width,
      height,
      room,
      Number(leader),
      margin,
      spots.length,
      ...spots.flatMap(({ left, top }) => [left, top]),
      ...boxes(body),
    ]),
  ]);
}
