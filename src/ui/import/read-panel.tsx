import { Check, Download, TriangleAlert } from 'lucide-react';
import { hasCoordinates } from '../../core/data/place-records.ts';
import type { AccountsPreview, FilePreview, ImportChoices } from '../../core/data/import.ts';
import { PLACED_WARNINGS } from '../../core/data/warning-rows.ts';
import { POTENTIAL } from '../../core/data/measure.ts';
import { rejectedCsv, saveToDisk } from '../../engine/actions.ts';
import { sentenceOf } from '../errors.ts';
import { amount, count } from '../format.ts';
import { Button } from '../kit/button.tsx';
import { importWords } from '../import-words.ts';
import { wizardWords } from '../wizard-words.ts';
import { counted } from '../words.ts';
import { measureOf, UNITS, withSwapped } from './choices.ts';
import { lateWords } from './late-words.ts';
import { HowRead } from './how-read.tsx';
import { TodayFromFile } from './today-file.tsx';
import type { Import } from './use-import.ts';

const words = wizardWords;
const SHOWN_REJECTED = 8;

interface PanelProps {
  readonly flow: Import;
  readonly preview: FilePreview;
  readonly choices: ImportChoices;
  /** Shows where the records of a warning stand. */
  readonly onShow: (code: string) => void;
}

function Totals({ accounts, choices, stale }: { accounts: AccountsPreview; choices: ImportChoices; stale: boolean }) {
  const { reconciliation } = accounts;
  const sums = reconciliation.sums.find((sum) => sum.key === POTENTIAL);
  const unit = measureOf(choices, POTENTIAL)?.unit ?? UNITS.other;
  const adds = reconciliation.read === reconciliation.placed + reconciliation.unplaced + reconciliation.house;
  const rows = [
    [words.placed, reconciliation.placed, sums?.placed],
    [words.unplaced, reconciliation.unplaced, sums?.unplaced],
    ...(reconciliation.house === 0 ? [] : [[importWords.house, reconciliation.house, sums?.house] as const]),
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
            <td />
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

/** Blank coordinates can be made up for by ZIPs of the USA. */
function ByZip({ flow, blanks, choices }: { flow: Import; blanks: number; choices: ImportChoices }) {
  const { blanksByZip = false, roles } = choices;
  const offered = roles.includes('zip') && (hasCoordinates(roles) || roles.includes('h3'));
  if (!offered || (blanks === 0 && !blanksByZip)) return null;
  return (
    <label className="row f12 by-zip">
      <input
        type="checkbox"
        checked={blanksByZip}
        onChange={(event) => flow.change({ blanksByZip: event.target.checked })}
      />
      {blanksByZip ? lateWords.placedByZip : lateWords.placeByZip(counted(blanks, 'rows'))}
    </label>
  );
}

function Rejected({ flow, accounts, choices }: { flow: Import; accounts: AccountsPreview; choices: ImportChoices }) {
  const unplaced = Object.values(accounts.rejectedByReason).reduce((sum, rows) => sum + rows, 0);
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
      <ByZip flow={flow} blanks={accounts.rejectedByReason['missing-coordinate'] ?? 0} choices={choices} />
      <ul className="rejected">
        {shown.map((record) => (
          <li key={record.row}>
            <span className="t3">{count(record.row)}</span>
            <span className="clip" title={words.reasons[record.reason]}>
              {words.reasons[record.reason]}
            </span>
            <span className="t2 clip">
              {record.column === undefined ? record.value : `${record.column}: ${record.value?.trim() || words.blank}`}
            </span>
          </li>
        ))}
      </ul>
      {unplaced > shown.length ? <p className="hint">{words.rejectedMore(count(unplaced - shown.length))}</p> : null}
    </section>
  );
}

interface WorthALookProps {
  readonly warnings: AccountsPreview['warnings'];
  readonly onSwap: () => void;
  readonly onShow: (code: string) => void;
}

function WorthALook({ warnings, onSwap, onShow }: WorthALookProps) {
  if (warnings.length === 0) return null;
  return (
    <section className="panel-section">
      <div className="section-head">
        <h2>{words.worthALook}</h2>
      </div>
      <ul className="stack f12 t2">
        {warnings.map((warning) => (
          <li key={warning.code + warning.message}>
            <div className="row look">
              <span className="grow">{warning.message}</span>
              {warning.count > 1 ? <span className="figures t3">{count(warning.count)}</span> : null}
            </div>
            {warning.code === 'swapped-coordinates' ? <Button onClick={onSwap}>{words.swap}</Button> : null}
            {PLACED_WARNINGS.has(warning.code) ? (
              <Button onClick={() => onShow(warning.code)}>{lateWords.map.show}</Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ReadPanel({ flow, preview, choices, onShow }: PanelProps) {
  const { accounts, accountsStale } = flow.state;
  const warnings = accounts?.warnings ?? preview.table.warnings;
  const look = <WorthALook warnings={warnings} onSwap={() => flow.change(withSwapped(choices))} onShow={onShow} />;
  // What explains the rows without a place comes before them.
  const explains = warnings.some(({ code }) => code === 'swapped-coordinates' || code === 'projected-coordinates');
  return (
    <aside className="import-right">
      <HowRead flow={flow} preview={preview} />
      {accounts === null ? null : <Totals accounts={accounts} choices={choices} stale={accountsStale} />}
      {explains ? look : null}
      {accounts === null ? null : <Rejected flow={flow} accounts={accounts} choices={choices} />}
      {explains ? null : look}
      {accounts === null ? null : <TodayFromFile flow={flow} choices={choices} />}
    </aside>
  );
}
