import { Check } from 'lucide-react';
import { startTransition, useEffect, useState } from 'react';
import { COLUMN_ROLES, type ColumnRole } from '../../core/data/dataset.ts';
import type { ColumnGuess, FilePreview, ImportChoices } from '../../core/data/import.ts';
import { bytes, count } from '../format.ts';
import { Select } from '../kit/select.tsx';
import { Tip } from '../kit/tip.tsx';
import { Button } from '../kit/button.tsx';
import { wizardWords } from '../wizard-words.ts';
import { counted } from '../words.ts';
import { withRole } from './choices.ts';
import { lateWords } from './late-words.ts';

const words = wizardWords;
/** Of a wide file so many columns at a time: each has a list of roles, and the page is to answer. */
const COLUMNS_AT_ONCE = 40;
/** What is in sight at first; the others follow a frame later. */
const COLUMNS_FIRST = 10;
const ROLE_CHOICES = COLUMN_ROLES.map((role) => ({ value: role, label: words.roles[role] }));

interface ColumnHeadProps {
  readonly guess: ColumnGuess;
  readonly role: ColumnRole;
  readonly onRole: (role: ColumnRole) => void;
}

function ColumnHead({ guess, role, onRole }: ColumnHeadProps) {
  // A role set by hand is no longer a guess to confirm.
  const doubtful = !guess.certain && role === guess.role && role !== 'attribute';
  return (
    <th scope="col" className={guess.type === 'number' ? 'num' : undefined}>
      <div className="column-name clip">{guess.name}</div>
      <Select
        label={words.roleOf(guess.name)}
        value={role}
        choices={ROLE_CHOICES}
        onChange={onRole}
        className={`small${doubtful ? ' doubt' : ''}${role === 'attribute' ? ' carried' : ''}`}
      />
      <Tip text={guess.why}>
        <div className={doubtful ? 'column-why doubt clip' : 'column-why clip'}>
          {doubtful ? words.guess : words.types[guess.type]}
        </div>
      </Tip>
    </th>
  );
}

export interface PreviewTableProps {
  readonly preview: FilePreview;
  readonly choices: ImportChoices;
  readonly change: (patch: Partial<ImportChoices>) => void;
  /** Answers are those of an earlier import; `onGuess` takes the guesses instead. */
  readonly remembered: boolean;
  readonly onGuess: () => void;
}

export function PreviewTable({ preview, choices, change, remembered, onGuess }: PreviewTableProps) {
  const { table, columns, sample } = preview;
  const [shown, setShown] = useState(COLUMNS_FIRST);
  useEffect(() => {
    if (shown >= Math.min(COLUMNS_AT_ONCE, columns.length)) return undefined;
    const frame = requestAnimationFrame(() => startTransition(() => setShown(shown + COLUMNS_FIRST)));
    return () => cancelAnimationFrame(frame);
  }, [shown, columns.length]);
  const roleAt = (at: number): ColumnRole => choices.roles[at] ?? 'attribute';
  // Columns that were given a role come first: they are what there is to check.
  const order = columns
    .map((_, at) => at)
    .sort((a, b) => Number(columns[a]?.role === 'attribute') - Number(columns[b]?.role === 'attribute') || a - b)
    .slice(0, shown);
  const further = shown < COLUMNS_AT_ONCE ? 0 : Math.min(COLUMNS_AT_ONCE, columns.length - order.length);
  const used = columns.filter((_, at) => roleAt(at) !== 'attribute').length;
  const doubts = columns.filter(
    (guess, at) => !guess.certain && guess.role !== 'attribute' && roleAt(at) === guess.role,
  );
  return (
    <section className="card preview-card">
      <div className="card-head">
        <strong className="clip">{table.file}</strong>
        <span className="t3 clip">
          {words.fileLine(
            bytes(table.byteLength),
            counted(table.rowCount, 'records'),
            words.columnsUsed(count(used), count(columns.length)),
          )}
        </span>
        <span className="grow" />
        {remembered ? (
          <Button look="ghost" title={lateWords.rememberedHint} onClick={onGuess}>
            {lateWords.remembered}
          </Button>
        ) : null}
        <span className="badge ok">
          <Check aria-hidden />
          {words.certain(count(used - doubts.length))}
        </span>
        {doubts.length === 0 ? null : <span className="badge warn">{words.confirm(count(doubts.length))}</span>}
        {further === 0 ? null : (
          <Button
            look="ghost"
            title={lateWords.moreColumnsOf(count(columns.length - order.length))}
            onClick={() => startTransition(() => setShown((before) => before + COLUMNS_AT_ONCE))}
          >
            {lateWords.moreColumns(count(further))}
          </Button>
        )}
      </div>
      {/* Scrolls both ways: wide files stay readable. */}
      <div className="preview-scroll" tabIndex={0} role="region" aria-label={words.previewLabel}>
        <table className="preview-table">
          <thead>
            <tr>
              {order.map((at) => (
                <ColumnHead
                  key={columns[at]!.name}
                  guess={columns[at]!}
                  role={roleAt(at)}
                  onRole={(role) => change(withRole(choices, columns, at, role))}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.map((record, row) => (
              <tr key={row}>
                {order.map((at) => (
                  <td key={columns[at]!.name} className={cellClass(columns[at]!, roleAt(at))}>
                    {record[at] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function cellClass(guess: ColumnGuess, role: ColumnRole): string {
  return `${guess.type === 'number' ? 'num' : ''}${role === 'attribute' ? ' t3' : ''}`;
}
