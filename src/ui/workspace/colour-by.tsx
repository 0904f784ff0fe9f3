import { Select, SelectItem, SelectPopover, SelectProvider } from '@ariakit/react';
import { ChevronDown } from 'lucide-react';
import { listPopup } from '../kit/popup.ts';
import { toolWords } from '../tool-words.ts';
import { useCarried } from './carried/use-carried.ts';
import { colourModes, modeId } from './colour-modes.ts';
import { usePlan, useView, useWorkspace } from './plan-hooks.ts';

const words = toolWords;

/** What fills the cells: whose they are, how far their territory is from its target, what they hold, what changed. */
export function ColourBy() {
  const { project } = usePlan();
  const baseline = useWorkspace((state) => state.baseline);
  const id = useView(modeId);
  const modes = colourModes(project, baseline, useCarried(project));
  const chosen = modes.find((mode) => mode.id === id) ?? modes[0]!;
  const choose = (next: string) => modes.find((mode) => mode.id === next)?.choose();
  return (
    <SelectProvider value={chosen.id} setValue={choose} placement="bottom-end">
      <Select className="chip colour-by" data-map-panel aria-label={words.colourBy}>
        <span className="t2">{words.colourBy}</span>
        <strong>{chosen.label}</strong>
        <ChevronDown aria-hidden />
      </Select>
      <SelectPopover {...listPopup} aria-label={words.colourBy}>
        {modes.map((mode) => (
          <SelectItem key={mode.id} value={mode.id} className="item">
            {mode.label}
          </SelectItem>
        ))}
      </SelectPopover>
    </SelectProvider>
  );
}
