/** What the map can be coloured by, in the order it is offered. */
import { planName } from '../../core/plan/make-plan.ts';
import { type CarriedFigure, carriedKey } from '../../store/carried-store.ts';
import type { PlanStore, Project } from '../../store/contract.ts';
import { view, type ViewState } from '../../store/view-store.ts';
import { toolWords } from '../tool-words.ts';

const words = toolWords.colours;

export interface ColourMode {
  readonly id: string;
  readonly label: string;
  readonly choose: () => void;
}

type Chosen = Pick<ViewState, 'colourBy' | 'colourMeasure'>;

export function colourModes(
  project: Project,
  baseline: PlanStore | null,
  figures: readonly Pick<CarriedFigure, 'kind' | 'key' | 'from'>[],
): ColourMode[] {
  const { measures } = project.dataset;
  const mode = (label: string, chosen: Chosen): ColourMode => ({
    id: modeId(chosen),
    label,
    choose: () => view.setState(chosen),
  });
  const { colourMeasure } = view.getState();
  return [
    mode(words.territory, { colourBy: 'territory', colourMeasure }),
    ...measures.map(({ key, name }) =>
      mode(words.deviation(name.toLowerCase()), { colourBy: 'deviation', colourMeasure: key }),
    ),
    ...measures.map(({ key, name }) => mode(name, { colourBy: 'measure', colourMeasure: key })),
    ...figures.map(({ kind, key, from }) =>
      mode(words.carried[kind](from), { colourBy: 'measure', colourMeasure: carriedKey(key) }),
    ),
    ...(baseline === null ? [] : [mode(words.change(planName(baseline.plan)), { colourBy: 'change', colourMeasure })]),
    mode(words.accounts, { colourBy: 'accounts', colourMeasure }),
  ];
}

export function modeId({ colourBy, colourMeasure }: Chosen): string {
  return colourBy === 'deviation' || colourBy === 'measure' ? `${colourBy} ${colourMeasure}` : colourBy;
}
