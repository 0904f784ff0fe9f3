import type { Borders, CsvVariant, ZipOwners } from '../../core/plan/export-request.ts';
import { Segmented } from '../kit/segmented.tsx';
import { exportWords } from './export-words.ts';

interface ChoiceFieldProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  /** What the choice in hand means. */
  readonly hint: string;
  readonly onChange: (value: T) => void;
}

function ChoiceField<T extends string>({ label, value, choices, hint, onChange }: ChoiceFieldProps<T>) {
  return (
    <div className="export-variant">
      <span className="f12">{label}</span>
      <Segmented label={label} value={value} choices={choices} onChange={onChange} />
      <span className="f12 t2 grow">{hint}</span>
    </div>
  );
}

interface FieldProps<T> {
  readonly value: T;
  readonly onChange: (value: T) => void;
}

const VARIANTS = [
  { value: 'exact', label: exportWords.exact },
  { value: 'spreadsheet', label: exportWords.spreadsheet },
] as const;

export function VariantField({ value, onChange }: FieldProps<CsvVariant>) {
  const hint = value === 'exact' ? exportWords.exactHint : exportWords.spreadsheetHint;
  return <ChoiceField label={exportWords.csv} choices={VARIANTS} hint={hint} value={value} onChange={onChange} />;
}

const BORDERS = [
  { value: 'cells', label: exportWords.bordersCells },
  { value: 'straight', label: exportWords.bordersStraight },
] as const;

export function BordersField({ value, onChange }: FieldProps<Borders>) {
  const hint = value === 'cells' ? exportWords.bordersCellsHint : exportWords.bordersStraightHint;
  return <ChoiceField label={exportWords.borders} choices={BORDERS} hint={hint} value={value} onChange={onChange} />;
}

const ZIP_OWNERS = [
  { value: 'parts', label: exportWords.zipParts },
  { value: 'one', label: exportWords.zipOne },
] as const;

export function ZipField({ value, onChange }: FieldProps<ZipOwners>) {
  const hint = value === 'parts' ? exportWords.zipPartsHint : exportWords.zipOneHint;
  return <ChoiceField label={exportWords.zips} choices={ZIP_OWNERS} hint={hint} value={value} onChange={onChange} />;
}
