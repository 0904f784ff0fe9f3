/** Keeps what the map shows in step with the stores: which project and plan, its owners, colours, labels, proposal. */
import { isAreal } from '../core/data/areal.ts';
import { createDiskSearch } from '../core/grid/disk.ts';
import type { Territory } from '../core/plan/plan.ts';
import { carried, shadedBy } from '../store/carried-store.ts';
import type { PlanStore, Project } from '../store/contract.ts';
import type { ProposalState } from '../store/proposal-store.ts';
import type { ColourBy } from '../store/view-store.ts';
import { type AccountLayer, accountPoints } from './account-layer.ts';
import type { CellLayer } from './cell-layer.ts';
import { createCellShader, shadingOf } from './cell-shading.ts';
import { addInHand, type CellColours, clearInHand, createCellState, setProposed } from './cell-state.ts';
import type { ClusterOverlay } from './cluster-overlay.ts';
import { flowArrows } from './flow-arrows.ts';
import type { LabelOverlay } from './label-overlay.ts';
import type { MapStores } from './map-stores.ts';
import { makePalette, type Palette } from './symbology.ts';
import {
  type LabelAnchors,
  type LabelView,
  labelAnchors,
  liveDeviations,
  measureIndex,
  type Named,
  namedBuild,
  namedPlan,
  standIns,
  territoryLabels,
} from './territory-labels.ts';
import type { MapTokens } from './tokens.ts';
import type { Scene } from './tools/tool.ts';

export interface SceneController {
  scene(): Scene | null;
  setTokens(tokens: MapTokens): void;
  /** The camera came to rest: labels look for visible ground. */
  viewMoved(): void;
  destroy(): void;
}

interface SceneOptions {
  readonly stores: MapStores;
  readonly cellLayer: CellLayer;
  readonly accountLayer: AccountLayer;
  readonly clusters: ClusterOverlay;
  readonly overlay: LabelOverlay;
  readonly tokens: MapTokens;
  labelView(): LabelView;
  repaint(): void;
  /** Another project was opened. */
  opened(): void;
}

const NO_CELLS = new Uint32Array(0);
const NO_CODES = new Uint16Array(0);
const BRUSH_TINT_ALPHA = 0.28;

export function cellColours(tokens: MapTokens, hue: number | null): CellColours {
  const { border, casing, selection, cell, dot } = tokens;
  const [red, green, blue] = hue === null ? dot : (tokens.hues[hue % tokens.hues.length] ?? dot);
  return { border, casing, selection, cell, brush: [red, green, blue, hue === null ? 0.1 : BRUSH_TINT_ALPHA] };
}

function proposedTerritories(plan: PlanStore, shown: ProposalState | null): Territory[] {
  const territories = new Map(plan.plan.records.territory);
  // In the hues of the proposal, as the list beside the map has them; locks as they are now.
  for (const one of shown?.territories ?? []) {
    territories.set(one.code, { ...(territories.get(one.code) ?? one), hue: one.hue });
  }
  return [...territories.values()];
}

