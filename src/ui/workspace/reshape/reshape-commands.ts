/** What can be done to some territories and their neighbours, as commands; what does it comes when it is asked for. */
import type { CellIndex } from '../../../core/grid/grid.ts';
import type { TerritoryCode } from '../../../core/plan/plan.ts';
import { view } from '../../../store/view-store.ts';
import { workspace } from '../../../store/workspace-store.ts';
import { reshapeWords as words } from '../../reshape-words.ts';
import { screen } from '../../screen.ts';

const engine = () => import('../../../engine/reshape.ts');

export const RESHAPE_KEYS = {
  redeal: 'Shift+D',
  evenOut: 'Shift+E',
  add: 'Shift+N',
  close: 'Shift+X',
  deal: 'Shift+U',
  join: 'Shift+J',
  options: 'Shift+O',
} as const;

/** Territories that are selected and still there, the first one first. */
function selectedCodes(): TerritoryCode[] {
  const { selectedTerritory, alsoSelected } = view.getState();
  const known = workspace.getState().planStore?.plan.records.territory;
  const all = selectedTerritory === null ? alsoSelected : [selectedTerritory, ...alsoSelected];
  return all.filter((code) => known?.has(code));
}

/** Where a territory would be added: cells chosen with a box, or else the one that was clicked last. */
export function chosenPlace(): readonly CellIndex[] {
  const { selectedCells, selectedCell, cursorCell } = view.getState();
  if (selectedCells.length > 0) return [...selectedCells];
  const cell = selectedCell ?? cursorCell;
  return cell === null ? [] : [cell];
}

export async function redealSelected(how: 'anew' | 'few-moves'): Promise<void> {
  await (await engine()).redealTerritories(selectedCodes(), how);
}

/** The territory that is selected, with those around it. */
export async function evenOutSelected(): Promise<void> {
  const [code] = selectedCodes();
  if (code !== undefined) await (await engine()).evenOutAround(code);
}

export async function dealUnassignedCells(): Promise<void> {
  await (await engine()).dealUnassigned();
}

/** @param code null = all that are in pieces */
export async function joinPieces(code: TerritoryCode | null): Promise<void> {
  (await import('../../../engine/reshape-pieces.ts')).proposeWhole(code);
}

/** @param group heading in the palette */
export function reshapeCommands(editable: boolean, group: string) {
  const codes = selectedCodes();
  const several = editable && codes.length > 1;
  const single = editable && codes.length === 1;
  const somewhere = codes.length > 0 || chosenPlace().length > 0;
  return [
    {
      id: 'redeal',
      group,
      title: words.redeal,
      keys: RESHAPE_KEYS.redeal,
      enabled: several,
      run: () => redealSelected('anew'),
    },
    {
      id: 'even-out',
      group,
      title: words.evenOut,
      ...(single ? {} : { keys: RESHAPE_KEYS.evenOut }),
      enabled: several,
      run: () => redealSelected('few-moves'),
    },
    {
      id: 'even-out-around',
      group,
      title: words.evenAround,
      ...(single ? { keys: RESHAPE_KEYS.evenOut } : {}),
      enabled: single,
      run: evenOutSelected,
    },
    {
      id: 'add-territory',
      group,
      title: words.add,
      keys: RESHAPE_KEYS.add,
      enabled: editable && somewhere,
      run: () => screen.show('add-territory'),
    },
    {
      id: 'close-territory',
      group,
      title: words.close,
      keys: RESHAPE_KEYS.close,
      enabled: single,
      run: () => screen.show('close-territory'),
    },
    {
      id: 'deal-unassigned',
      group,
      title: words.deal,
      keys: RESHAPE_KEYS.deal,
      enabled: editable,
      run: dealUnassignedCells,
    },
    {
      id: 'join-pieces',
      group,
      title: words.join,
      keys: RESHAPE_KEYS.join,
      enabled: editable,
      run: () => joinPieces(null),
    },
    {
      id: 'options',
      group,
      title: words.optionsTitle,
      keys: RESHAPE_KEYS.options,
      enabled: editable,
      run: () => screen.show('options'),
    },
  ];
}
