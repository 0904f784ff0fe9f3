import { useState } from 'react';
import type { FilePreview, ImportChoices } from '../../core/data/import.ts';
import type { MapFocus } from '../../core/data/measure-map.ts';
import { type Measure, POTENTIAL, type Unit, WORKLOAD } from '../../core/data/measure.ts';
import { amount, count } from '../format.ts';
import { Segmented } from '../kit/segmented.tsx';
import { Select } from '../kit/select.tsx';
import { wizardWords } from '../wizard-words.ts';
import { fromColumn, fromModelOf, measureOf, UNITS, withMeasure } from './choices.ts';
import { MeasureMapPicture } from './measure-map.tsx';
import { Histogram } from './measure-histogram.tsx';
import type { Import } from './use-import.ts';
import { WorkloadEditor } from './workload-editor.tsx';

const words = wizardWords;

interface CardProps {
  readonly flow: Import;
  readonly preview: FilePreview;
  readonly choices: ImportChoices;
  readonly focus: MapFocus | null;
  readonly onFocus: (focus: MapFocus | null) => void;
}

const SCALES = [
  { value: '1', label: words.scales.one },
  { value: '1000', label: words.scales.thousand },
  { value: '1000000', label: words.scales.million },
] as const;

function FormulaField({
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

function UnitFields({
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

function TotalLine({ flow, choices, shown }: { flow: Import; choices: ImportChoices; shown: string }) {
  const { accounts, accountsStale } = flow.state;
  const sum = accounts?.reconciliation.sums.find((one) => one.key === shown)?.placed;
  const unit = measureOf(choices, shown)?.unit;
  if (sum === undefined || unit === undefined) return null;
  const territories = choices.workloadModel?.territories ?? 12;
  return (
    <span className={accountsStale ? 'figures stale nowrap' : 'figures nowrap'}>
      <span className="t2">{words.total} </span>
      <strong>{amount(sum, unit)}</strong>{' '}
      <span className="t3 each">{words.aYearEach(amount(sum / territories, unit), count(territories))}</span>
    </span>
  );
}

/** Whether hours come from visits and travel, or from the file. */
function WorkloadFrom({ flow, choices }: Pick<CardProps, 'flow' | 'choices'>) {
  return (
    <span className="row workload-from">
      <span className="t2">{words.workloadFrom}</span>
      <Segmented
        label={words.workloadFrom}
        value={choices.workloadModel === null ? 'column' : 'model'}
        choices={[
          { value: 'model', label: words.fromModel },
          { value: 'column', label: words.fromColumn },
        ]}
        onChange={(from) =>
          flow.change(
            from === 'model' ? fromModelOf(choices, flow.state.preview) : fromColumn(choices, flow.state.preview),
          )
        }
      />
    </span>
  );
}

/** Within a sentence. */
const nameOf = ({ key }: Measure) => (key === POTENTIAL ? words.potential : words.workload).toLowerCase();

function MeasurePicture({
  flow,
  choices,
  measure,
}: Pick<CardProps, 'flow' | 'choices'> & { readonly measure: Measure }) {
  const { accounts, accountsStale, preview } = flow.state;
  const histogram = accounts?.histograms.find((one) => one.key === measure.key);
  const model = choices.workloadModel ?? preview?.suggestedModel;
  if (histogram === undefined || model === undefined) return <div className="histogram" />;
  const tiers = model.tiers.map(({ tier }) => tier);
  return (
    <Histogram
      histogram={histogram}
      tiers={tiers}
      unit={measure.unit}
      measure={nameOf(measure)}
      stale={accountsStale}
    />
  );
}

export function MeasuresCard({ flow, preview, choices, focus, onFocus }: CardProps) {
  const [shown, setShown] = useState<'potential' | 'workload'>('potential');
  const measure = measureOf(choices, shown === 'potential' ? POTENTIAL : WORKLOAD);
  const columns = preview.columns.filter((guess) => guess.type === 'number').map((guess) => guess.name);
  const change = (next: Measure) => flow.change(withMeasure(choices, next));
  const fromModel = shown === 'workload' && choices.workloadModel !== null;
  const { accounts, accountsStale } = flow.state;
  if (measure === undefined) return null;
  return (
    <section className="card measures-card" aria-label={words.measures}>
      <div className="card-head">
        <Segmented
          label={words.measures}
          value={shown}
          choices={[
            { value: 'potential', label: words.potential },
            { value: 'workload', label: words.workload },
          ]}
          onChange={setShown}
        />
        {shown === 'workload' ? <WorkloadFrom flow={flow} choices={choices} /> : null}
        <span className="grow" />
        <TotalLine flow={flow} choices={choices} shown={shown} />
      </div>
      <div className="measure-body">
        <div className="measure-edit">
          {fromModel && choices.workloadModel !== null ? (
            <WorkloadEditor
              model={choices.workloadModel}
              potential={measureOf(choices, POTENTIAL)?.formula ?? words.potential}
              tiers={accounts?.tierCounts ?? []}
              stale={accountsStale}
              onChange={(workloadModel) => flow.change({ workloadModel })}
            />
          ) : (
            <>
              <FormulaField
                label={shown === 'potential' ? words.potentialFormula : words.workloadFormula}
                measure={measure}
                columns={columns}
                onChange={change}
              />
              <UnitFields measure={measure} onChange={change} />
            </>
          )}
        </div>
        <div className="measure-pictures">
          <MeasurePicture flow={flow} choices={choices} measure={measure} />
          <MeasureMapPicture
            flow={flow}
            choices={choices}
            measure={choices.measures.indexOf(measure)}
            name={nameOf(measure)}
            focus={focus}
            onFocus={onFocus}
          />
        </div>
      </div>
    </section>
  );
}