export function createSceneController(options: SceneOptions): SceneController {
  const { stores, cellLayer, accountLayer, clusters, overlay, repaint } = options;
  const shader = createCellShader();
  let { tokens } = options;
  let scene: Scene | null = null;
  let anchors: LabelAnchors | null = null;
  /** Codes whose cells have changed since the anchors were found. */
  const moved = new Set<number>();
  let named: Named | null = null;
  let visible: ReturnType<typeof standIns> = new Map();
  let anchorsTimer: ReturnType<typeof setTimeout> | undefined;
  let anchorsFrame = 0;
  /** Of plans at rest that were shown before. */
  const restingAnchors = new WeakMap<PlanStore, { readonly revision: number; readonly anchors: LabelAnchors }>();
  let stopListening: () => void = () => {};

  const shownProposal = (): ProposalState | null => {
    const proposal = stores.proposal.getState();
    const { activePlanId } = stores.workspace.getState();
    return proposal.status !== 'idle' && proposal.planId === activePlanId ? proposal : null;
  };
  const shadeKey = (): string => stores.view.getState().colourMeasure;
  /** Without a baseline nothing is changed, and a figure may be of another project: territories then have their colours. */
  const colourBy = (): ColourBy => {
    const chosen = stores.view.getState().colourBy;
    if (chosen === 'change' && !stores.workspace.getState().baseline) return 'territory';
    return chosen === 'measure' && scene && !shadedBy(scene.project, shadeKey()) ? 'territory' : chosen;
  };
  const palette = (project: Project, planStore: PlanStore): Palette => {
    const { colourMeasure } = stores.view.getState();
    const mode = colourBy();
    const byDeviation = mode === 'deviation' && scene;
    const shown = project.dataset.measures.findIndex(({ key }) => key === colourMeasure);
    const deviations = byDeviation ? (liveDeviations(byDeviation)[Math.max(0, shown)] ?? null) : null;
    const territories = proposedTerritories(planStore, shownProposal());
    return makePalette({ tokens, territories, deviations, ...shadingOf(mode, tokens) });
  };
  const shade = ({ cells, project, planStore }: Scene): void => {
    const values = shadedBy(project, shadeKey())?.values;
    const { baseline } = stores.workspace.getState();
    shader.show(cells, { colourBy: colourBy(), values, planStore, baseline });
  };
  const recolour = (): void => {
    if (!scene) return;
    const { cells, project, planStore } = scene;
    shade(scene);
    cells.palette = palette(project, planStore);
    cells.paletteDirty = true;
    const { selectedTerritory, hoveredTerritory, tool } = stores.view.getState();
    cells.selected = selectedTerritory ?? 0;
    cells.hovered = tool === 'select' || tool === 'pick' ? (hoveredTerritory ?? 0) : 0;
    const painted = tool === 'erase' ? undefined : planStore.plan.records.territory.get(selectedTerritory ?? 0);
    cells.colours = cellColours(tokens, painted?.hue ?? null);
    repaint();
  };
  const relabel = (): void => {
    overlay.setTerritories(() => {
      if (!scene || !anchors || !named) return [];
      const shown = measureIndex(scene, stores.view.getState().colourMeasure);
      return territoryLabels(scene, named, shown, { anchors, view: options.labelView(), visible });
    });
  };
  const lookAround = (): void => {
    if (named) visible = standIns(named, options.labelView());
    relabel();
  };
  const showArrows = (): void => overlay.setArrows(scene && anchors ? flowArrows(scene, anchors, shownProposal()) : []);
  /** Label positions take a pass over all cells: after the frame, and never while a stroke is in hand. */
  const findAnchors = (): void => {
    clearTimeout(anchorsTimer);
    anchorsTimer = setTimeout(() => {
      if (!scene || scene.planStore.stroke) return;
      const shown = shownProposal();
      const building = shown?.objective === 'build' && shown.status !== 'running' && shown.figures;
      const known = anchors && !building && named?.owners === scene.planStore.owners ? { anchors, moved } : null;
      named = building ? namedBuild(scene, shown) : namedPlan(scene);
      const { planStore } = scene;
      const resting = building ? undefined : restingAnchors.get(planStore);
      if (!known && resting?.revision === planStore.revision) anchors = resting.anchors;
      else anchors = labelAnchors(scene, named, known);
      if (!building) restingAnchors.set(planStore, { revision: planStore.revision, anchors });
      moved.clear();
      lookAround();
      showArrows();
    }, 0);
  };
  const showProposal = (): void => {
    if (!scene) return;
    const shown = shownProposal();
    setProposed(scene.cells, shown?.cells ?? NO_CELLS, shown?.codes ?? NO_CODES);
    showArrows();
    recolour();
  };
  const showAccounts = (): void => {
    const dataset = scene?.project.dataset;
    // Records that are demand over cells stand nowhere.
    const accounts = dataset && !isAreal(dataset) ? dataset.accounts : undefined;
    const { showAccounts: shown, colourBy: mode } = stores.view.getState();
    const gathered = mode === 'accounts';
    // Points would hide the shades of the cells that they stand in.
    const dots = shown && !gathered && mode !== 'measure';
    accountLayer.show(accounts && dots ? points(accounts) : null, tokens.dot);
    clusters.show(accounts && gathered ? points(accounts) : null, tokens);
  };
  const pointsOf = new WeakMap<object, ReturnType<typeof accountPoints>>();
  const points = (accounts: Parameters<typeof accountPoints>[0]): ReturnType<typeof accountPoints> => {
    const known = pointsOf.get(accounts) ?? accountPoints(accounts);
    pointsOf.set(accounts, known);
    return known;
  };
  const addMoved = (code: number): unknown => moved.add(code);
  const coloursFollowOwners = (): boolean => stores.view.getState().colourBy === 'deviation';

  const listen = (current: Scene): (() => void) => {
    const { planStore, cells } = current;
    const patched = (changed: Uint32Array | null): void => {
      if (cells.owners !== planStore.owners) cells.owners = planStore.owners;
      cells.dirtyOwners.mark(changed);
      shader.patched(cells, changed);
      if (planStore.stroke && changed) addInHand(cells, changed);
      else clearInHand(cells);
      if (coloursFollowOwners()) recolour();
      if (changed) relabel();
      // A stroke was given up: what had to wait for it is found now.
      if (!planStore.stroke && moved.size > 0) findAnchors();
      repaint();
    };
    const stops = [
      planStore.on('patched', patched),
      planStore.on('records', () => {
        recolour();
        relabel();
      }),
      planStore.on('committed', ({ edit }) => {
        for (const { before, after } of edit.patches) for (const codes of [before, after]) codes.forEach(addMoved);
        clearInHand(cells);
        findAnchors();
        repaint();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  };

  const show = (project: Project | null, planStore: PlanStore | null): void => {
    stopListening();
    stopListening = () => {};
    const before = scene;
    if (!project || !planStore) {
      scene = null;
      anchors = null;
      cellLayer.show(null);
      overlay.setArrows([]);
      showAccounts();
      return relabel();
    }
    const { grid } = project;
    const same = before?.grid === grid ? before : null;
    const colours = cellColours(tokens, null);
    const cells = same?.cells ?? createCellState(grid, planStore.owners, palette(project, planStore), colours);
    cells.owners = planStore.owners;
    cells.dirtyOwners.mark(null);
    clearInHand(cells);
    scene = { project, grid, planStore, cells, disk: same?.disk ?? createDiskSearch(grid.adjacency) };
    anchors = null;
    stopListening = listen(scene);
    cellLayer.show(cells);
    showAccounts();
    showProposal();
    relabel();
    // The first paint does not wait for the labels.
    cancelAnimationFrame(anchorsFrame);
    anchorsFrame = requestAnimationFrame(findAnchors);
    if (before?.project.id !== project.id) options.opened();
  };

  const stops = [
    stores.workspace.subscribe((state, previous) => {
      if (state.project !== previous.project || state.planStore !== previous.planStore) {
        show(state.project, state.planStore);
      } else if (state.baseline !== previous.baseline) recolour();
    }),
    stores.view.subscribe((state, previous) => {
      if (state.showAccounts !== previous.showAccounts || state.colourBy !== previous.colourBy) showAccounts();
      recolour();
      if (state.colourMeasure !== previous.colourMeasure) relabel();
    }),
    carried.subscribe(() => {
      showAccounts();
      recolour();
    }),
    stores.proposal.subscribe((state, previous) => {
      const same = state.cells === previous.cells && state.disruption === previous.disruption;
      if (!same || state.status !== previous.status || state.planId !== previous.planId) {
        showProposal();
      }
      if (state.status !== previous.status) findAnchors();
    }),
  ];
  const { project, planStore } = stores.workspace.getState();
  show(project, planStore);
  return {
    scene: () => scene,
    viewMoved: lookAround,
    setTokens(next) {
      tokens = next;
      recolour();
      showAccounts();
    },
    destroy() {
      clearTimeout(anchorsTimer);
      cancelAnimationFrame(anchorsFrame);
      stopListening();
      for (const stop of stops) stop();
    },
  };
}
