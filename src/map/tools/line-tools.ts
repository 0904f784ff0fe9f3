/** Split and Barrier: a line drawn on the map cuts a territory in two, or what is adjacent apart. */
import { recordEdit } from '../../core/edit/edit-of-cells.ts';
import { edgesCrossed } from '../../core/edit/edges-crossed.ts';
import { edgeKey } from '../../core/edit/record-key.ts';
import { splitByLine } from '../../core/edit/split-by-line.ts';
import { squashEdits } from '../../core/edit/squash.ts';
import { carveEdit } from '../../core/edit/territory-edits.ts';
import type { Position } from '../../core/geometry/ring.ts';
import { cellAt } from '../../core/grid/cell-at.ts';
import { graphOfPlan } from '../../core/metrics/contiguity.ts';
import { type LineDrawn, notices } from '../../store/notice-store.ts';
import type { MapTokens } from '../tokens.ts';
import { commitOrSay } from './finish-stroke.ts';
import { createSketchTool } from './sketch-tool.ts';
import type { MapTool, Scene, ToolContext } from './tool.ts';

function tell(outcome: LineDrawn['outcome'], count: number): void {
  notices.setState({ latest: { kind: 'line-drawn', outcome, count } });
}

/** The selected territory, else the one that the line runs through most. */
function splitCandidates(scene: Scene, line: readonly Position[], selected: number | null): number[] {
  const uses = new Map<number, number>();
  for (const [lng, lat] of line) {
    const cell = cellAt(scene.grid, lat, lng);
    const owner = cell < 0 ? 0 : (scene.planStore.owners[cell] as number);
    if (owner !== 0) uses.set(owner, (uses.get(owner) ?? 0) + 1);
  }
  const byUse = [...uses.keys()].sort((a, b) => (uses.get(b) as number) - (uses.get(a) as number));
  return selected ? [selected, ...byUse.filter((code) => code !== selected)] : byUse;
}

function split(context: ToolContext, scene: Scene, line: Position[]): void {
  const { planStore, grid } = scene;
  const { view } = context.stores;
  const graph = graphOfPlan(planStore.plan, grid);
  for (const code of splitCandidates(scene, line, view.getState().selectedTerritory)) {
    const { leaving, piecesKept, piecesLeaving } = splitByLine(grid, graph, planStore.owners, code, line);
    if (leaving.length === 0) continue;
    const { edit, territory } = carveEdit(planStore.plan, leaving, planStore.nextCode(), code);
    if (!commitOrSay(scene, edit, { kind: 'split', territory: code, cells: leaving.length })) return;
    view.setState({ selectedTerritory: territory.code });
    return tell(piecesKept > 1 || piecesLeaving > 1 ? 'split-in-pieces' : 'split', leaving.length);
  }
  tell('no-split', 0);
}

export function createSplitTool(context: ToolContext, tokens: () => MapTokens): MapTool {
  return createSketchTool(context, tokens, 'freehand-linestring', {
    refusal: (scene) => (scene.planStore.frozen ? 'frozen' : null),
    finish: (scene, line) => split(context, scene, line),
  });
}

/** Drawn over edges that are all cut already, the line takes the barrier away. */
function drawBarrier(scene: Scene, line: Position[]): void {
  const { planStore, grid } = scene;
  const { barrier } = planStore.plan.records;
  const crossed = edgesCrossed(grid, grid.adjacency, line);
  if (crossed.length === 0) return tell('no-edge', 0);
  const fresh = crossed.filter((edge) => !barrier.has(edgeKey(edge)));
  const edits =
    fresh.length > 0
      ? fresh.map((edge) => recordEdit('barrier', edgeKey(edge), null, edge))
      : crossed.map((edge) => recordEdit('barrier', edgeKey(edge), barrier.get(edgeKey(edge)) ?? null, null));
  const label = fresh.length > 0 ? ({ kind: 'barrier' } as const) : ({ kind: 'barrier', detail: 'removed' } as const);
  if (!commitOrSay(scene, squashEdits(edits), label)) return;
  tell(fresh.length > 0 ? 'barrier' : 'barrier-removed', edits.length);
}

export function createBarrierTool(context: ToolContext, tokens: () => MapTokens): MapTool {
  return createSketchTool(context, tokens, 'freehand-linestring', {
    refusal: (scene) => (scene.planStore.frozen ? 'frozen' : null),
    finish: drawBarrier,
  });
}
