/** What the map costs, measured inside the page. Milliseconds, medians. */
import { cellAt } from '../../src/core/grid/cell-at.ts';
import type { Harness } from './harness.ts';
import { seededRandom } from './harness-project.ts';

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

const drain = (harness: Harness): void => {
  const gl = harness.mapView.map.getCanvas().getContext('webgl2') as WebGL2RenderingContext;
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
};

/** From opening the project to the end of the first frame with its cells in it. */
export async function firstPaint(harness: Harness): Promise<number> {
  const { map } = harness.mapView;
  const start = performance.now();
  harness.open();
  return new Promise((resolve) => {
    const look = (): void => {
      drain(harness);
      if (!harness.mapView.scene()) return;
      map.off('render', look);
      resolve(performance.now() - start);
    };
    map.on('render', look);
    map.triggerRepaint();
  });
}

/** Writes owners of `cells` and asks for a repaint: what a commit costs the map before the frame. */
function writeOwners(harness: Harness, cells: Uint32Array, code: number): number {
  const scene = harness.mapView.scene();
  if (!scene) return NaN;
  const { owners } = scene.planStore;
  const start = performance.now();
  for (let i = 0; i < cells.length; i++) owners[cells[i] as number] = code;
  scene.cells.dirtyOwners.mark(cells);
  harness.mapView.map.triggerRepaint();
  return performance.now() - start;
}

export interface RecolourFigures {
  readonly writeThousand: number;
  readonly writeAll: number;
  readonly frameOne: number;
  readonly frameAll: number;
}

export async function recolour(harness: Harness, turns: number): Promise<RecolourFigures> {
  const all = Uint32Array.from({ length: harness.grid.count }, (_, i) => i);
  const random = seededRandom(5);
  const thousand = Uint32Array.from({ length: 1000 }, () => Math.floor(random() * all.length)).sort();
  const lists = {
    writeThousand: [] as number[],
    writeAll: [] as number[],
    frameOne: [] as number[],
    frameAll: [] as number[],
  };
  for (let turn = 0; turn < turns; turn++) {
    const code = 1 + (turn % 10);
    lists.writeThousand.push(writeOwners(harness, thousand, code));
    await harness.frameMilliseconds(() => {});
    lists.writeAll.push(writeOwners(harness, all, code));
    await harness.frameMilliseconds(() => {});
    lists.frameOne.push(
      await harness.frameMilliseconds(() => void writeOwners(harness, all.subarray(turn, turn + 1), 11)),
    );
    lists.frameAll.push(await harness.frameMilliseconds(() => void writeOwners(harness, all, 1 + ((turn + 5) % 10))));
  }
  return {
    writeThousand: median(lists.writeThousand),
    writeAll: median(lists.writeAll),
    frameOne: median(lists.frameOne),
    frameAll: median(lists.frameAll),
  };
}

/** One look-up of the cell under a pointer, microseconds: median of batches, each long enough for the clock. */
export function hitTest(harness: Harness, count: number): number {
  const { map } = harness.mapView;
  const { clientWidth, clientHeight } = map.getContainer();
  const random = seededRandom(9);
  const batch = 500;
  const points = Array.from(
    { length: batch },
    () => [random() * clientWidth, random() * clientHeight] as [number, number],
  );
  let found = 0;
  const taken: number[] = [];
  for (let done = 0; done < count; done += batch) {
    const start = performance.now();
    for (const point of points) {
      const { lng, lat } = map.unproject(point);
      if (cellAt(harness.grid, lat, lng) >= 0) found++;
    }
    taken.push((1000 * (performance.now() - start)) / batch);
  }
  return found > 0 ? median(taken) : NaN;
}

/** From a pointer position to owners written: look-up, disk of `radius` rings, stroke. */
export function brushStep(harness: Harness, radius: number, steps: number): number {
  const scene = harness.mapView.scene();
  if (!scene) return NaN;
  const { map } = harness.mapView;
  const { clientWidth, clientHeight } = map.getContainer();
  const random = seededRandom(13);
  const stroke = scene.planStore.beginStroke(3, { kind: 'brush' });
  const points = Array.from(
    { length: steps },
    () => [random() * clientWidth, random() * clientHeight] as [number, number],
  );
  let taken = 0;
  // Timed together: one step is shorter than the browser's clock can tell.
  const start = performance.now();
  for (const point of points) {
    const { lng, lat } = map.unproject(point);
    const disk = scene.disk(cellAt(scene.grid, lat, lng), radius);
    stroke.extend(disk.cells, disk.count);
    if (disk.count > 0) taken++;
  }
  const each = (performance.now() - start) / taken;
  stroke.cancel();
  return each;
}
