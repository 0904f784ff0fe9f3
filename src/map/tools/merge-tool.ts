/** Merge: a click on a territory makes it part of the selected one. */
import { mergeEdit } from '../../core/edit/territory-edits.ts';
import { commitOrSay, refusalOf, showRefusal } from './finish-stroke.ts';
import { hoverAt, selectAt } from './select-tool.ts';
import type { MapTool, ToolContext } from './tool.ts';

export function createMergeTool(context: ToolContext): MapTool {
  const { view } = context.stores;
  return {
    takesDrag: true,
    press(point, event) {
      const scene = context.scene();
      if (!scene) return;
      const { selectedTerritory } = view.getState();
      if (event.altKey || !selectedTerritory) return selectAt(context, point);
      const { planStore } = scene;
      const cell = context.hit(point.x, point.y);
      const other = cell < 0 ? 0 : (planStore.owners[cell] as number);
      if (other === 0 || other === selectedTerritory) return;
      const refused = refusalOf(context, scene, selectedTerritory) ?? refusalOf(context, scene, other);
      const { locked } = planStore.plan.records.territory.get(other) ?? {};
      // Merging removes a record: that holds against locks whatever painting may do.
      if (refused || locked === true) return showRefusal(context, point, refused ?? 'locked');
      const edit = mergeEdit(planStore.plan, selectedTerritory, [other]);
      const cells = edit.patches.reduce((sum, patch) => sum + patch.cells.length, 0);
      commitOrSay(scene, edit, { kind: 'merge', territory: selectedTerritory, cells });
    },
    drag() {},
    hover(point) {
      if (context.readout.getState()) context.readout.set(null);
      hoverAt(context, point);
      const { hoveredTerritory, selectedTerritory } = view.getState();
      const takes = hoveredTerritory !== null && hoveredTerritory !== selectedTerritory;
      context.setCursor(context.scene()?.planStore.frozen ? 'not-allowed' : takes ? 'copy' : '');
    },
    release() {},
    cancel: () => false,
    leave() {
      context.readout.set(null);
      view.setState({ hoveredTerritory: null });
    },
  };
}
