import { MoveRight } from 'lucide-react';
import { useMemo } from 'react';
import type { Unit } from '../../core/data/measure.ts';
import { planName } from '../../core/plan/make-plan.ts';
import { measureBreaks, sequenceStep } from '../../map/cell-shading.ts';
import { DEVIATION_LIMITS, deviationColour } from '../../map/symbology.ts';
import { carriedKey, shadedBy } from '../../store/carried-store.ts';
import { amount, deviation as deviationText } from '../format.ts';
import { toolWords } from '../tool-words.ts';
import { useCarried } from './carried/use-carried.ts';
import {
  useBlank,
  useMetrics,
  usePlan,
  useProposal,
  useProposalOpen,
  useRevision,
  useView,
  useWorkspace,
} from './plan-hooks.ts';

const words = toolWords;

function DeviationScale({ name }: { readonly name: string }) {
  // One deviation inside each step, from far under to far over.
  const steps = [-1, ...DEVIATION_LIMITS];
  return (
    <div className="chip map-legend deviation" data-map-panel>
      <span>{words.deviationLegend(name)}</span>
      <div className="scale" aria-hidden="true">
        {steps.map((from, at) => (
          <i key={from} style={{ background: deviationColour(((steps[at + 1] ?? 1) + from) / 2) }} />
        ))}
      </div>
      <div className="ticks">
        {DEVIATION_LIMITS.map((limit) => (
          <span key={limit}>{deviationText(limit).replace(/[.,]0/, '')}</span>
        ))}
      </div>
    </div>
  );
}

interface ScaleProps {
  readonly name: string;
  readonly values: Float64Array;
  readonly unit: Unit;
  /** Under the scale. */
  readonly note: string;
}

/** Steps of a scale: each holds as many of the cells that have a value as the others. */
function Scale({ name, values, unit, note }: ScaleProps) {
  const breaks = useMemo(() => measureBreaks(values), [values]);
  return (
    <div className="chip map-legend deviation measure-legend" data-map-panel>
      <span>{words.measureLegend(name)}</span>
      <div className="steps">
        <span>
          <i className="key bare" />
          {words.measureNone}
        </span>
        {breaks.map((from, step) => (
          <span key={from}>
            <i className="key" style={{ background: `var(--seq-${sequenceStep(step, breaks.length) + 1})` }} />
            {amount(from, unit)}
          </span>
        ))}
      </div>
      {note === '' ? null : <span className="t3">{note}</span>}
    </div>
  );
}

/** Of a measure, or of a figure that the file carries besides. */
function MeasureScale({ measureKey }: { readonly measureKey: string }) {
  const { project } = usePlan();
  const figure = useCarried(project).find(({ key }) => carriedKey(key) === measureKey);
  const shaded = shadedBy(project, measureKey);
  if (shaded === null) return null;
  const { values, unit } = shaded;
  if (figure === undefined) return <Scale name={shaded.name ?? ''} values={values} unit={unit} note="" />;
  const name = words.colours.carried[figure.kind](figure.from);
  const note = figure.kind === 'white-space' ? words.whiteSpaceIs(figure.from) : '';
  return <Scale name={name} values={values} unit={unit} note={note} />;
}

function ChangeKeys() {
  const baseline = useWorkspace((state) => state.baseline);
  if (baseline === null) return null;
  return (
    <>
      <span>
        <i className="key changed" />
        {words.changed(planName(baseline.plan))}
      </span>
      <span>
        <i className="key bare" />
        {words.unchanged}
      </span>
    </>
  );
}

/** Only what is on the map now. */
export function Legend() {
  const { project, store } = usePlan();
  useRevision(store);
  const marks = { barrier: store.plan.records.barrier.size, bridge: store.plan.records.bridge.size };
  const colourBy = useView((state) => state.colourBy);
  const measure = useView((state) => state.colourMeasure);
  const selected = useView((state) => state.selectedTerritory);
  const showAccounts = useView((state) => state.showAccounts);
  const unassigned = useMetrics((state) => state.figures?.coverage.unassigned ?? 0);
  const open = useProposalOpen();
  const blank = useBlank();
  const moves = useProposal((state) => state.cells.length);
  const name = project.dataset.measures.find(({ key }) => key === measure)?.name.toLowerCase() ?? measure;
  const arrows =
    useProposal((state) => state.objective === 'repair' && (state.disruption?.flows.length ?? 0) > 0) && open;
  const accounts = showAccounts && project.demand.accountsOfCell.targets.length > 0;
  return (
    <div className="legends" role="group" aria-label={words.legend}>
      {colourBy === 'deviation' ? <DeviationScale name={name} /> : null}
      {colourBy === 'measure' ? <MeasureScale measureKey={measure} /> : null}
      <div className="chip map-legend" data-map-panel>
        {open && moves > 0 ? (
          <span>
            <i className={blank ? 'key proposed' : 'key hatch'} />
            {blank ? words.proposed : words.wouldMove}
          </span>
        ) : null}
        {arrows ? (
          <span>
            <MoveRight aria-hidden />
            {words.arrowWidth}
          </span>
        ) : null}
        {selected === null || selected === 0 ? null : (
          <span>
            <i className="key line" />
            {words.selected}
          </span>
        )}
        {colourBy === 'change' ? <ChangeKeys /> : null}
        {colourBy === 'accounts' ? (
          <span>
            <i className="key gathered">7</i>
            {words.gathered}
          </span>
        ) : accounts && colourBy !== 'measure' ? (
          <span>
            <i className="key dot" />
            {words.account}
          </span>
        ) : null}
        {marks.barrier > 0 ? (
          <span>
            <i className="key barrier" />
            {words.barrierLegend}
          </span>
        ) : null}
        {marks.bridge > 0 ? (
          <span>
            <i className="key bridge" />
            {words.bridgeLegend}
          </span>
        ) : null}
        {unassigned > 0 && !(open && blank && moves > 0) ? (
          <span>
            <i className="key bare" />
            {words.notAssigned}
          </span>
        ) : null}
      </div>
    </div>
  );
}
