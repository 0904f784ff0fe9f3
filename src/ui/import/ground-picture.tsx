import { useEffect, useRef } from 'react';
import type { Ground } from '../../core/data/ground.ts';
import { mercatorY } from '../../core/data/measure-map.ts';
import { useDark } from '../theme.ts';

const MARGIN = 24;
/** A path of all 45,928 cells of one import took 75 s to fill: the work grows with the square of a path's length. */
const PATH_CELLS = 256;

interface View {
  readonly x: (lng: number) => number;
  readonly y: (lat: number) => number;
}

/** Fits the cells' corners into the picture. */
function fit(corners: Float64Array, width: number, height: number): View {
  let west = Infinity;
  let east = -Infinity;
  let south = Infinity;
  let north = -Infinity;
  for (let i = 0; i < corners.length; i += 2) {
    west = Math.min(west, corners[i]!);
    east = Math.max(east, corners[i]!);
    south = Math.min(south, corners[i + 1]!);
    north = Math.max(north, corners[i + 1]!);
  }
  const top = mercatorY(north);
  const scale = Math.min((width - 2 * MARGIN) / (east - west), (height - 2 * MARGIN) / (top - mercatorY(south)));
  const left = (width - (east - west) * scale) / 2;
  const down = (height - (top - mercatorY(south)) * scale) / 2;
  return { x: (lng) => left + (lng - west) * scale, y: (lat) => down + (top - mercatorY(lat)) * scale };
}

function draw(canvas: HTMLCanvasElement, ground: Ground): void {
  // Thousands of small paths: quicker on the processor than handed to a graphics card one by one.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return;
  const { grid, demand } = ground;
  const ratio = window.devicePixelRatio;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const token = (name: string) => getComputedStyle(canvas).getPropertyValue(name);
  const view = fit(grid.corners, width, height);
  const trace = (cell: number) => {
    for (let k = grid.cornerOffsets[cell]!; k < grid.cornerOffsets[cell + 1]!; k++) {
      const [x, y] = [view.x(grid.corners[2 * k]!), view.y(grid.corners[2 * k + 1]!)];
      if (k === grid.cornerOffsets[cell]!) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.closePath();
  };
  context.fillStyle = token('--map-land');
  context.strokeStyle = token('--map-cell');
  context.lineWidth = 0.5;
  const paint = (cells: Iterable<number>, outlined: boolean) => {
    let traced = 0;
    const finish = () => {
      context.fill();
      if (outlined) context.stroke();
      context.beginPath();
      traced = 0;
    };
    context.beginPath();
    for (const cell of cells) {
      trace(cell);
      if (++traced === PATH_CELLS) finish();
    }
    finish();
  };
  paint(Array(grid.count).keys(), grid.count < 40_000);
  context.fillStyle = token('--accent');
  const { offsets } = demand.accountsOfCell;
  const busy = (cell: number) => offsets[cell + 1]! > offsets[cell]! || (demand.cellValues[0]?.[cell] ?? 0) > 0;
  paint([...Array(grid.count).keys()].filter(busy), false);
}

/** The cells as they would be, those with accounts filled. */
export function GroundPicture({ ground }: { readonly ground: Ground }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dark = useDark();
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const redraw = () => draw(element, ground);
    redraw();
    const observer = new ResizeObserver(redraw);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ground, dark]);
  return <canvas ref={canvas} className="ground-canvas" />;
}
