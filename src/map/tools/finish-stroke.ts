/** What every tool that gives cells away has in common: may it, and what becomes of cells that it cuts off. */
import type { Edit, EditLabel } from '../../core/edit/edit.ts';
import type { TerritoryCode } from '../../core/plan/plan.ts';
import type { Stroke } from '../../store/contract.ts';
import { notices } from '../../store/notice-store.ts';
import { units, unitsInForce } from '../../store/units-store.ts';
import { strokeRules } from '../../store/view-store.ts';
import { setUnderBrush } from '../cell-state.ts';
import type { ReadoutNotice } from '../readout.ts';
import type { Scene, ToolContext, ToolPoint } from './tool.ts';

/** Why the tool cannot give anything to `code` at all; null = it can. */
export function refusalOf(context: ToolContext, scene: Scene, code: TerritoryCode | null): ReadoutNotice | null {
  if (scene.planStore.frozen) return 'frozen';
  const { territory } = scene.planStore.plan.records;
  // What was selected may be gone again, by an undo.
  if (code === null || (code !== 0 && !territory.has(code))) return 'no-territory';
  if (units.getState().pending) return 'units-pending';
  const locked = territory.get(code)?.locked === true;
  return locked && context.stores.view.getState().respectLocks ? 'locked' : null;
}

export function openStroke(context: ToolContext, scene: Scene, code: TerritoryCode, kind: EditLabel['kind']): Stroke {
  const label = code === 0 ? { kind } : { kind, territory: code };
  const rules = { ...strokeRules(context.stores.view.getState()), units: unitsInForce(scene.grid.hash) };
  return scene.planStore.beginStroke(code, label, rules);
}

/** Commits, or says why the plan refuses: a click on the map has nobody who would hear an error. */
export function commitOrSay({ planStore }: Scene, edit: Edit, label: EditLabel): boolean {
  try {
    planStore.commit(edit, label);
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    notices.setState({ latest: { kind: 'edit-refused', sentence: error.message } });
    return false;
  }
}

/** The worker's figures come first where nothing hangs on the answer. */
const WORD_AFTER_MS = 80;

function tell(outcome: 'severed' | 'refused' | 'along', cells: number): void {
  notices.setState({ latest: { kind: 'stroke-cut', outcome, cells } });
}

/** Ends a stroke as the user wishes for cells it would cut off, and says what was done about them. */
export function finishStroke(context: ToolContext, scene: Scene, stroke: Stroke): void {
  const { contiguity } = context.stores.view.getState();
  if (contiguity === 'warn') {
    const revision = stroke.end()?.revision;
    if (revision === undefined) return;
    setTimeout(() => {
      const { planStore } = scene;
      const count = planStore.revision === revision && !planStore.stroke ? stroke.severed().cells.length : 0;
      if (count > 0) tell('severed', count);
    }, WORD_AFTER_MS);
    return;
  }
  const { cells, apart } = stroke.severed();
  const count = cells.length + apart.length;
  if (contiguity === 'refuse' && count > 0) {
    stroke.cancel();
    return tell('refused', count);
  }
  const along = cells.length > 0 ? stroke.extend(cells).changed : 0;
  stroke.end();
  if (along > 0) tell('along', along);
}

/** Says beside the pointer why nothing happens here. */
export function showRefusal(context: ToolContext, point: ToolPoint, notice: ReadoutNotice, ringRadius = 0): void {
  const nothing = { sides: [], cells: 0, accounts: 0, moved: [], refusedByLock: 0, severs: 0, territory: 0 };
  context.readout.set({ x: point.x, y: point.y, ringRadius, ...nothing, notice });
}

const REST_MS = 120;

/** Looks what the stroke in hand cuts off whenever the pointer rests: frames of a drag have no time for it. */
export function createCutWatch(context: ToolContext): { look(scene: Scene, stroke: Stroke): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (scene: Scene, stroke: Stroke): void => {
    if (scene.planStore.stroke !== stroke) return;
    const { cells } = stroke.severed();
    setUnderBrush(scene.cells, cells, cells.length);
    const now = context.readout.getState();
    if (now && now.severs !== cells.length) context.readout.set({ ...now, severs: cells.length });
    context.repaint();
  };
  return {
    look(scene, stroke) {
      clearTimeout(timer);
      timer = setTimeout(() => show(scene, stroke), REST_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
