import { Radio, RadioGroup, RadioProvider } from '@ariakit/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { ALIGNMENT_MAX_DISRUPTION } from '../../../core/plan/make-plan.ts';
import { leaveOptions, proposeOption, searchOptions } from '../../../engine/plan-options.ts';
import { type PlanOption, planOptions } from '../../../store/options-store.ts';
import { PlotHost } from '../../compare/plot-host.tsx';
import { sentenceOf } from '../../errors.ts';
import { amount, count, deviation, share, spread, targetShare } from '../../format.ts';
import { Answers, Dialog } from '../../kit/dialog.tsx';
import { screen } from '../../screen.ts';
import { counted } from '../../words.ts';
import { attempt } from '../attempt.ts';
import { useCorridor, usePlan, useRevision, useWorkspace } from '../plan-hooks.ts';
import { optionsPlot } from './options-plot.ts';
import { optionWords as words } from './option-words.ts';
import './reshape.css';

/** A click further than this from an option means none, CSS pixels. */
const REACH = 16;
/** A press that moves further than this drags the choice along the options. */
const SLOP = 4;

/** Searches while the dialog is open; a sentence where that cannot be. */
function useSearch(maxDisruption: number): string | null {
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    searchOptions(maxDisruption).catch((error: unknown) => setTrouble(sentenceOf(error)));
    return leaveOptions;
  }, [maxDisruption]);
  return trouble;
}

function Option({ option }: { readonly option: PlanOption }) {
  const { project } = usePlan();
  const unit = project.dataset.measures[0]?.unit;
  const { price, movedShare, border } = option;
  const money = unit === undefined ? '' : amount(price.moved, unit);
  return (
    <Radio value={String(option.id)} className="option-row" render={<button type="button" />}>
      <strong>{words.moved(money, share(movedShare))}</strong>
      <span className="num">{words.deviation(spread(option.deviation))}</span>
      <span className="t2">
        {words.accounts(counted(price.accounts, 'accounts'), counted(price.repsLosing, 'reps'))}
      </span>
      <span className="t2 num">
        {words.inside(count(price.insideAfter), count(price.territories))} · {words.border(deviation(border - 1))}
      </span>
    </Radio>
  );
}

interface ChartProps {
  readonly options: readonly PlanOption[];
  readonly chosen: number | null;
  readonly onChoose: (id: number) => void;
}

function Chart({ options, chosen, onChoose }: ChartProps) {
  const { project, store } = usePlan();
  const corridor = useCorridor(store);
  const now = useStore(planOptions, (state) => state.deviationNow);
  const measure = project.dataset.measures[0]?.name ?? '';
  const chart = useMemo(
    () => (width: number, height: number) => optionsPlot({ options, chosen, now, corridor, measure }, width, height),
    [options, chosen, now, corridor, measure],
  );
  const pressed = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const choose = ({ currentTarget, clientX, clientY }: React.PointerEvent, reach: number) => {
    const away = [...currentTarget.querySelectorAll('.option-dot circle')].map((dot) => {
      const { left, top, width, height } = dot.getBoundingClientRect();
      return Math.hypot(clientX - left - width / 2, clientY - top - height / 2);
    });
    const nearest = away.indexOf(Math.min(...away));
    if (nearest >= 0 && away[nearest]! < reach) onChoose(options[nearest]!.id);
  };
  // The drawing is another one with each choice: what is around it hears the pointer. The list beside it does the same by
  // keyboard.
  return (
    <div
      className="options-chart"
      onPointerDown={(event) => {
        pressed.current = { x: event.clientX, y: event.clientY };
        event.currentTarget.setPointerCapture(event.pointerId);
        choose(event, REACH);
      }}
      onPointerMove={(event) => {
        const from = pressed.current;
        if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > SLOP) choose(event, Infinity);
      }}
      onPointerUp={() => (pressed.current = null)}
      onPointerCancel={() => (pressed.current = null)}
    >
      <PlotHost label={words.chart} chart={chart} />
    </div>
  );
}

/** A family of plans along balance, change and border; the one that is chosen becomes the proposal. */
export function OptionsDialog() {
  const { store } = usePlan();
  useRevision(store);
  const limited = useWorkspace((state) => state.baseline !== null);
  const maxDisruption = limited ? 2 * ALIGNMENT_MAX_DISRUPTION : 1;
  const trouble = useSearch(maxDisruption);
  const { options, busy, done, all, planId } = useStore(planOptions);
  const [picked, setPicked] = useState<number | null>(null);
  const own = planId === store.plan.id ? options : [];
  const chosen = own.some(({ id }) => id === picked) ? picked : null;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen !== null) list.current?.querySelector('[aria-checked="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const propose = () => {
    screen.closeDialog();
    if (chosen !== null) attempt(() => proposeOption(chosen));
  };
  const progress = busy
    ? words.searching(count(done), count(all))
    : own.length === 0
      ? words.none
      : words.complete(count(all));
  return (
    <Dialog
      wide
      title={words.title}
      onClose={screen.closeDialog}
      footer={<Answers verb={words.propose} disabled={chosen === null} onDo={propose} onClose={screen.closeDialog} />}
    >
      <p className="f12 t2">
        {words.lead} {words.key} {limited ? words.limit(targetShare(maxDisruption)) : words.noLimit}
      </p>
      <div className="options">
        <Chart options={own} chosen={chosen} onChoose={setPicked} />
        <RadioProvider value={chosen === null ? null : String(chosen)} setValue={(next) => setPicked(Number(next))}>
          <RadioGroup ref={list} className="options-list" aria-label={words.list}>
            {own.map((option) => (
              <Option key={option.id} option={option} />
            ))}
          </RadioGroup>
        </RadioProvider>
      </div>
      <p className={trouble === null ? 'f12 t3' : 'error-line'} role="status">
        {trouble ?? progress}
      </p>
    </Dialog>
  );
}
