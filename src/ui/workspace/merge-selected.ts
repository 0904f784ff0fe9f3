import { mergeTerritories } from '../../engine/plan-actions.ts';
import { view } from '../../store/view-store.ts';
import { workspace } from '../../store/workspace-store.ts';

/** Merges the territories that are selected into the one selected first. */
export function mergeSelected(): void {
  const { selectedTerritory, alsoSelected } = view.getState();
  if (selectedTerritory === null) return;
  // What was chosen may be gone again, by an undo or in another plan.
  const known = workspace.getState().planStore?.plan.records.territory;
  mergeTerritories(
    selectedTerritory,
    alsoSelected.filter((code) => known?.has(code)),
  );
  view.setState({ alsoSelected: [] });
}
