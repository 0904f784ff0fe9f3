import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { isBalanced } from '../../core/data/carried-measures.ts';
import type { FilePreview, ImportChoices } from '../../core/data/import.ts';
import type { MapFocus } from '../../core/data/measure-map.ts';
import { type Measure, POTENTIAL, WORKLOAD } from '../../core/data/measure.ts';
import { amount, count } from '../format.ts';
import { IconButton } from '../kit/button.tsx';
import { Segmented } from '../kit/segmented.tsx';
import { Select } from '../kit/select.tsx';
import { TextField } from '../kit/text-field.tsx';
import { wizardWords } from '../wizard-words.ts';
import { fromColumn, fromModelOf, measureOf, withMeasure } from './choices.ts';
import { balanceChoice, renamed, withBalance, withFurther, withoutMeasure } from './further-measures.ts';
import { lateWords } from './late-words.ts';
import { FormulaField, UnitFields } from './measure-fields.tsx';
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
const nameOf = ({ name }: Measure) => name.toLowerCase();

/** More would not stand beside the total. */
const SIDE_BY_SIDE = 3;

/** Which measure is looked at, and one more. */
function MeasureChoice({
  choices,
  shown,
  onShow,
  onAdd,
}: {
  readonly choices: ImportChoices;
  readonly shown: number;
  readonly onShow: (at: number) => void;
  readonly onAdd: () => void;
}) {
  const offered = choices.measures.map(({ name }, at) => ({ value: String(at), label: name }));
  const given = { label: words.measures, value: String(shown), choices: offered };
  const choose = (value: string) => onShow(Number(value));
  return (
    <>
      {offered.length > SIDE_BY_SIDE ? (
        <Select {...given} className="small" onChange={choose} />
      ) : (
        <Segmented {...given} onChange={choose} />
      )}
      <IconButton label={lateWords.measures.add} icon={Plus} onClick={onAdd} />
    </>
  );
}

/** Balanced, or only carried along; potential always is balanced. */
function BalanceSwitch({
  flow,
  choices,
  measure,
}: Pick<CardProps, 'flow' | 'choices'> & { readonly measure: Measure }) {
  if (measure.key === POTENTIAL) return null;
  const able = balanceChoice(choices, measure);
  return (
    <label className="row f12 balance-switch" title={able ? undefined : lateWords.measures.full}>
      <input
        type="checkbox"
        className="check"
        checked={isBalanced(measure)}
        disabled={!able}
        onChange={({ target }) => flow.change(withBalance(choices, measure, target.checked))}
      />
      {lateWords.measures.balance}
      <span className="t3">{able ? lateWords.measures.carried : lateWords.measures.full}</span>
    </label>
  );
}

/** Name and end of a measure that the user added. */
function FurtherHead({
  flow,
  choices,
  measure,
  onGone,
}: Pick<CardProps, 'flow' | 'choices'> & { readonly measure: Measure; readonly onGone: () => void }) {
  return (
    <div className="row further-head">
      <TextField
        label={lateWords.measures.name}
        value={measure.name}
        maxLength={60}
        spellCheck={false}
        onChange={(name) => flow.change(renamed(choices, measure, name))}
        onBlur={() => {
          if (measure.name.trim() === '') flow.change(renamed(choices, measure, lateWords.measures.unnamed));
        }}
      />
      <IconButton
        label={lateWords.measures.remove(measure.name)}
        icon={Trash2}
        onClick={() => {
          onGone();
          flow.change(withoutMeasure(choices, measure));
        }}
      />
    </div>
  );
}

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
  const [at, setAt] = useState(0);
  const shown = Math.min(at, choices.measures.length - 1);
  const measure = choices.measures[shown];
  const columns = preview.columns.filter((guess) => guess.type === 'number').map((guess) => guess.name);
  if (measure === undefined) return null;
  const change = (next: Measure) => flow.change(withMeasure(choices, next));
  const isWorkload = measure.key === WORKLOAD;
  const further = !isWorkload && measure.key !== POTENTIAL;
  const model = isWorkload ? choices.workloadModel : null;
  const { accounts, accountsStale } = flow.state;
  return (
    <section className="card measures-card" aria-label={words.measures}>
      <div className="card-head">
        <MeasureChoice
          choices={choices}
          shown={shown}
          onShow={setAt}
          onAdd={() => {
            flow.change(withFurther(choices, preview));
            setAt(choices.measures.length);
          }}
        />
        {isWorkload ? <WorkloadFrom flow={flow} choices={choices} /> : null}
        <span className="grow" />
        <TotalLine flow={flow} choices={choices} shown={measure.key} />
      </div>
      <div className="measure-body">
        <div className="measure-edit">
          {further ? <FurtherHead flow={flow} choices={choices} measure={measure} onGone={() => setAt(0)} /> : null}
          {model !== null ? (
            <WorkloadEditor
              model={model}
              potential={measureOf(choices, POTENTIAL)?.formula ?? words.potential}
              tiers={accounts?.tierCounts ?? []}
              stale={accountsStale}
              onChange={(workloadModel) => flow.change({ workloadModel })}
            />
          ) : (
            <>
              <FormulaField
                label={further ? lateWords.measures.formula(measure.name) : formulaWords(isWorkload)}
                measure={measure}
                columns={columns}
                onChange={change}
              />
              <UnitFields measure={measure} onChange={change} />
            </>
          )}
          <BalanceSwitch flow={flow} choices={choices} measure={measure} />
        </div>
        <div className="measure-pictures">
          <MeasurePicture flow={flow} choices={choices} measure={measure} />
          <MeasureMapPicture
            flow={flow}
            choices={choices}
            measure={shown}
            name={nameOf(measure)}
            focus={focus}
            onFocus={onFocus}
          />
        </div>
      </div>
    </section>
  );
}

const formulaWords = (isWorkload: boolean): string => (isWorkload ? words.workloadFormula : words.potentialFormula);
