import { useState } from 'react';
import { cellAt } from '../../../core/grid/cell-at.ts';
import type { CellIndex } from '../../../core/grid/grid.ts';
import { addTerritoryAt } from '../../../engine/reshape.ts';
import type { ShareSource } from '../../../engine/reshape-shares.ts';
import { view } from '../../../store/view-store.ts';
import { Answers, Dialog } from '../../kit/dialog.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { reshapeWords } from '../../reshape-words.ts';
import { screen } from '../../screen.ts';
import { counted } from '../../words.ts';
import { attempt } from '../attempt.ts';
import { useTerritoryLook } from '../name-lookup.ts';
import { usePlan } from '../plan-hooks.ts';
import { neighboursOf } from '../territory-facts.ts';
import { dialogWords as words } from './dialog-words.ts';
import { listedNames } from './listed-names.ts';
import { placeOf } from './place-text.ts';
import { chosenPlace } from './reshape-commands.ts';
import { ShareChoice } from './share-choice.tsx';

const NAME_LENGTH = 120;

/** Where the territory would be: its cells, and who is there. */
function usePlace(text: string) {
  const { project, store } = usePlan();
  const [chosen] = useState(chosenPlace);
  const [beside] = useState(() => view.getState().selectedTerritory);
  const place = placeOf(text);
  if (place === 'none') {
    const cells = chosen.filter((cell) => store.owners[cell]! > 0);
    return { cells, beside, trouble: chosen.length > 0 && cells.length === 0 && !beside ? words.nobody : null };
  }
  const none: readonly CellIndex[] = [];
  if (place === 'unreadable') return { cells: none, beside: null, trouble: words.noPlace };
  const cell = cellAt(project.grid, place.lat, place.lng);
  if (cell < 0) return { cells: none, beside: null, trouble: words.offGrid };
  return { cells: [cell], beside: null, trouble: store.owners[cell] === 0 ? words.nobody : null };
}

/** Asks for name, rep and place of a territory that is carved from those around it. */
export function AddTerritoryDialog() {
  const { project, store } = usePlan();
  const look = useTerritoryLook();
  const [name, setName] = useState('');
  const [rep, setRep] = useState('');
  const [text, setText] = useState('');
  const [shareFrom, setShareFrom] = useState<ShareSource>('neighbours');
  const { cells, beside, trouble } = usePlace(text);
  const owners = [...new Set(cells.map((cell) => store.owners[cell]!))];
  const places = owners.length > 0 ? owners : beside ? [beside] : [];
  const near = places.flatMap((code) => neighboursOf(project.grid, store.owners, code).map((one) => one.code));
  const around = [...new Set([...places, ...near])].filter(
    (code) => store.plan.records.territory.get(code)?.locked === false,
  );
  const propose = () => {
    screen.closeDialog();
    attempt(() => addTerritoryAt({ cells, beside, name: name.trim(), rep: rep.trim(), shareFrom }));
  };
  const ready = trouble === null && places.length > 0;
  const nameOf = (codes: readonly number[]) => listedNames(codes.map((code) => look(code).name));
  const where =
    cells.length > 0 ? words.around(counted(cells.length, 'cells'), nameOf(places)) : words.beside(nameOf(places));
  return (
    <Dialog
      title={reshapeWords.add}
      onClose={screen.closeDialog}
      footer={<Answers verb={words.propose} disabled={!ready} onDo={propose} onClose={screen.closeDialog} />}
    >
      <div className="stack">
        <TextField
          label={words.name}
          autoFocus
          data-autofocus
          maxLength={NAME_LENGTH}
          value={name}
          onChange={setName}
        />
        <TextField label={words.rep} maxLength={NAME_LENGTH} placeholder={words.vacant} value={rep} onChange={setRep} />
        <TextField
          label={words.place}
          inputMode="decimal"
          placeholder={words.placeHint}
          aria-invalid={text !== '' && trouble !== null}
          value={text}
          onChange={setText}
        />
        <ShareChoice label={words.shareFrom} value={shareFrom} onChange={setShareFrom} />
        <p className={trouble === null ? 'f12 t2' : 'error-line'} role="status">
          {trouble ?? (places.length === 0 ? words.nowhere : `${where} ${words.dealtWith(nameOf(around))}`)}
        </p>
      </div>
    </Dialog>
  );
}
