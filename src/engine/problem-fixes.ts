/** What puts right what the list of problems names; each is one step of undo. */
import type { CutZip, ZipUnits } from '../core/data/zip-units.ts';
import { accountsElsewhere, cutZips } from '../core/data/zip-units.ts';
import type { Edit } from '../core/edit/edit.ts';
import { editOfCells, recordEdit } from '../core/edit/edit-of-cells.ts';
import { squashEdits } from '../core/edit/squash.ts';
import type { Plan, TerritoryCode } from '../core/plan/plan.ts';
import type { PlanStore, Project } from '../store/contract.ts';
import { workspace } from '../store/workspace-store.ts';

/** @throws RangeError when no plan is open */
function inHand(): { readonly store: PlanStore; readonly project: Project } {
  const { planStore, project } = workspace.getState();
  if (!planStore || !project) throw new RangeError('Open a project first.');
  return { store: planStore, project };
}

/**
 * A ZIP goes as a whole to the territory that has most of it: its cells, and its accounts in cells of other ZIPs without
 * them. Accounts of other ZIPs in its cells stay where they were if all of their ZIP is there: no other ZIP is cut by it.
 * @throws RangeError when a lock is in the way
 */
export function makeZipWhole(units: ZipUnits, { zip, parts }: CutZip): void {
  const { store, project } = inHand();
  const code = parts.find((part) => part.code !== 0)?.code;
  if (code === undefined) return;
  const { offsets, targets } = units.cells;
  const move = editOfCells(store.owners, targets.subarray(offsets[zip], offsets[zip + 1]), code);
  const cells = move.patches[0]?.cells ?? new Uint32Array(0);
  const after = store.owners.slice();
  for (const cell of cells) after[cell] = code;
  const moved = { ...store.plan, layers: [after] };
  const edit = squashEdits([
    move,
    ...overridesInto(units, { zip, code }, moved, project),
    ...overridesBack(units, { zip, code, cells }, store.plan, project),
  ]);
  store.commit(edit, { kind: 'fill', territory: code, cells: cells.length });
}

/** @param plan with the cells moved already */
function overridesInto(
  units: ZipUnits,
  { zip, code }: { readonly zip: number; readonly code: TerritoryCode },
  plan: Plan,
  { demand }: Project,
): Edit[] {
  const { override } = plan.records;
  return accountsElsewhere(units, { zip, code }, plan, demand).map((account) => {
    const home = plan.layers[0]![demand.accountCell[account]!] === code;
    return recordEdit('override', account, override.get(account) ?? null, home ? null : { account, territory: code });
  });
}

/** Named into the territory that they were in: accounts of other, whole ZIPs in the cells that go to `code`. */
function overridesBack(
  units: ZipUnits,
  { zip, code, cells }: { readonly zip: number; readonly code: TerritoryCode; readonly cells: Uint32Array },
  plan: Plan,
  { demand, dataset }: Project,
): Edit[] {
  const cut = new Set(cutZips(units, plan, demand, dataset.accounts.values[0] ?? []).map((one) => one.zip));
  const { offsets, targets } = demand.accountsOfCell;
  const edits: Edit[] = [];
  for (const cell of cells) {
    const territory = plan.layers[0]![cell]!;
    for (let k = offsets[cell]!; k < offsets[cell + 1]!; k++) {
      const account = targets[k]!;
      const own = units.zipOfAccount[account]!;
      const stays = own >= 0 && own !== zip && !cut.has(own) && territory !== 0 && territory !== code;
      if (!stays || plan.records.override.has(account)) continue;
      edits.push(recordEdit('override', account, null, { account, territory }));
    }
  }
  return edits;
}
