import { FileUp, X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ImportChoices } from '../../core/data/import.ts';
import { dropToday, readToday } from '../../engine/today-file.ts';
import { sentenceOf } from '../errors.ts';
import { Button } from '../kit/button.tsx';
import { FileInput } from '../kit/file-input.tsx';
import { Select } from '../kit/select.tsx';
import { counted } from '../words.ts';
import { type Import, todayColumn } from './use-import.ts';
import { lateWords } from './late-words.ts';

const words = lateWords.today;

/** Today's alignment from a column, or from a file of its own: areas, or a table by account, cell or ZIP. */
export function TodayFromFile({ flow, choices }: { readonly flow: Import; readonly choices: ImportChoices }) {
  const picker = useRef<HTMLInputElement>(null);
  const [error, setError] = useState('');
  const { todayFile: found, todaySource: file } = flow.state;
  const column = todayColumn(flow.state);
  const fresh = { offer: null, ground: null, resolution: null };
  const read = (chosen: File, namedBy?: string): void => {
    setError('');
    readToday(chosen, choices, namedBy).then(
      (todayFile) => flow.set({ ...fresh, todayFile, todaySource: chosen }),
      (problem: unknown) => setError(sentenceOf(problem)),
    );
  };
  const drop = (): void => {
    dropToday().then(
      () => flow.set({ ...fresh, todayFile: null, todaySource: null }),
      (problem: unknown) => setError(sentenceOf(problem)),
    );
  };
  return (
    <section className="panel-section">
      <div className="section-head">
        <h2 className="grow">{words.title}</h2>
        {found === null ? (
          <Button look="ghost" icon={FileUp} onClick={() => picker.current?.click()}>
            {words.choose}
          </Button>
        ) : (
          <Button look="ghost" icon={X} onClick={drop}>
            {words.drop}
          </Button>
        )}
      </div>
      {found === null ? (
        <p className="f12 t2">{column === null ? words.none : words.fromColumn(column)}</p>
      ) : (
        <>
          <p className="f12 t2">{words.found(counted(found.territories, 'territories'), found.file, found.namedBy)}</p>
          {file === null || found.couldBeNamedBy.length < 2 ? null : (
            <div className="row f12">
              <span className="t2">{words.namedBy}</span>
              <Select
                label={words.namedBy}
                value={found.namedBy}
                choices={found.couldBeNamedBy.map((name) => ({ value: name, label: name }))}
                onChange={(name) => read(file, name)}
              />
            </div>
          )}
          {found.without === 0 ? null : <p className="f12 t2">{words.without(counted(found.without, 'accounts'))}</p>}
          {found.contested === 0 ? null : (
            <p className="f12 t2">{words.contested[found.kind](String(found.contested))}</p>
          )}
        </>
      )}
      {error === '' ? null : (
        <p className="error-line" role="alert">
          {error}
        </p>
      )}
      <FileInput picker={picker} testId="today-file" onFile={(chosen) => read(chosen)} />
    </section>
  );
}
