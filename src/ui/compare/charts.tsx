import { Download, Image as Picture } from 'lucide-react';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { planName } from '../../core/plan/make-plan.ts';
import { saveToDisk } from '../../engine/actions.ts';
import { compareWords } from '../compare-words.ts';
import { IconButton } from '../kit/button.tsx';
import { Segmented } from '../kit/segmented.tsx';
import { Select } from '../kit/select.tsx';
import { attempt } from '../workspace/attempt.ts';
import { usePlan } from '../workspace/plan-hooks.ts';
import { type ChartPlan, flowMatrix, frontier, lorenz, scatter } from './chart-options.ts';
import { useChartPlans } from './chart-plans.ts';
import type { Compared } from './compared.ts';
import { type FlowPair, matrixOf, useFlows } from './flow-pairs.ts';
import { PlotHost } from './plot-host.tsx';
import { savedPng, savedSvg } from './saved-chart.ts';
import { deviationStrip } from './strip-options.ts';

const words = compareWords.charts;

export type ChartName = 'strip' | 'scatter' | 'frontier' | 'lorenz';
type Drawing = Parameters<typeof PlotHost>[0]['chart'];

interface SavedProps {
  readonly options: ReactNode;
  readonly label: string;
  readonly name: string;
  /** null while there is nothing to draw. */
  readonly drawing: Drawing | null;
  readonly waiting: string;
}

/** A chart with what can be chosen about it, and ways to take it along. */
function SavedPlot({ options, label, name, drawing, waiting }: SavedProps) {
  const { project } = usePlan();
  const shown = useRef<SVGSVGElement | null>(null);
  const hear = useCallback((svg: SVGSVGElement) => {
    shown.current = svg;
  }, []);
  const file = `${project.name} ${name}`;
  const svg = () => shown.current !== null && saveToDisk(savedSvg(shown.current, file));
  const png = async () => shown.current !== null && saveToDisk(await savedPng(shown.current, file));
  return (
    <div className="chart">
      <div className="chart-options">
        {options}
        <span className="grow" />
        <IconButton label={words.savePng} icon={Picture} onClick={() => attempt(png)} />
        <IconButton label={words.saveSvg} icon={Download} onClick={() => attempt(svg)} />
      </div>
      {drawing === null ? (
        <p className="empty">{waiting}</p>
      ) : (
        <PlotHost label={label} chart={drawing} onDrawn={hear} />
      )}
    </div>
  );
}

export interface ChartsProps {
  readonly chart: ChartName;
  readonly compared: Compared;
}

/** Judged plans are kept as they are until a plan changes: a chart is drawn anew only then. */
function useDrawing(plans: readonly ChartPlan[], state: string, draw: Drawing): Drawing | null {
  const names = plans.map(({ name, colour }) => `${name} ${colour}`).join('|');
  const judged = plans.map((plan) => plan.judged);
  return useMemo(
    () => (plans.length === 0 ? null : draw),
    // oxlint-disable-next-line react/exhaustive-deps -- names, state and judged plans stand for the list, which is new each time
    [names, state, ...judged],
  );
}

/** Where each territory goes in two measures at once, from the base to A or B. */
function ScatterChart({ compared }: { readonly compared: Compared }) {
  const { project } = usePlan();
  const { a, b, base } = compared;
  const [side, setSide] = useState<'a' | 'b'>(b === base ? 'a' : 'b');
  const plans = useChartPlans(compared, false);
  const store = side === 'a' ? a : b;
  const [from, to] = [base, store].map((one) => plans.find(({ plan }) => plan === one.plan));
  const [first, second = first] = project.dataset.measures.map(({ name }) => name.toLowerCase());
  const both = from && to ? [from, to] : [];
  const drawing = useDrawing(both, side, (width, height) =>
    scatter(from!, to!, [first ?? '', second ?? ''], width, height),
  );
  return (
    <SavedPlot
      options={
        <Segmented
          label={words.scatterOf}
          value={side}
          choices={(['a', 'b'] as const).map((value) => ({
            value,
            label: words.scatterTo(value.toUpperCase()),
          }))}
          onChange={setSide}
        />
      }
      label={words.scatterLabel(planName(base.plan), planName(store.plan))}
      name={words.choices.scatter}
      drawing={drawing}
      waiting={compareWords.computing}
    />
  );
}

function MeasureChart({
  chart,
  compared,
}: {
  readonly chart: Exclude<ChartName, 'scatter'>;
  readonly compared: Compared;
}) {
  const { project } = usePlan();
  const { measures } = project.dataset;
  const [key, setKey] = useState(measures[0]?.key ?? '');
  const m = Math.max(
    0,
    measures.findIndex((measure) => measure.key === key),
  );
  const measure = measures[m]?.name.toLowerCase() ?? '';
  const plans = useChartPlans(compared, chart === 'frontier');
  const drawing = useDrawing(plans, `${chart} ${m} ${measure}`, (width, height) => {
    if (chart === 'strip') return deviationStrip(plans, m, width, height);
    if (chart === 'frontier') return frontier(plans, { m, measure }, width, height);
    return lorenz(plans, { m, measure }, width, height);
  });
  const labels = {
    strip: words.stripLabel(measure),
    frontier: words.frontierLabel,
    lorenz: words.lorenzLabel(measure),
  };
  return (
    <SavedPlot
      options={
        <Select
          label={words.measure}
          className="small"
          value={measures[m]?.key ?? ''}
          choices={measures.map(({ key: value, name }) => ({ value, label: name }))}
          onChange={setKey}
        />
      }
      label={labels[chart]}
      name={words.choices[chart]}
      drawing={drawing}
      waiting={compareWords.computing}
    />
  );
}

/** One chart at a time. */
export function Charts({ chart, compared }: ChartsProps) {
  return chart === 'scatter' ? (
    <ScatterChart compared={compared} />
  ) : (
    <MeasureChart key={chart} chart={chart} compared={compared} />
  );
}

export interface FlowMatrixProps {
  readonly compared: Compared;
  readonly pair: FlowPair;
  readonly options: ReactNode;
}

/** Flows as a matrix of territories: where the large ones go is seen at once. */
export function FlowMatrix({ compared, pair, options }: FlowMatrixProps) {
  const { project } = usePlan();
  const { from, to, flows } = useFlows(compared, pair);
  const drawing = useMemo((): Drawing | null => {
    if (flows.length === 0) return null;
    const { rows, names } = matrixOf(flows, from, to, project.dataset.measures[0]);
    return (width, height) => flowMatrix(rows, names, words.matrixCaption, width, height);
  }, [flows, from, to, project]);
  return (
    <SavedPlot
      options={options}
      label={words.matrixLabel(planName(from.plan), planName(to.plan))}
      name={words.choices.flows}
      drawing={drawing}
      waiting={compareWords.flows.none}
    />
  );
}
