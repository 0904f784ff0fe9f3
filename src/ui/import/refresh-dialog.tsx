import { Download, FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import type { RefreshLine, RefreshReport } from '../../core/plan/refresh.ts';
import { saveToDisk } from '../../engine/actions.ts';
import { openRefreshed, readRefresh } from '../../engine/refresh.ts';
import type { RefreshedProject } from '../../protocol/data.ts';
import { sentenceOf } from '../errors.ts';
import { amount, count } from '../format.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { FileInput } from '../kit/file-input.tsx';
import { wizardWords } from '../wizard-words.ts';
import { counted } from '../words.ts';
import { usePlan } from '../workspace/plan-hooks.ts';
import { UNITS } from './choices.ts';
import './refresh.css';
import { lateWords } from './late-words.ts';

const words = lateWords.refresh;
const SHOWN = 100;

type Figures = (value: number) => string;

function Lines({ report, figure }: { readonly report: RefreshReport; readonly figure: Figures }) {
  const rows: readonly (readonly [string, RefreshLine])[] = [
    [words.added, report.added],
    [words.gone, report.gone],
    [words.changed, report.changed],
    [words.unchanged, report.unchanged],
  ];
  return (
    <table className="table refresh-lines">
      <thead>
        <tr>
          <td />
          {[words.accounts, words.before, words.after].map((name) => (
            <th key={name} scope="col" className="num">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, { accounts, before, after }]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="num">{count(accounts)}</td>
            <td className="num">{figure(before)}</td>
            <td className="num">{figure(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Changes({ report, figure }: { readonly report: RefreshReport; readonly figure: Figures }) {
  const { changes } = report;
  return (
    <div className="refresh-changes" tabIndex={0} role="region" aria-label={words.list}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.change}</th>
            <th scope="col">{words.account}</th>
            <th scope="col" className="num">
              {words.before}
            </th>
            <th scope="col" className="num">
              {words.after}
            </th>
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, SHOWN).map(({ kind, id, name, before, after, moved }, at) => (
            <tr key={`${kind} ${id} ${at}`}>
              <td>{moved ? words.movedTo : words.kinds[kind]}</td>
              <td className="clip">
                {name === '' ? id : name} <span className="t3">{name === '' ? '' : id}</span>
              </td>
              <td className="num">{before === null ? '' : figure(before)}</td>
              <td className="num">{after === null ? '' : figure(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {changes.length > SHOWN ? <p className="hint">{words.more(count(changes.length - SHOWN))}</p> : null}
    </div>
  );
}

function Found({ found, figure }: { readonly found: RefreshedProject; readonly figure: Figures }) {
  const { report, rejected, changes } = found;
  const notes = [
    ...(rejected === 0 ? [] : [words.rejected(counted(rejected, 'rows'))]),
    ...(report.newCells === 0 ? [] : [words.newCells(counted(report.newCells, 'cells'))]),
    ...(report.overridesDropped === 0 ? [] : [words.overridesDropped(count(report.overridesDropped))]),
  ];
  return (
    <>
      <Lines report={report} figure={figure} />
      {notes.map((note) => (
        <p key={note} className="f12 t2">
          {note}
        </p>
      ))}
      {report.changes.length === 0 ? (
        <p className="f12 t2">{words.none}</p>
      ) : (
        <>
          <Changes report={report} figure={figure} />
          <div>
            <Button look="ghost" icon={Download} onClick={() => saveToDisk(changes)}>
              {words.save}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

/** Accounts added, gone and changed are shown first; then every plan opens on the new accounts, beside the project as it was. */
export function RefreshDialog({ onClose }: { readonly onClose: () => void }) {
  const { project } = usePlan();
  const picker = useRef<HTMLInputElement>(null);
  const [found, setFound] = useState<RefreshedProject | null>(null);
  const [reading, setReading] = useState('');
  const [error, setError] = useState('');
  const unit = project.dataset.measures[0]?.unit ?? UNITS.other;
  const read = (file: File): void => {
    setReading(file.name);
    setError('');
    readRefresh(file)
      .then(setFound, (problem: unknown) => setError(sentenceOf(problem)))
      .finally(() => setReading(''));
  };
  const open = (): void => {
    if (found === null) return;
    openRefreshed(found, words.nameOf(project.name));
    onClose();
  };
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      wide
      footer={
        <>
          <Button icon={FileUp} disabled={reading !== ''} onClick={() => picker.current?.click()}>
            {found === null ? words.choose : words.chooseOther}
          </Button>
          <Button look="primary" disabled={found === null || reading !== ''} onClick={open}>
            {words.open}
          </Button>
        </>
      }
    >
      <div className="stack refresh">
        <p className="t2">{words.body}</p>
        {reading === '' ? null : <p role="status">{wizardWords.reading(reading)}</p>}
        {error === '' ? null : (
          <p className="error-line" role="alert">
            {error}
          </p>
        )}
        {found === null ? null : <Found found={found} figure={(value) => amount(value, unit)} />}
      </div>
      <FileInput picker={picker} testId="refresh-file" onFile={read} />
    </Dialog>
  );
}
