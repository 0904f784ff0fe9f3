/** A plan as an SVG picture: territories filled, outlined and named. No script, no style of the page around it. */
import { labelPoints } from '../../core/geometry/label-point.ts';
import { outlineOf } from '../../core/geometry/outline.ts';
import type { MultiPolygon, Position } from '../../core/geometry/ring.ts';
import type { Grid } from '../../core/grid/grid.ts';
import { movedOutlines } from '../../core/metrics/moved-outlines.ts';
import type { Plan, TerritoryCode } from '../../core/plan/plan.ts';
import { HUE_COLOURS } from './hue-colours.ts';
import { mapProjection } from './map-projection.ts';
import { xmlText } from './xml-text.ts';

export interface PictureRequest {
  readonly plan: Plan;
  readonly grid: Grid;
  /** What the picture shows, for those who cannot see it. */
  readonly label: string;
  /** Hue of a territory, 0-9: the same in all pictures of a page. */
  readonly hueOf: (code: TerritoryCode) => number;
  /** Owners that change is told against: what has another owner is drawn stronger. */
  readonly base?: Uint16Array;
}

const WIDTH = 640;
const NAME_SIZE = 15;

const figure = (value: number) => String(Math.round(value * 10) / 10);

function pathOf(outline: MultiPolygon, place: (position: Position) => Position): string {
  const ring = (positions: readonly Position[]) =>
    `M${positions.map((position) => place(position).map(figure).join(' ')).join('L')}Z`;
  return outline.flatMap((polygon) => polygon.map(ring)).join('');
}

const halfWidth = (name: string): number => 0.3 * NAME_SIZE * name.length;

interface Named {
  readonly x: number;
  readonly y: number;
  readonly name: string;
}

/** Names that do not run into one before them. */
function readable(names: readonly Named[]): Named[] {
  const shown: Named[] = [];
  for (const one of names) {
    const isClear = shown.every(
      (other) =>
        Math.abs(one.y - other.y) > NAME_SIZE ||
        Math.abs(one.x - other.x) > halfWidth(one.name) + halfWidth(other.name),
    );
    if (isClear) shown.push(one);
  }
  return shown;
}

/** An `svg` element, 640 wide; names stand at the deepest cell of each territory. */
export function planPicture({ plan, grid, label, hueOf, base }: PictureRequest): string {
  const { place, height } = mapProjection(grid, { width: WIDTH, margin: 8 });
  const owners = plan.layers[0]!;
  const territories = [...plan.records.territory.values()];
  const points = labelPoints(grid, owners, Math.max(0, ...territories.map(({ code }) => code)) + 1);
  const colourOf = (code: TerritoryCode) => HUE_COLOURS[hueOf(code) % HUE_COLOURS.length];
  const shapes = territories.map(({ code }) => {
    const path = pathOf(outlineOf(grid, owners, code), place);
    return `<path d="${path}" fill="#${colourOf(code)}" fill-opacity="0.45" stroke="#1b1c1e" stroke-width="0.8"/>`;
  });
  const moved = [...movedOutlines(grid, base ?? owners, owners)].map(
    ([code, outline]) =>
      `<path d="${pathOf(outline, place)}" fill="#${colourOf(code)}" fill-opacity="0.7" stroke="#1b1c1e" stroke-width="0.4"/>`,
  );
  const names = readable(
    territories.flatMap(({ code, name }) => {
      const cell = points[code] ?? -1;
      if (cell < 0) return [];
      const [x, y] = place([grid.centers[2 * cell]!, grid.centers[2 * cell + 1]!]);
      // At the edge of the picture a name would lose its letters.
      const half = Math.min(WIDTH / 2, halfWidth(name));
      return { x: Math.max(half, Math.min(WIDTH - half, x)), y, name };
    }),
  ).map(({ x, y, name }) => `<text x="${figure(x)}" y="${figure(y)}">${xmlText(name)}</text>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${xmlText(label)}">`,
    ...shapes,
    ...moved,
    `<g font-family="system-ui, sans-serif" font-size="${NAME_SIZE}" font-weight="600" text-anchor="middle" fill="#1b1c1e" stroke="#ffffff" stroke-width="3" paint-order="stroke">`,
    ...names,
    '</g></svg>',
  ].join('\n');
}
