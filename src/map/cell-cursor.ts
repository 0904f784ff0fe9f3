/**
 * The keyboard's hand on the map: arrows move from cell to cell, Enter does what a click there would do, with Shift+L
 * the cell is locked. It works through pointer events, so that every tool follows it, the drawing library's included.
 */
import type { Map as MapLibreMap } from 'maplibre-gl';
import { recordEdit } from '../core/edit/edit-of-cells.ts';
import type { MapStores } from './map-stores.ts';
import type { MarksOverlay } from './marks-overlay.ts';
import type { MapTool, Scene, ToolPoint } from './tools/tool.ts';

interface CursorOptions {
  readonly map: MapLibreMap;
  readonly stores: MapStores;
  readonly marks: MarksOverlay;
  scene(): Scene | null;
  tool(): MapTool;
  hit(x: number, y: number): number;
}

const STEPS: Readonly<Record<string, ToolPoint>> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
};
const FAST_STEPS = 5;
/** So near to the edge the map follows the cursor, CSS pixels. */
const MARGIN = 60;

/** The neighbour that lies most in one direction, and of those the one nearest to the line one walks along. */
function neighbourTowards(scene: Scene, map: MapLibreMap, cell: number, step: ToolPoint, line: number): number {
  const { centers, adjacency } = scene.grid;
  const place = (one: number): ToolPoint => map.project([centers[2 * one] as number, centers[2 * one + 1] as number]);
  const from = place(cell);
  let best = -1;
  let least = Infinity;
  for (let k = adjacency.offsets[cell] as number; k < (adjacency.offsets[cell + 1] as number); k++) {
    const to = adjacency.targets[k] as number;
    const point = place(to);
    const [dx, dy] = [point.x - from.x, point.y - from.y];
    const along = (dx * step.x + dy * step.y) / (Math.hypot(dx, dy) || 1);
    if (along < 0.4) continue;
    const aside = Math.abs((step.x === 0 ? point.x : point.y) - line) / (Math.hypot(dx, dy) || 1);
    const cost = aside - 0.5 * along;
    if (cost < least) [best, least] = [to, cost];
  }
  return best;
}

export interface CellCursor {
  /** Another tool is chosen: what is held is let go. */
  release(): void;
  destroy(): void;
}

export function createCellCursor({ map, stores, marks, scene, tool, hit }: CursorOptions): CellCursor {
  const canvas = map.getCanvas();
  let cell = -1;
  let held = false;
  /** Where a walk along one axis began, CSS pixels across it: zigzags of hexagons must not add up to a drift. */
  let walk: { readonly axis: 'x' | 'y'; readonly line: number } | null = null;

  const place = (shown: Scene): ToolPoint => {
    const { centers } = shown.grid;
    return map.project([centers[2 * cell] as number, centers[2 * cell + 1] as number]);
  };
  const send = (type: string, shown: Scene, buttons: number, event: KeyboardEvent): void => {
    const box = canvas.getBoundingClientRect();
    const { x, y } = place(shown);
    canvas.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        cancelable: true,
        isPrimary: true,
        pointerId: 1,
        pointerType: 'mouse',
        button: type === 'pointermove' ? -1 : 0,
        buttons,
        clientX: box.left + x,
        clientY: box.top + y,
        // With Shift, Enter adds to what is chosen.
        shiftKey: event.key === 'Enter' && event.shiftKey,
      }),
    );
  };
  const show = (next: number): void => {
    cell = next;
    marks.setCursor(next);
    stores.view.setState({ cursorCell: next < 0 ? null : next });
  };
  /** Where the keyboard starts: the middle of the view, else the middle of the data. */
  const firstCell = (shown: Scene): number => {
    const { clientWidth, clientHeight } = map.getContainer();
    for (let share = 0; share < 0.45; share += 0.05) {
      for (const [sx, sy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        const found = hit(clientWidth * (0.5 + sx * share), clientHeight * (0.5 + sy * share));
        if (found >= 0) return found;
      }
    }
    return shown.grid.count >> 1;
  };
  const follow = (shown: Scene): void => {
    const { clientWidth, clientHeight } = map.getContainer();
    const { x, y } = place(shown);
    if (x > MARGIN && y > MARGIN && x < clientWidth - MARGIN && y < clientHeight - MARGIN) return;
    const { centers } = shown.grid;
    map.jumpTo({ center: [centers[2 * cell] as number, centers[2 * cell + 1] as number] });
    walk = null;
  };
  const move = (shown: Scene, step: ToolPoint, event: KeyboardEvent): void => {
    if (cell < 0) show(firstCell(shown));
    else {
      const axis = step.x === 0 ? 'x' : 'y';
      if (walk?.axis !== axis) walk = { axis, line: place(shown)[axis] };
      for (let i = 0; i < (event.shiftKey ? FAST_STEPS : 1); i++) {
        const next = neighbourTowards(shown, map, cell, step, walk.line);
        if (next < 0) break;
        cell = next;
        if (held) send('pointermove', shown, 1, event);
      }
      show(cell);
    }
    follow(shown);
    send('pointermove', shown, held ? 1 : 0, event);
  };
  const press = (shown: Scene, event: KeyboardEvent): void => {
    if (cell < 0) return show(firstCell(shown));
    const holds = tool().keyHolds === true;
    if (!held) {
      send('pointermove', shown, 0, event);
      send('pointerdown', shown, 1, event);
    }
    if (held || !holds) send('pointerup', shown, 0, event);
    held = holds && !held;
    // What a tool says of a click goes with the next move.
    if (!held) show(cell);
  };
  const lock = (shown: Scene): void => {
    if (cell < 0 || shown.planStore.frozen) return;
    const before = shown.planStore.plan.records.cellLock.get(cell) ?? null;
    shown.planStore.commit(recordEdit('cellLock', cell, before, before ? null : { cell }), {
      kind: 'lock',
      cells: 1,
      ...(before ? { detail: 'removed' } : {}),
    });
    show(cell);
  };
  const hide = (): void => {
    held = false;
    walk = null;
    if (cell >= 0) show(-1);
  };
  const onKey = (event: KeyboardEvent): void => {
    const shown = scene();
    if (!shown || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (cell >= shown.grid.count) hide();
    if (step) move(shown, step, event);
    else if (event.key === 'Enter') press(shown, event);
    else if (event.key === 'L' && event.shiftKey) lock(shown);
    else if (event.key === '+' || event.key === '=') map.zoomIn({ duration: 0 });
    else if (event.key === '-') map.zoomOut({ duration: 0 });
    else if (event.key === 'Escape' && cell >= 0) hide();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // A hand on the mouse takes over from the keyboard.
  const onPointer = (event: PointerEvent): void => {
    if (event.isTrusted) hide();
  };
  const onBlur = (): void => {
    if (held) tool().cancel();
    hide();
  };
  map.keyboard.disable();
  canvas.addEventListener('keydown', onKey);
  canvas.addEventListener('blur', onBlur);
  canvas.addEventListener('pointerdown', onPointer);
  return {
    release() {
      held = false;
    },
    destroy() {
      canvas.removeEventListener('keydown', onKey);
      canvas.removeEventListener('blur', onBlur);
      canvas.removeEventListener('pointerdown', onPointer);
    },
  };
}
