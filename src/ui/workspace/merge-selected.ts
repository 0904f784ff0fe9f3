import { mergeTerritories } from '../../engine/plan-actions.ts';
import { view } from '../../store/view-store.ts';

/** Merges the territories that are selected into the one selected first. */
export function mergeSelected(): void {
  const { selectedTerritory, alsoSelected } = view.getState();
  if (selectedTerritory === null) return;
  mergeTerritories(selectedTerritory, alsoSelected);
  view.setState({ alsoSelected: [] });
}
