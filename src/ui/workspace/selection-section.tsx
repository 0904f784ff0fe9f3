import { Lock, Merge, Plus, Replace, Scale, Shuffle, Split, Users } from 'lucide-react';
import { assignCells, territoryOfCells, toggleCellLocks } from '../../engine/plan-actions.ts';
import { view } from '../../store/view-store.ts';
import { Button } from '../kit/button.tsx';
import { ariaKeys } from '../keys.ts';
import { inspectorWords } from '../panel-words.ts';
import { reshapeWords } from '../reshape-words.ts';
import { screen } from '../screen.ts';
import { counted } from '../words.ts';
import { markAccountsIn } from './account-marks.ts';
import { attempt } from './attempt.ts';
import { mergeSelected } from './merge-selected.ts';
import { useTerritoryLook } from './name-lookup.ts';
import { usePlan, useTerritory, useView } from './plan-hooks.ts';
import { redealSelected, RESHAPE_KEYS } from './reshape/reshape-commands.ts';

const words = inspectorWords;

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
      <p className="f12 t2 inspector-rep">{[first.name, ...also.map((code) => look(code).name)].join(', ')}</p>
      {store.frozen ? null : (
        <div className="selection-actions">
          <Button
            icon={Shuffle}
            title={reshapeWords.redealHint}
            aria-label={reshapeWords.redeal}
            aria-keyshortcuts={ariaKeys(RESHAPE_KEYS.redeal)}
            onClick={() => attempt(() => redealSelected('anew'))}
          >
            {reshapeWords.redealShort}
          </Button>
          <Button
            icon={Scale}
            title={reshapeWords.evenOutHint}
            aria-label={reshapeWords.evenOut}
            aria-keyshortcuts={ariaKeys(RESHAPE_KEYS.evenOut)}
            onClick={() => attempt(() => redealSelected('few-moves'))}
          >
            {reshapeWords.evenOutShort}
          </Button>
          <Button icon={Merge} onClick={() => attempt(mergeSelected)}>
            {words.merge(first.name)}
          </Button>
        </div>
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
          <Button
            icon={Split}
            title={reshapeWords.addHint}
            aria-keyshortcuts={ariaKeys(RESHAPE_KEYS.add)}
            onClick={() => screen.show('add-territory')}
          >
            {reshapeWords.add}
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
