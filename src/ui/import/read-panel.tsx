import { Check, Download, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { hasCoordinates } from '../../core/data/place-records.ts';
import type { AccountsPreview, FilePreview, ImportChoices, Reconciliation } from '../../core/data/import.ts';
import { PLACED_WARNINGS } from '../../core/data/warning-rows.ts';
import { rejectedCsv, saveToDisk } from '../../engine/actions.ts';
import { sentenceOf } from '../errors.ts';
import { amount, count } from '../format.ts';
import { Button } from '../kit/button.tsx';
import { importWords } from '../import-words.ts';
import { wizardWords } from '../wizard-words.ts';
import { counted } from '../words.ts';
import { measureOf, UNITS, withSwapped } from './choices.ts';
import { lateWords } from './late-words.ts';
import { FixedRows } from './fixed-rows.tsx';
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

/** Sums of doubles come out a hair apart, by the order in which they are added. */
function addsUp({ read, placed, unplaced, house }: Omit<Reconciliation, 'sums'>): boolean {
  return Math.abs(read - placed - unplaced - house) <= 1e-9 * Math.max(1, Math.abs(read));
}

interface TotalsProps {
  readonly accounts: AccountsPreview;
  readonly choices: ImportChoices;
  readonly stale: boolean;
  readonly children: ReactNode;
}

function Totals({ accounts, choices, stale, children }: TotalsProps) {
  const { reconciliation } = accounts;
  const { sums } = reconciliation;
  const adds = addsUp(reconciliation) && sums.every(addsUp);
  const lines = [
    ['placed', words.placed],
    ['unplaced', words.unplaced],
    ...(reconciliation.house === 0 ? [] : [['house', importWords.house] as const]),
    ['read', words.inFile],
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
      <div className="totals-scroll" tabIndex={0} role="region" aria-label={words.totals}>
        <table className="totals-table">
          <thead>
            <tr>
              <td />
              <th className="num" scope="col">
                {words.accounts.toLowerCase()}
              </th>
              {sums.map(({ key }) => (
                <th key={key} className="num" scope="col">
                  {(measureOf(choices, key)?.name ?? key).toLowerCase()}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(([line, name]) => (
              <tr key={line}>
                <th scope="row">{name}</th>
                <td className="num">{count(reconciliation[line])}</td>
                {sums.map((sum) => (
                  <td key={sum.key} className="num">
                    {amount(sum[line], measureOf(choices, sum.key)?.unit ?? UNITS.other)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {children}
    </section>
  );
}

interface AnswerProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: string;
}

function Answer({ checked, onChange, children }: AnswerProps) {
  return (
    <label className="row f12 by-zip">
      <input type="checkbox" className="check" checked={checked} onChange={({ target }) => onChange(target.checked)} />
      {children}
    </label>
  );
}

/** Blank coordinates can be made up for by ZIPs of the USA. */
function ByZip({ flow, blanks, choices }: { flow: Import; blanks: number; choices: ImportChoices }) {
  const { blanksByZip = false, roles } = choices;
  const offered = roles.includes('zip') && (hasCoordinates(roles) || roles.includes('h3'));
  if (!offered || (blanks === 0 && !blanksByZip)) return null;
  return (
    <Answer checked={blanksByZip} onChange={(checked) => flow.change({ blanksByZip: checked })}>
      {blanksByZip ? lateWords.placedByZip : lateWords.placeByZip(counted(blanks, 'rows'))}
    </Answer>
  );
}

/** Rows of one id: a row a product of the account, or a mistake. Summed when the user says so. */
function Repeated({ flow, accounts, choices }: { flow: Import; accounts: AccountsPreview; choices: ImportChoices }) {
  const { sumRepeated = false, roles } = choices;
  const repeated = accounts.warnings.find(({ code }) => code === 'duplicate-ids')?.count ?? 0;
  if (!roles.includes('id') || (repeated === 0 && !sumRepeated)) return null;
  const rows = flow.state.preview?.table.rowCount ?? 0;
  const left = accounts.reconciliation.read;
  return (
    <Answer checked={sumRepeated} onChange={(checked) => flow.change({ sumRepeated: checked })}>
      {sumRepeated
        ? lateWords.summedRepeated(counted(rows, 'rows'), counted(left, 'accounts'))
        : lateWords.sumRepeated(counted(repeated, 'rows'))}
    </Answer>
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
      <FixedRows flow={flow} choices={choices} unplaced={unplaced} />
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
      {accounts === null ? null : (
        <Totals accounts={accounts} choices={choices} stale={accountsStale}>
          <Repeated flow={flow} accounts={accounts} choices={choices} />
        </Totals>
      )}
      {explains ? look : null}
      {accounts === null ? null : <Rejected flow={flow} accounts={accounts} choices={choices} />}
      {explains ? null : look}
      {accounts === null ? null : <TodayFromFile flow={flow} choices={choices} />}
    </aside>
  );
}
