import { Download } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { planName } from '../../core/plan/make-plan.ts';
import { saveToDisk } from '../../engine/actions.ts';
import type { PlanStore } from '../../store/contract.ts';
import { compareWords } from '../compare-words.ts';
import { IconButton } from '../kit/button.tsx';
import { Select } from '../kit/select.tsx';
import { attempt } from '../workspace/attempt.ts';
import { usePlan, useWorkspace } from '../workspace/plan-hooks.ts';
import { type ChartPlan, deviationStrip, frontier, lorenz } from './chart-options.ts';
import { type Compared, plansOfTable } from './compared.ts';
import { PlotHost } from './plot-host.tsx';
import { savedSvg } from './saved-svg.ts';
import { useJudged } from './use-judged.ts';

const words = compareWords.charts;

export type ChartName = 'strip' | 'frontier' | 'lorenz';

/** Told apart in lightness as well as hue; A and B always have the same two. */
const COLOURS = {
  base: 'var(--text-3)',
  a: 'var(--accent)',
  b: 'var(--dev-over)',
  others: ['var(--dev-under)', 'var(--t10)', 'var(--t6)', 'var(--t3)', 'var(--t1)'],
} as const;

function colourOf(store: PlanStore, { a, b, base }: Compared, position: number): string {
  if (store === a) return COLOURS.a;
  if (store === b) return COLOURS.b;
  if (store === base) return COLOURS.base;
  return COLOURS.others[position % COLOURS.others.length]!;
}

/** The frontier is about every plan that is not put away; the other charts are about those of the table. */
function useChartPlans(compared: Compared, all: boolean): ChartPlan[] {
  const plans = useWorkspace((state) => state.plans);
  const planStores = useWorkspace((state) => state.planStores);
  const table = plansOfTable(compared);
  const rest = plans.flatMap(({ id, archived }) => {
    const store = planStores.get(id);
    return archived || store === undefined || table.includes(store) ? [] : store;
  });
  const stores = all ? [...table, ...rest] : table;
  const judged = useJudged(stores, compared.base).plans;
  return stores.flatMap((store, i) => {
    const one = judged[i];
    if (!one) return [];
    return { name: planName(store.plan), plan: store.plan, judged: one, colour: colourOf(store, compared, i) };
  });
}

export interface ChartsProps {
  readonly chart: ChartName;
  readonly compared: Compared;
}

/** One chart at a time, of one measure. */
export function Charts({ chart, compared }: ChartsProps) {
  const { project } = usePlan();
  const { measures } = project.dataset;
  const [key, setKey] = useState(measures[0]?.key ?? '');
  const m = Math.max(
    0,
    measures.findIndex((measure) => measure.key === key),
  );
  const measure = measures[m]?.name.toLowerCase() ?? '';
  const plans = useChartPlans(compared, chart === 'frontier');
  const base = planName(compared.base.plan);
  const shown = useRef<SVGSVGElement | null>(null);
  const hear = useCallback((svg: SVGSVGElement) => {
    shown.current = svg;
  }, []);
  // Judged plans are kept as they are until a plan changes: the chart is drawn anew only then.
  const state = [chart, m, ...plans.map(({ name, colour }) => `${name} ${colour}`)].join('|');
  const judged = plans.map((plan) => plan.judged);
  const options = useMemo(
    () => (width: number, height: number) => {
      if (chart === 'strip') return deviationStrip(plans, m, width, height);
      if (chart === 'frontier') return frontier(plans, { m, measure, base }, width, height);
      return lorenz(plans, { m, measure }, width, height);
    },
    // oxlint-disable-next-line react/exhaustive-deps -- the state and the judged plans stand for the list, which is new each time
    [state, measure, base, ...judged],
  );
  const labels = {
    strip: words.stripLabel(measure),
    frontier: words.frontierLabel,
    lorenz: words.lorenzLabel(measure),
  };
  const save = () => {
    if (shown.current !== null) saveToDisk(savedSvg(shown.current, `${project.name} ${words.choices[chart]}.svg`));
  };
  return (
    <div className="chart">
      <div className="chart-options">
        <Select
          label={words.measure}
          className="small"
          value={measures[m]?.key ?? ''}
          choices={measures.map(({ key: value, name }) => ({ value, label: name }))}
          onChange={setKey}
        />
        <span className="grow" />
        <IconButton label={words.saveSvg} icon={Download} onClick={() => attempt(save)} />
      </div>
      {plans.length === 0 ? (
        <p className="empty">{compareWords.computing}</p>
      ) : (
        <PlotHost label={labels[chart]} chart={options} onDrawn={hear} />
      )}
    </div>
  );
}
