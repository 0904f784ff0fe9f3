import { Popover, PopoverDisclosure, PopoverProvider, usePopoverStore } from '@ariakit/react';
import { SlidersHorizontal } from 'lucide-react';
import { view } from '../../store/view-store.ts';
import { drawingWords } from '../drawing-words.ts';
import { share } from '../format.ts';
import { usePlan, useView } from './plan-hooks.ts';

const words = drawingWords.live;

interface LineProps {
  readonly label: string;
  /** What the present value comes to. */
  readonly outcome: string;
  readonly value: number;
  readonly max: number;
  readonly min?: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
}

function Line({ label, outcome, value, min = 0, max, step, onChange }: LineProps) {
  return (
    <label className="live-setting f12">
      <span className="t2">{label}</span>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        style={{ '--part': `${((value - min) / (max - min)) * 100}%` } as React.CSSProperties}
        aria-label={label}
        aria-valuetext={outcome}
        onChange={({ target }) => onChange(Number(target.value))}
      />
      <span className="t3">{outcome}</span>
    </label>
  );
}

/** Steps of the price of borders: each counts for twice the one before. */
const COMPACTNESS = [0.25, 0.5, 1, 2, 4];

/** What a live repair is to look after; the proposal follows at once and says what it costs. */
export function LiveSettings() {
  const { project } = usePlan();
  const weight = useView((state) => state.liveWeight);
  const compactness = useView((state) => state.liveCompactness);
  const budget = useView((state) => state.liveBudget);
  const popover = usePopoverStore({ placement: 'bottom-end' });
  const [first, second] = project.dataset.measures;
  return (
    <PopoverProvider store={popover}>
      <PopoverDisclosure className="btn ghost icon" aria-label={words.settings} title={words.settings}>
        <SlidersHorizontal aria-hidden />
      </PopoverDisclosure>
      <Popover className="pop form live-settings" gutter={6} unmountOnHide aria-label={words.settings}>
        {first === undefined || second === undefined ? null : (
          <Line
            label={words.weight(first.name, second.name.toLowerCase())}
            outcome={words.weights(first.name, second.name)(weight)}
            value={1 - weight}
            max={1}
            step={0.25}
            onChange={(value) => view.setState({ liveWeight: 1 - value })}
          />
        )}
        <Line
          label={words.compactness}
          outcome={words.compactnesses[COMPACTNESS.indexOf(compactness)] ?? words.compactnesses[2]!}
          value={Math.max(0, COMPACTNESS.indexOf(compactness))}
          max={COMPACTNESS.length - 1}
          step={1}
          onChange={(at) => view.setState({ liveCompactness: COMPACTNESS[at] ?? 1 })}
        />
        <Line
          label={words.budget}
          outcome={words.budgetIs(share(budget), first?.name.toLowerCase() ?? '')}
          value={budget}
          max={0.1}
          step={0.01}
          onChange={(value) => view.setState({ liveBudget: value })}
        />
        <p className="f11 t3">{words.note}</p>
      </Popover>
    </PopoverProvider>
  );
}
