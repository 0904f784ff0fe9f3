/** What a proposal changes in a plan, as the one Edit that accepting it commits. */
import type { Edit } from '../edit/edit.ts';
import type { Plan, TerritoryCode } from '../plan/plan.ts';

/**
 * The edit of the first layer that gives `cells[i]` to the territory of `parts[i]`; cells that are there already are
 * left out. `codeOfPart` as from `problemOfPlan`; part -1 = unassigned. Mutates nothing.
 */
export function editOfProposal(
  plan: Plan,
  cells: Uint32Array,
  parts: Int32Array,
  codeOfPart: ArrayLike<TerritoryCode>,
): Edit {
  const owners = plan.layers[0] as Uint16Array;
  const codeAt = (i: number): TerritoryCode => (parts[i]! < 0 ? 0 : (codeOfPart[parts[i]!] ?? 0));
  const changed: number[] = [];
  for (let i = 0; i < cells.length; i++) if (owners[cells[i]!] !== codeAt(i)) changed.push(i);
  changed.sort((a, b) => cells[a]! - cells[b]!);
  if (changed.length === 0) return { patches: [], records: {} };
  return {
    patches: [
      {
        layer: 0,
        cells: Uint32Array.from(changed, (i) => cells[i]!),
        before: Uint16Array.from(changed, (i) => owners[cells[i]!]!),
        after: Uint16Array.from(changed, codeAt),
      },
    ],
    records: {},
  };
}
