import { amount } from '../format.ts';
import { toolWords } from '../tool-words.ts';
import { counted } from '../words.ts';
import { useTerritoryLook } from './name-lookup.ts';
import { usePlan, useRevision, useView } from './plan-hooks.ts';

const words = toolWords;

/** Says where the keyboard stands on the map: whose cell, and what is in it. */
export function CellCursorStatus() {
  const { project, store } = usePlan();
  useRevision(store);
  const cell = useView((state) => state.cursorCell);
  const look = useTerritoryLook();
  const { demand, dataset } = project;
  let text = '';
  if (cell !== null && cell < store.owners.length) {
    const { offsets } = demand.accountsOfCell;
    const unit = dataset.measures[0]?.unit;
    const money = unit === undefined ? '' : amount(demand.cellValues[0]?.[cell] ?? 0, unit);
    const accounts = counted((offsets[cell + 1] ?? 0) - (offsets[cell] ?? 0), 'accounts');
    const parts = [words.cursorCell(look(store.owners[cell] ?? 0).name, accounts, money)];
    if (store.plan.records.cellLock.has(cell)) parts.push(words.cursorLocked);
    text = parts.join(', ');
  }
  return (
    <p className={text === '' ? 'visually-hidden' : 'chip cursor-status f12'} aria-live="polite" data-map-panel>
      {text}
    </p>
  );
}
