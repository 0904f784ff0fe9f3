import { Lock, Merge, Plus, Replace, Users } from 'lucide-react';
import { assignCells, territoryOfCells, toggleCellLocks } from '../../engine/plan-actions.ts';
import { view } from '../../store/view-store.ts';
import { Button } from '../kit/button.tsx';
import { messages } from '../messages.ts';
import { counted } from '../words.ts';
import { markAccountsIn } from './account-marks.ts';
import { attempt } from './attempt.ts';
import { mergeSelected } from './merge-selected.ts';
import { useTerritoryLook } from './name-lookup.ts';
import { usePlan, useTerritory, useView } from './plan-hooks.ts';

const words = messages.inspector;

/** What can be done with several territories at once. */
function Territories() {
  const { store } = usePlan();
  const look = useTerritoryLook();
  const first = useTerritory(
    store,
    useView((state) => state.selectedTerritory),
  );
  const also = useView((state) => state.alsoSelected).filter((code) => store.plan.records.territory.has(code));
  if (first === null || also.length === 0) return null;
  return (
    <div className="panel-section">
      <div className="section-head">
        <h3 className="grow">{words.chosenTerritories(counted(also.length + 1, 'territories'))}</h3>
      </div>
      <p className="f12 t2">{[first.name, ...also.map((code) => look(code).name)].join(', ')}</p>
      {store.frozen ? null : (
        <Button icon={Merge} size="wide" onClick={() => attempt(mergeSelected)}>
          {words.merge(first.name)}
        </Button>
      )}
    </div>
  );
}

/** What can be done with cells chosen with a box. */
function Cells() {
  const { project, store } = usePlan();
  const cells = useView((state) => state.selectedCells);
  const into = useTerritory(
    store,
    useView((state) => state.selectedTerritory),
  );
  if (cells.length === 0) return null;
  const { offsets } = project.demand.accountsOfCell;
  const accounts = cells.reduce((sum, cell) => sum + (offsets[cell + 1] ?? 0) - (offsets[cell] ?? 0), 0);
  return (
    <div className="panel-section">
      <div className="section-head">
        <h3 className="grow">{words.chosenCells(counted(cells.length, 'cells'))}</h3>
      </div>
      {store.frozen ? null : (
        <div className="selection-actions">
          <Button
            icon={Plus}
            onClick={() => attempt(() => view.setState({ selectedTerritory: territoryOfCells(cells) }))}
          >
            {words.newFromCells}
          </Button>
          {into === null ? null : (
            <Button icon={Replace} onClick={() => attempt(() => assignCells(cells, into.code, 'rectangle'))}>
              {words.giveTo(into.name)}
            </Button>
          )}
          <Button icon={Lock} onClick={() => attempt(() => toggleCellLocks(cells))}>
            {words.lockCells}
          </Button>
          {accounts === 0 ? null : (
            <Button icon={Users} onClick={() => markAccountsIn(store.plan, project.demand, cells)}>
              {words.moveAccounts(counted(accounts, 'accounts'))}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

export function SelectionSection() {
  return (
    <>
      <Territories />
      <Cells />
    </>
  );
}
