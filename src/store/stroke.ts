/** One gesture: cells go over at once, `end` makes one commit of it, `cancel` leaves no trace. */
import type { Edit, EditLabel } from '../core/edit/edit.ts';
import type { LockTable } from '../core/edit/locks.ts';
import { isMoveLocked, locksOf } from '../core/edit/locks.ts';
import { severedBy } from '../core/edit/severed.ts';
import { createUnitWidener } from '../core/grid/cell-units.ts';
import type { Csr } from '../core/grid/grid.ts';
import { graphOfPlan } from '../core/metrics/contiguity.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';
import type { Stroke, StrokeRules } from './contract.ts';
import type { PlanState } from './plan-state.ts';
import { publish, withHues } from './plan-state.ts';
import { randomId } from './random-id.ts';

/** Cells given so far with their former owners; each cell once, since a stroke has one territory. */
interface Given {
  readonly cells: number[];
  readonly before: number[];
}

const NO_LOCKS: LockTable = { codes: new Set(), cells: new Map() };

export function createStroke(
  state: PlanState,
  territory: TerritoryCode,
  label: EditLabel,
  rules: StrokeRules = {},
): Stroke {
  const given: Given = { cells: [], before: [] };
  const locks = rules.ignoreLocks === true ? NO_LOCKS : locksOf(state.plan);
  const confirmed = new Set<number>();
  const context: ExtendContext = { state, given, confirmed, locks, territory, onlyFrom: rules.onlyFrom ?? null };
  const widener = rules.units && rules.units.length > 0 ? createUnitWidener(rules.units) : null;
  let open = true;
  let graph: Csr | null = null;
  const stroke: Stroke = {
    territory,
    extend: (cells, count = cells.length) => {
      if (!open) return { changed: 0, refusedByLock: 0 };
      if (!widener) return extend(context, cells, count);
      const whole = widener.widen(cells, count);
      return extend(context, whole, whole.length);
    },
    replace: (cells) => {
      if (!open) return { changed: 0, refusedByLock: 0 };
      writeBack(state, given, territory);
      given.cells.length = 0;
      given.before.length = 0;
      confirmed.clear();
      tellPatched(state, null);
      widener?.reset();
      const whole = widener?.widen(cells) ?? cells;
      return extend(context, whole, whole.length);
    },
    severed: () => {
      // Bridges and barriers stay as they are while a stroke is in hand.
      graph ??= graphOfPlan(state.plan, state.grid);
      return severedBy(graph, state.plan.layers[0]!, given, territory);
    },
    edit: () => editOf(given, territory),
    confirmed,
    end: () => {
      if (!open) return null;
      open = false;
      state.stroke = null;
      if (given.cells.length === 0) return null;
      const edit = withHues(state, editOf(given, territory));
      return publish(state, edit, { ...label, cells: given.cells.length }, randomId());
    },
    cancel: () => {
      if (!open) return;
      open = false;
      state.stroke = null;
      writeBack(state, given, territory);
      if (given.cells.length > 0) tellPatched(state, Uint32Array.from(given.cells));
    },
  };
  return stroke;
}

interface ExtendContext {
  readonly state: PlanState;
  readonly given: Given;
  readonly confirmed: Set<number>;
  readonly locks: LockTable;
  readonly territory: TerritoryCode;
  readonly onlyFrom: TerritoryCode | null;
}

function extend(
  { state, given, confirmed, locks, territory, onlyFrom }: ExtendContext,
  cells: ArrayLike<number>,
  count: number,
) {
  const owners = state.plan.layers[0]!;
  const first = given.cells.length;
  let refusedByLock = 0;
  for (let i = 0; i < count; i++) {
    const cell = cells[i]!;
    const owner = owners[cell];
    if (owner === territory) confirmed.add(cell);
    if (owner === undefined || owner === territory) continue;
    if (onlyFrom !== null && owner !== onlyFrom) continue;
    if (isMoveLocked(locks, cell, owner, territory)) {
      refusedByLock++;
      continue;
    }
    owners[cell] = territory;
    state.live.moveCell(cell, owner, territory);
    given.cells.push(cell);
    given.before.push(owner);
  }
  const changed = given.cells.length - first;
  if (changed > 0) tellPatched(state, Uint32Array.from(given.cells.slice(first)));
  return { changed, refusedByLock };
}

function writeBack(state: PlanState, given: Given, territory: TerritoryCode): void {
  const owners = state.plan.layers[0]!;
  given.cells.forEach((cell, i) => {
    owners[cell] = given.before[i]!;
    state.live.moveCell(cell, territory, given.before[i]!);
  });
}

function tellPatched(state: PlanState, cells: Uint32Array | null): void {
  state.version++;
  state.events.each('patched', (tell) => tell(cells));
}

/** Ascending cells, so that the journal row is small. */
function editOf(given: Given, territory: TerritoryCode): Edit {
  if (given.cells.length === 0) return { patches: [], records: {} };
  const order = Uint32Array.from(given.cells.keys()).sort((a, b) => given.cells[a]! - given.cells[b]!);
  const cells = Uint32Array.from(order, (i) => given.cells[i]!);
  const before = Uint16Array.from(order, (i) => given.before[i]!);
  return { patches: [{ layer: 0, cells, before, after: new Uint16Array(cells.length).fill(territory) }], records: {} };
}
