/** What a measure is made of: its formula and its unit. */
import type { Measure, Unit } from '../../core/data/measure.ts';
import { Select } from '../kit/select.tsx';
import { wizardWords } from '../wizard-words.ts';
import { UNITS } from './choices.ts';

const words = wizardWords;

const SCALES = [
  { value: '1', label: words.scales.one },
  { value: '1000', label: words.scales.thousand },
  { value: '1000000', label: words.scales.million },
] as const;

export function FormulaField({
  label,
  measure,
  columns,
  onChange,
}: {
  readonly label: string;
  readonly measure: Measure;
  readonly columns: readonly string[];
  readonly onChange: (measure: Measure) => void;
}) {
  return (
    <>
      <input
        className="field formula"
        aria-label={label}
        list="formula-columns"
        spellCheck={false}
        autoComplete="off"
        value={measure.formula}
        onChange={(event) => onChange({ ...measure, formula: event.target.value })}
      />
      <datalist id="formula-columns">
        {columns.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <p className="hint">{words.formulaHint}</p>
    </>
  );
}

export function UnitFields({
  measure,
  onChange,
}: {
  readonly measure: Measure;
  readonly onChange: (measure: Measure) => void;
}) {
  const { unit } = measure;
  const set = (patch: Partial<Unit>) => onChange({ ...measure, unit: { ...unit, ...patch } });
  const kinds = (Object.keys(words.unitKinds) as Unit['kind'][]).map((value) => ({
    value,
    label: words.unitKinds[value],
  }));
  return (
    <div className="unit-fields">
      <label className="labelled">
        {words.unit}
        <Select
          label={words.unit}
          value={unit.kind}
          choices={kinds}
          onChange={(kind) => onChange({ ...measure, unit: UNITS[kind] })}
        />
      </label>
      <label className="labelled">
        {words.symbol}
        <input
          className="field"
          size={4}
          maxLength={6}
          aria-label={words.symbol}
          value={unit.symbol}
          onChange={(event) => set({ symbol: event.target.value })}
        />
      </label>
      <label className="labelled">
        {words.scale}
        <Select
          label={words.scale}
          value={String(unit.scale)}
          choices={SCALES}
          onChange={(scale) => set({ scale: Number(scale) })}
        />
      </label>
    </div>
  );
}
