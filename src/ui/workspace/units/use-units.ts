/** Keeps the units that strokes take whole in step with what view and plan ask for. */
import { useEffect, useState } from 'react';
import { keepsZips } from '../../../core/data/zip-units.ts';
import { AREAS_SETTING } from '../../../core/data/stored-areas.ts';
import type { PlanStore, Project } from '../../../store/contract.ts';
import { NO_UNITS, units } from '../../../store/units-store.ts';
import { view } from '../../../store/view-store.ts';
import { sentenceOf } from '../../errors.ts';
import { showToast } from '../../kit/toasts.tsx';
import { useView, useWorkspace } from '../plan-hooks.ts';

export function useUnits(project: Project, store: PlanStore): void {
  const snap = useView((state) => state.snap);
  const snapAreas = useView((state) => (state.snap === 'areas' ? state.snapAreas : ''));
  const baseline = useWorkspace((state) => (snap === 'areas' ? state.baseline : null));
  const [zips, setZips] = useState(() => keepsZips(store.plan));
  // As kept with the plan: brought along or taken back, they are other areas.
  const [kept, setKept] = useState('');
  useEffect(() => {
    const look = () => {
      setZips(keepsZips(store.plan));
      const keys = [...store.plan.records.setting.keys()].filter((key) => String(key).startsWith(AREAS_SETTING));
      setKept(keys.join('\n'));
    };
    look();
    return store.on('records', look);
  }, [store]);
  // Other plans have the same ground: only areas may be another plan's.
  const ownAreas = snap === 'areas' ? kept : '';
  const planAsked = snap === 'areas' ? store : null;
  useEffect(() => {
    if (snap === 'cell' && !zips) {
      units.setState(NO_UNITS);
      return undefined;
    }
    let gone = false;
    units.setState({ ...NO_UNITS, pending: true });
    import('./load-units.ts')
      .then(({ loadUnits }) => loadUnits({ project, store, baseline }, { snap, snapAreas, keepZips: zips }, () => gone))
      .then((loaded) => {
        if (!gone) units.setState(loaded);
      })
      .catch((error: unknown) => {
        if (gone) return;
        // Strokes take cells again, and the rule says so.
        units.setState(NO_UNITS);
        view.setState({ snap: 'cell' });
        showToast(sentenceOf(error));
      });
    return () => {
      gone = true;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- of the project only its ground counts, of the plan only its areas
  }, [snap, snapAreas, zips, project.grid, project.dataset, project.demand, planAsked, ownAreas, baseline]);
}
