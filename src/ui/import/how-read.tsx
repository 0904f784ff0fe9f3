import { Check } from 'lucide-react';
import type { FilePreview, ReadOptions } from '../../core/data/import.ts';
import { count } from '../format.ts';
import { type Choice, Select } from '../kit/select.tsx';
import { wizardWords } from '../wizard-words.ts';
import type { Import } from './use-import.ts';

const words = wizardWords;
const ENCODINGS = ['UTF-8', 'windows-1252', 'ISO-8859-1', 'UTF-16LE', 'UTF-16BE', 'Shift_JIS'];
const DECIMALS = (['.', ','] as const).map((value) => ({ value, label: words.decimals[value] }));
/** Rows of a file that are offered as its header: preambles are short. */
const HEADER_ROWS = 12;

function encodingChoices(encoding: string): Choice<string>[] {
  const same = (one: string) => one.toLowerCase() === encoding.toLowerCase();
  const others = ENCODINGS.filter((one) => !same(one)).map((value) => ({ value, label: value }));
  return [{ value: encoding, label: ENCODINGS.find(same) ?? encoding }, ...others];
}

function delimiterChoices(delimiter: string): Choice<string>[] {
  const known = Object.entries(words.delimiters).map(([value, label]) => ({ value, label }));
  return words.delimiters[delimiter] === undefined ? [{ value: delimiter, label: delimiter }, ...known] : known;
}

function headerChoices(row: number, records: number): Choice<string>[] {
  const last = Math.max(row, Math.min(HEADER_ROWS, records));
  const rows = Array.from({ length: last }, (_, at) => ({
    value: String(at + 1),
    label: at === 0 ? words.headerFirst : words.headerRow(count(at + 1)),
  }));
  return [...rows, { value: '0', label: words.headerNone }];
}

interface LineProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly choices: readonly Choice<V>[];
  readonly onChange: (value: V) => void;
}

function Line<V extends string>(props: LineProps<V>) {
  return (
    <>
      <dt>{props.label}</dt>
      <dd>
        <Select {...props} className="bare" />
      </dd>
    </>
  );
}

interface TextLinesProps {
  readonly table: FilePreview['table'];
  readonly again: (patch: ReadOptions) => void;
}

/** What only text files leave open. */
function TextLines({ table, again }: TextLinesProps) {
  return (
    <>
      <Line
        label={words.encoding}
        value={table.encoding}
        choices={encodingChoices(table.encoding)}
        onChange={(encoding) => again({ encoding })}
      />
      <Line
        label={words.delimiter}
        value={table.delimiter}
        choices={delimiterChoices(table.delimiter)}
        onChange={(delimiter) => again({ delimiter })}
      />
    </>
  );
}

/** What was guessed about the file itself; every answer reads it again, in the worker. */
export function HowRead({ flow, preview }: { readonly flow: Import; readonly preview: FilePreview }) {
  const { table, headerRow, sheets } = preview;
  // Libraries read other formats: there is nothing to guess about their bytes.
  const isText = table.delimiter !== '';
  const again = (patch: ReadOptions) => {
    if (flow.state.file !== null) flow.read(flow.state.file, { ...flow.state.options, ...patch });
  };
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
        {sheets === undefined || sheets.names.length < 2 ? null : (
          <Line
            label={words.sheet}
            value={sheets.chosen}
            choices={sheets.names.map((value) => ({ value, label: value }))}
            onChange={(sheet) => again({ sheet })}
          />
        )}
        {isText ? <TextLines table={table} again={again} /> : null}
        <Line
          label={words.decimal}
          value={table.decimal}
          choices={DECIMALS}
          onChange={(decimal) => again({ decimal })}
        />
        {isText || sheets !== undefined ? (
          <Line
            label={words.header}
            value={String(headerRow)}
            choices={headerChoices(headerRow, table.rowCount)}
            onChange={(row) => again({ headerRow: Number(row) })}
          />
        ) : null}
      </dl>
    </section>
  );
}
