/** Keeps the units that strokes take whole in step with what view and plan ask for. */
import { useEffect, useState } from 'react';
import { keepsZips } from '../../../core/data/zip-units.ts';
import type { PlanStore, Project } from '../../../store/contract.ts';
import { NO_UNITS, units } from '../../../store/units-store.ts';
import { view } from '../../../store/view-store.ts';
import { sentenceOf } from '../../errors.ts';
import { showToast } from '../../kit/toasts.tsx';
import { useView } from '../plan-hooks.ts';

export function useUnits(project: Project, store: PlanStore): void {
  const snap = useView((state) => state.snap);
  const [zips, setZips] = useState(() => keepsZips(store.plan));
  useEffect(() => {
    setZips(keepsZips(store.plan));
    return store.on('records', () => setZips(keepsZips(store.plan)));
  }, [store]);
  const { grid, dataset, demand } = project;
  useEffect(() => {
    if (snap === 'cell' && !zips) {
      units.setState(NO_UNITS);
      return undefined;
    }
    let gone = false;
    units.setState({ ...NO_UNITS, pending: true });
    import('./load-units.ts')
      .then(({ loadUnits }) => loadUnits({ grid, dataset, demand }, snap, zips, () => gone))
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
  }, [snap, zips, grid, dataset, demand]);
}
