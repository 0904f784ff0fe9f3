import { Check, Download, TriangleAlert } from 'lucide-react';
import type { AccountsPreview, FilePreview, ImportChoices, ReadOptions } from '../../core/data/import.ts';
import { POTENTIAL } from '../../core/data/measure.ts';
import { rejectedCsv, saveToDisk } from '../../engine/actions.ts';
import { sentenceOf } from '../errors.ts';
import { amount, count } from '../format.ts';
import { Button } from '../kit/button.tsx';
import { Select } from '../kit/select.tsx';
import { messages } from '../messages.ts';
import { counted } from '../words.ts';
import { measureOf, UNITS } from './choices.ts';
import type { Import } from './use-import.ts';

const words = messages.importer;
const ENCODINGS = ['UTF-8', 'windows-1252', 'ISO-8859-1', 'UTF-16LE', 'Shift_JIS'];
const SHOWN_REJECTED = 8;

interface PanelProps {
  readonly flow: Import;
  readonly preview: FilePreview;
  readonly choices: ImportChoices;
}

function HowRead({ flow, preview }: Omit<PanelProps, 'choices'>) {
  const { table } = preview;
  const again = (patch: ReadOptions) => {
    if (flow.state.file !== null) flow.read(flow.state.file, { ...flow.state.options, ...patch });
  };
  const same = (one: string) => one.toLowerCase() === table.encoding.toLowerCase();
  const others = ENCODINGS.filter((one) => !same(one)).map((value) => ({ value, label: value }));
  const encodings = [{ value: table.encoding, label: ENCODINGS.find(same) ?? table.encoding }, ...others];
  const known = Object.entries(words.delimiters).map(([value, label]) => ({ value, label }));
  const delimiters =
    words.delimiters[table.delimiter] === undefined
      ? [{ value: table.delimiter, label: table.delimiter }, ...known]
      : known;
  return (
    <section className="panel-section">
      <div className="section-head">
        <h2 className="grow">{words.howRead}</h2>
        {table.warnings.length > 0 ? null : (
          <span className="badge ok">
            <Check aria-hidden />
            {words.noDoubts}
          </span>
        )}
      </div>
      <dl className="how-read">
        <dt>{words.encoding}</dt>
        <dd>
          <Select
            label={words.encoding}
            value={table.encoding}
            choices={encodings}
            onChange={(encoding) => again({ encoding })}
            className="bare"
          />
        </dd>
        <dt>{words.delimiter}</dt>
        <dd>
          <Select
            label={words.delimiter}
            value={table.delimiter}
            choices={delimiters}
            onChange={(delimiter) => again({ delimiter })}
            className="bare"
          />
        </dd>
        <dt>{words.decimal}</dt>
        <dd className="plain">{words.decimals[table.decimal]}</dd>
        <dt>{words.header}</dt>
        <dd className="plain">{table.hasHeader ? words.headerYes : words.headerNo}</dd>
      </dl>
    </section>
  );
}

function Totals({ accounts, choices, stale }: { accounts: AccountsPreview; choices: ImportChoices; stale: boolean }) {
  const { reconciliation } = accounts;
  const sums = reconciliation.sums.find((sum) => sum.key === POTENTIAL);
  const unit = measureOf(choices, POTENTIAL)?.unit ?? UNITS.other;
  const adds = reconciliation.read === reconciliation.placed + reconciliation.unplaced;
  const rows = [
    [words.placed, reconciliation.placed, sums?.placed],
    [words.unplaced, reconciliation.unplaced, sums?.unplaced],
    [words.inFile, reconciliation.read, sums?.read],
  ] as const;
  return (
    <section className={stale ? 'panel-section figures stale' : 'panel-section figures'}>
      <div className="section-head">
        <h2 className="grow">{words.totals}</h2>
        <span className={adds ? 'badge ok' : 'badge error'}>
          {adds ? <Check aria-hidden /> : <TriangleAlert aria-hidden />}
          {adds ? words.reconciled : words.unreconciled}
        </span>
      </div>
      <table className="totals-table">
        <thead>
          <tr>
            <th aria-label={words.totals} />
            <th className="num" scope="col">
              {words.accounts.toLowerCase()}
            </th>
            <th className="num" scope="col">
              {words.potential.toLowerCase()}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, records, sum]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="num">{count(records)}</td>
              <td className="num">{sum === undefined ? '' : amount(sum, unit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Rejected({ flow, accounts, choices }: { flow: Import; accounts: AccountsPreview; choices: ImportChoices }) {
  const { unplaced } = accounts.reconciliation;
  const shown = accounts.rejected.slice(0, SHOWN_REJECTED);
  const save = () => {
    rejectedCsv(choices).then(saveToDisk, (error: unknown) => flow.set({ error: sentenceOf(error) }));
  };
  return (
    <section className="panel-section">
      <div className="section-head">
        <h2 className="grow">{unplaced === 0 ? words.rejectedNone : words.rejectedTitle(counted(unplaced, 'rows'))}</h2>
        {unplaced === 0 ? null : (
          <Button look="ghost" icon={Download} onClick={save}>
            {words.download}
          </Button>
        )}
      </div>
      {unplaced === 0 ? null : <p className="f12 t2">{words.rejectedHint}</p>}
      <ul className="rejected">
        {shown.map((record) => (
          <li key={record.row}>
            <span className="t3">{count(record.row)}</span>
            <span className="clip">{words.reasons[record.reason]}</span>
            <span className="t2 clip">
              {record.column === undefined ? '' : `${record.column}: ${record.value || words.blank}`}
            </span>
          </li>
        ))}
      </ul>
      {unplaced > shown.length ? <p className="hint">{words.rejectedMore(count(unplaced - shown.length))}</p> : null}
    </section>
  );
}

export function ReadPanel({ flow, preview, choices }: PanelProps) {
  const { accounts, accountsStale } = flow.state;
  const { warnings } = preview.table;
  return (
    <aside className="import-right">
      <HowRead flow={flow} preview={preview} />
      {accounts === null ? null : (
        <>
          <Totals accounts={accounts} choices={choices} stale={accountsStale} />
          <Rejected flow={flow} accounts={accounts} choices={choices} />
        </>
      )}
      {warnings.length === 0 ? null : (
        <section className="panel-section">
          <div className="section-head">
            <h2>{words.worthALook}</h2>
          </div>
          <ul className="stack f12 t2">
            {warnings.map((warning) => (
              <li key={warning.code}>{warning.message}</li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}
