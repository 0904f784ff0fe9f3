/** The map on a page of its own, for pixel tests, benches and pictures. */
import { createMapView, type MapView } from '../../src/map/map-view.ts';
import { metrics } from '../../src/store/metrics-store.ts';
import { NO_PROPOSAL, proposal } from '../../src/store/proposal-store.ts';
import { view } from '../../src/store/view-store.ts';
import { openProject, workspace } from '../../src/store/workspace-store.ts';
import { brushStep, firstPaint, hitTest, recolour } from './harness-figures.ts';
import {
  diskGrid,
  harnessPlan,
  harnessProject,
  nearestSeedOwners,
  northwestGrid,
  stripedOwners,
} from './harness-project.ts';

const parameters = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = parameters.get('theme') ?? 'light';

const size = parameters.get('grid') ?? 'northwest';
const small = size === 'small';
const grid = size === 'northwest' ? await northwestGrid(6) : diskGrid(small ? 8 : 264, small ? 5 : 6);
const owners = size === 'northwest' ? nearestSeedOwners(grid) : stripedOwners(grid, small ? 2 : 10);
const project = await harnessProject(grid, Number(parameters.get('accounts') ?? (size === 'northwest' ? 2604 : 0)));
let plan = harnessPlan(grid, owners);

const container = document.querySelector<HTMLElement>('#map') as HTMLElement;
const mapView: MapView = createMapView({ container, workspace, view, metrics, proposal });

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Colour of one point of the map as it is drawn (CSS pixels from the top left), read inside the frame. */
function pixel(x: number, y: number): Promise<number[]> {
  return pixels([[x, y]]).then(([first]) => first as number[]);
}

function pixels(points: readonly (readonly [number, number])[]): Promise<number[][]> {
  const { map } = mapView;
  return new Promise((resolve) => {
    map.once('render', () => {
      const gl = map.getCanvas().getContext('webgl2') as WebGL2RenderingContext;
      const ratio = gl.drawingBufferWidth / map.getCanvas().clientWidth;
      const read = points.map(([x, y]) => {
        const texel = new Uint8Array(4);
        gl.readPixels(
          Math.floor(x * ratio),
          gl.drawingBufferHeight - 1 - Math.floor(y * ratio),
          1,
          1,
          gl.RGBA,
          gl.UNSIGNED_BYTE,
          texel,
        );
        return [...texel];
      });
      resolve(read);
    });
    map.triggerRepaint();
  });
}

/** Milliseconds from the repaint request to the end of the frame, the graphics queue drained. */
async function frameMilliseconds(change: () => void): Promise<number> {
  const { map } = mapView;
  await frame();
  return new Promise((resolve) => {
    const start = performance.now();
    change();
    map.once('render', () => {
      const gl = map.getCanvas().getContext('webgl2') as WebGL2RenderingContext;
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      resolve(performance.now() - start);
    });
    map.triggerRepaint();
  });
}

function open(): void {
  openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
}

const initialView = view.getState();

/** The first state again: plan, view, proposal, camera. */
function reset(): void {
  document.documentElement.dataset['theme'] = 'light';
  view.setState(initialView);
  proposal.setState(NO_PROPOSAL);
  plan = harnessPlan(grid, owners);
  open();
  mapView.fitToData();
}

const harness = {
  mapView,
  grid,
  project,
  view,
  workspace,
  proposal,
  open,
  reset,
  frame,
  pixel,
  pixels,
  frameMilliseconds,
  figures: { brushStep, firstPaint, hitTest, recolour },
  plan: () => plan,
  planStore: () => workspace.getState().planStore,
  /** Where a cell's centre is on screen. */
  at: (cell: number): { x: number; y: number } => {
    const { x, y } = mapView.map.project([grid.centers[2 * cell] ?? 0, grid.centers[2 * cell + 1] ?? 0]);
    return { x, y };
  },
};
export type Harness = typeof harness;
declare global {
  interface Window {
    harness: Harness;
  }
}
window.harness = harness;
if (!parameters.has('closed')) open();
await mapView.ready;
document.documentElement.dataset['ready'] = 'true';
