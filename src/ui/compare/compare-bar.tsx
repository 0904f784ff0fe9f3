import { MenuItemCheckbox } from '@ariakit/react';
import { ChevronDown, X } from 'lucide-react';
import { compareWords } from '../compare-words.ts';
import { IconButton } from '../kit/button.tsx';
import { Menu } from '../kit/menu.tsx';
import { Segmented } from '../kit/segmented.tsx';
import { Select } from '../kit/select.tsx';
import { toolWords } from '../tool-words.ts';
import { type CompareMode, type Comparison, screen } from '../screen.ts';
import { usePlan, useWorkspace } from '../workspace/plan-hooks.ts';
import type { Compared } from './compared.ts';
import { type CompareView, useCompareView } from './compare-view.ts';

const words = compareWords;
const MODES: readonly CompareMode[] = ['side', 'swipe', 'change'];

function Letter({ letter }: { readonly letter: 'A' | 'B' }) {
  return (
    <span className="plan-letter" aria-hidden>
      {letter}
    </span>
  );
}

function ColourBy({ view }: { readonly view: CompareView }) {
  const { project } = usePlan();
  const colourBy = useCompareView(view, (state) => state.colourBy);
  const measure = useCompareView(view, (state) => state.colourMeasure);
  const tools = toolWords;
  return (
    <Select
      label={tools.colourBy}
      value={colourBy === 'deviation' ? measure : ''}
      choices={[
        { value: '', label: tools.colours.territory },
        ...project.dataset.measures.map(({ key, name }) => ({
          value: key,
          label: tools.colours.deviation(name.toLowerCase()),
        })),
      ]}
      onChange={(key) =>
        view.setState(key === '' ? { colourBy: 'territory' } : { colourBy: 'deviation', colourMeasure: key })
      }
    />
  );
}

/** Any further plans for the table of figures. */
function MorePlans({ comparison, compared }: { readonly comparison: Comparison; readonly compared: Compared }) {
  const plans = useWorkspace((state) => state.plans);
  const fixed = new Set([compared.a, compared.b, compared.base].map(({ plan }) => plan.id));
  const { also } = comparison;
  const others = plans.filter(({ id, archived }) => !fixed.has(id) && (!archived || also.includes(id)));
  if (others.length === 0) return null;
  return (
    <Menu
      label={words.morePlans}
      button={
        <button type="button" className="btn ghost">
          {words.more}
          <ChevronDown aria-hidden />
        </button>
      }
    >
      {others.map(({ id, name }) => (
        <MenuItemCheckbox
          key={id}
          name="also"
          value={id}
          hideOnClick={false}
          checked={also.includes(id)}
          className="item"
          onClick={() =>
            screen.changeCompare({ also: also.includes(id) ? also.filter((one) => one !== id) : [...also, id] })
          }
        >
          <i className={also.includes(id) ? 'check-mark on' : 'check-mark'} />
          <span className="clip">{name}</span>
        </MenuItemCheckbox>
      ))}
    </Menu>
  );
}

export interface CompareBarProps {
  readonly comparison: Comparison;
  readonly compared: Compared;
  readonly view: CompareView;
}

/** Which plans, counted against which, and how they are drawn. */
export function CompareBar({ comparison, compared, view }: CompareBarProps) {
  const plans = useWorkspace((state) => state.plans);
  // Plans that are put away are not offered, unless they are in it.
  const choicesWith = (...chosen: readonly string[]) =>
    plans
      .filter(({ id, archived }) => !archived || chosen.includes(id))
      .map(({ id, name }) => ({ value: id, label: name }));
  const choices = choicesWith(comparison.a, comparison.b);
  const pick = (side: 'a' | 'b') => (id: string) => {
    const other = side === 'a' ? comparison.b : comparison.a;
    // The plan of the other side: they change places.
    const swapped = id === other ? { a: comparison.b, b: comparison.a } : { [side]: id };
    screen.changeCompare(swapped);
  };
  return (
    <section className="compare-bar" aria-label={words.bar}>
      <span className="t2">{words.compare}</span>
      <Letter letter="A" />
      <Select label={words.planA} value={comparison.a} choices={choices} onChange={pick('a')} />
      <span className="t2">{words.with}</span>
      <Letter letter="B" />
      <Select label={words.planB} value={comparison.b} choices={choices} onChange={pick('b')} />
      <span className="t2">{words.against}</span>
      <Select
        label={words.base}
        value={compared.base.plan.id}
        choices={choicesWith(compared.base.plan.id)}
        onChange={(against) => screen.changeCompare({ against })}
      />
      <MorePlans comparison={comparison} compared={compared} />
      <span className="grow" />
      <span className="t2 colour-label">{toolWords.colourBy}</span>
      <ColourBy view={view} />
      <Segmented
        label={words.mode}
        value={comparison.mode}
        choices={MODES.map((mode) => ({ value: mode, label: words.modes[mode] }))}
        onChange={(mode) => screen.changeCompare({ mode })}
      />
      <IconButton label={words.done} icon={X} keys="Escape" onClick={screen.closeCompare} />
    </section>
  );
}
