/** Figures that the file carries besides its measures: what is sold, what is not, what is in the pipeline. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { carried, type CarriedFigure, isCarriedKey, NO_CARRIED } from '../../../store/carried-store.ts';
import type { Project } from '../../../store/contract.ts';
import { view } from '../../../store/view-store.ts';
import { afterFirstPicture } from '../after-first-picture.ts';

/** Has them read once the map stands; at once where the map is to be shaded by one. */
export function useCarriedLoaded(project: Project): void {
  useEffect(() => {
    let gone = false;
    const load = async () => {
      if (!isCarriedKey(view.getState().colourMeasure)) await afterFirstPicture();
      const { loadCarried } = await import('./load-carried.ts');
      if (!gone) loadCarried(project);
    };
    void load();
    return () => {
      gone = true;
      carried.setState(NO_CARRIED);
    };
  }, [project]);
}

const NONE: readonly CarriedFigure[] = [];

export function useCarried(project: Project): readonly CarriedFigure[] {
  return useStore(carried, ({ projectId, figures }) => (projectId === project.id ? figures : NONE));
}
