import { Select, SelectItem, SelectPopover, SelectProvider } from '@ariakit/react';
import { ChevronDown } from 'lucide-react';
import { view } from '../../store/view-store.ts';
import { listPopup } from '../kit/popup.ts';
import { messages } from '../messages.ts';
import { usePlan, useView } from './plan-hooks.ts';

const words = messages.tools;

/** What fills the cells: whose they are, or how far their territory is from its target. */
export function ColourBy() {
  const { project } = usePlan();
  const colourBy = useView((state) => state.colourBy);
  const measure = useView((state) => state.colourMeasure);
  const choices = [
    { value: 'territory', label: words.colours.territory },
    ...project.dataset.measures.map(({ key, name }) => ({
      value: `deviation ${key}`,
      label: words.colours.deviation(name.toLowerCase()),
    })),
  ];
  const value = colourBy === 'deviation' ? `deviation ${measure}` : 'territory';
  const set = (next: string) => {
    const key = next.startsWith('deviation ') ? next.slice('deviation '.length) : null;
    view.setState(key === null ? { colourBy: 'territory' } : { colourBy: 'deviation', colourMeasure: key });
  };
  return (
    <SelectProvider value={value} setValue={set} placement="bottom-end">
      <Select className="chip colour-by" data-map-panel aria-label={words.colourBy}>
        <span className="t2">{words.colourBy}</span>
        <strong>{choices.find((choice) => choice.value === value)?.label}</strong>
        <ChevronDown aria-hidden />
      </Select>
      <SelectPopover {...listPopup} aria-label={words.colourBy}>
        {choices.map((choice) => (
          <SelectItem key={choice.value} value={choice.value} className="item">
            {choice.label}
          </SelectItem>
        ))}
      </SelectPopover>
    </SelectProvider>
  );
}
