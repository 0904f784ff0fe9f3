import { Popover, PopoverDisclosure, PopoverProvider, usePopoverStore } from '@ariakit/react';
import { ChartScatter, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { territoriesFor } from '../../core/balance/territories-for.ts';
import { WORKLOAD } from '../../core/data/measure.ts';
import { ALIGNMENT_MAX_DISRUPTION } from '../../core/plan/make-plan.ts';
import { build, rebalance } from '../../engine/balance-client.ts';
import { columnScale } from '../format.ts';
import { Button } from '../kit/button.tsx';
import { NumberField } from '../kit/number-field.tsx';
import { Tip } from '../kit/tip.tsx';
import { ariaKeys } from '../keys.ts';
import { messages } from '../messages.ts';
import { leftWords } from '../panel-words.ts';
import { reshapeWords } from '../reshape-words.ts';
import { screen } from '../screen.ts';
import { attempt } from './attempt.ts';
import { Offers } from './lazy-offers.tsx';
import { AmountField } from './reshape/amount-field.tsx';
import { RESHAPE_KEYS } from './reshape/reshape-commands.ts';
import { useCorridor, usePlan, useTerritories, useWorkspace, wholesOf } from './plan-hooks.ts';

const words = leftWords;
/** A new design is held to 5%; what a running organisation accepts is the plan's corridor. */
const BUILD_TOLERANCE = 0.05;
const MOST_TERRITORIES = 2000;

interface LineProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

function Line({ label, value, min, max, onChange }: LineProps) {
  return (
    <div className="row f12 option-line">
      <span className="grow t2">{label}</span>
      <NumberField label={label} value={value} min={min} max={max} width={64} onChange={onChange} />
    </div>
  );
}

/** How much work each is to carry, which says how many there are; the other way round as well. */
function LoadEach({
  territories,
  onChange,
}: {
  readonly territories: number;
  readonly onChange: (territories: number) => void;
}) {
  const { project, store } = usePlan();
  const { measures } = project.dataset;
  const m = Math.max(
    0,
    measures.findIndex(({ key }) => key === WORKLOAD),
  );
  const measure = measures[m];
  const whole = wholesOf(store)[m] ?? 0;
  if (measure === undefined || !(whole > 0)) return null;
  const scale = columnScale(whole / territories, measure.unit);
  const factor = measure.unit.scale / scale.divisor;
  const shown = Number(((whole * factor) / territories).toPrecision(4));
  const label = words.loadEach(measure.name, scale.label);
  return (
    <div className="row f12 option-line">
      <span className="grow t2">{label}</span>
      <AmountField
        label={label}
        value={shown}
        width={64}
        troubleOf={(each) => (each !== null && each > 0 ? null : label)}
        onTrouble={() => {}}
        onSet={(each) =>
          onChange(Math.min(MOST_TERRITORIES, Math.max(2, territoriesFor(whole * factor, each ?? shown))))
        }
      />
    </div>
  );
}

interface OptionsProps {
  readonly icon: LucideIcon;
}

export function BuildOptions({ icon: Icon }: OptionsProps) {
  const { store } = usePlan();
  const present = useTerritories(store).length;
  // Named to the button as well: the nearest popover above it would be its tooltip.
  const popover = usePopoverStore({ placement: 'bottom-end' });
  const [territories, setTerritories] = useState<number | null>(null);
  const [seed, setSeed] = useState(1);
  const [percent, setPercent] = useState(BUILD_TOLERANCE * 100);
  const start = () => {
    popover.hide();
    attempt(() => build({ territories: territories ?? Math.max(2, present), seed, tolerance: percent / 100 }));
  };
  return (
    <PopoverProvider store={popover}>
      <Tip text={words.buildOptions}>
        <PopoverDisclosure
          store={popover}
          className="btn ghost icon"
          aria-label={words.buildOptions}
          disabled={store.frozen}
        >
          <Icon aria-hidden />
        </PopoverDisclosure>
      </Tip>
      <Popover className="pop form" modal gutter={4} unmountOnHide aria-label={words.buildOptions}>
        <Line
          label={words.territories}
          value={territories ?? Math.max(2, present)}
          min={2}
          max={MOST_TERRITORIES}
          onChange={setTerritories}
        />
        <LoadEach territories={territories ?? Math.max(2, present)} onChange={setTerritories} />
        <Line label={words.tolerance} value={percent} min={0.5} max={50} onChange={setPercent} />
        <Line label={words.seed} value={seed} min={0} max={2 ** 31} onChange={setSeed} />
        <Button look="primary" size="wide" onClick={start}>
          {words.startBuild}
        </Button>
      </Popover>
    </PopoverProvider>
  );
}

export function RebalanceOptions({ icon: Icon }: OptionsProps) {
  const { store } = usePlan();
  const corridor = useCorridor(store);
  const running = useWorkspace((state) => state.baseline !== null);
  const popover = usePopoverStore({ placement: 'top-end' });
  const [chosen, setPercent] = useState<number | null>(null);
  const percent = chosen ?? Number((corridor * 100).toFixed(2));
  const [most, setLimit] = useState<number | null>(null);
  // Where people look after accounts already, most of them stay.
  const limit = most ?? (running ? 100 * ALIGNMENT_MAX_DISRUPTION : 100);
  const start = (tolerance: number) => {
    popover.hide();
    attempt(() => rebalance({ tolerance, maxDisruption: limit / 100 }));
  };
  return (
    <PopoverProvider store={popover}>
      <Tip text={words.rebalanceOptions} placement="top">
        <PopoverDisclosure
          store={popover}
          className="btn icon"
          aria-label={words.rebalanceOptions}
          disabled={store.frozen}
        >
          <Icon aria-hidden />
        </PopoverDisclosure>
      </Tip>
      <Popover className="pop form wide" modal gutter={4} unmountOnHide aria-label={words.rebalanceOptions}>
        <h3 className="f12">{messages.rebalance.offers}</h3>
        <Offers maxDisruption={limit / 100} onPick={start} />
        <hr aria-hidden="true" />
        <Line label={words.maxDisruption} value={limit} min={0.1} max={100} onChange={setLimit} />
        <Line label={words.tolerance} value={percent} min={0.5} max={50} onChange={setPercent} />
        <Button look="primary" size="wide" onClick={() => start(percent / 100)}>
          {words.startBuild}
        </Button>
        <Button
          size="wide"
          icon={ChartScatter}
          title={reshapeWords.optionsHint}
          aria-keyshortcuts={ariaKeys(RESHAPE_KEYS.options)}
          onClick={() => {
            popover.hide();
            screen.show('options');
          }}
        >
          {reshapeWords.options}
        </Button>
      </Popover>
    </PopoverProvider>
  );
}
