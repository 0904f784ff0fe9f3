import { Combine, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { planName } from '../../core/plan/make-plan.ts';
import { movedCells } from '../../core/metrics/moved-cells.ts';
import { type Taken, takeOver } from '../../engine/scenario-actions.ts';
import { undo } from '../../engine/plan-actions.ts';
import type { PlanStore } from '../../store/contract.ts';
import { compareWords } from '../compare-words.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { Swatch } from '../kit/swatch.tsx';
import { showToast } from '../kit/toasts.tsx';
import { counted } from '../words.ts';
import { attempt } from '../workspace/attempt.ts';
import type { TerritoryLook } from '../workspace/name-lookup.ts';
import { useRevision } from '../workspace/plan-hooks.ts';
import type { Compared } from './compared.ts';
import { type CompareView, useCompareView } from './compare-view.ts';
import { lookIn } from './territory-look.ts';

const words = compareWords.take;
const TakeDialog = lazy(async () => ({ default: (await import('./take-dialog.tsx')).TakeDialog }));

interface Chosen {
  readonly taken: Taken;
  readonly name: string;
  /** Of one territory; null = of several, or of cells. */
  readonly look: TerritoryLook | null;
  /** Cells in which A and B differ about it. */
  readonly differing: number;
}

/** The territory or the cells that are selected on the maps; null when nothing is. */
function useChosen(compared: Compared, view: CompareView): Chosen | null {
  const { a, b } = compared;
  const code = useCompareView(view, (state) => state.selectedTerritory);
  const also = useCompareView(view, (state) => state.alsoSelected);
  const cells = useCompareView(view, (state) => state.selectedCells);
  useRevision(a);
  useRevision(b);
  if (cells.length > 0) {
    const differing = cells.filter((cell) => a.owners[cell] !== b.owners[cell]).length;
    return {
      taken: { kind: 'cells', cells },
      name: words.cells(counted(cells.length, 'cells')),
      look: null,
      differing,
    };
  }
  const codes = [...new Set([code ?? 0, ...also])].filter((one) => one !== 0);
  const [first] = codes;
  if (first === undefined) return null;
  const look = lookIn(compared, a.plan.records.territory.has(first) ? a : b, first);
  const wanted = new Set(codes);
  const differing = movedCells(a.owners, b.owners).cells.filter(
    (cell) => wanted.has(a.owners[cell]!) || wanted.has(b.owners[cell]!),
  );
  return {
    taken: { kind: 'territories', codes },
    name: codes.length === 1 ? look.name : counted(codes.length, 'territories'),
    look: codes.length === 1 ? look : null,
    differing: differing.length,
  };
}

interface IntoProps {
  readonly into: PlanStore;
  readonly from: PlanStore;
  readonly letters: readonly [string, string];
  readonly chosen: Chosen;
}

function Into({ into, from, letters: [to, source], chosen }: IntoProps) {
  const name = planName(into.plan);
  const take = () => {
    takeOver(into.plan.id, from.plan.id, chosen.taken);
    showToast(words.done(chosen.name, name), { label: words.back, run: () => attempt(undo) });
  };
  return (
    <Button
      disabled={into.frozen}
      title={into.frozen ? words.frozen(name) : words.hint(chosen.name, name, planName(from.plan))}
      onClick={() => attempt(take)}
    >
      {words.into(source, to)}
    </Button>
  );
}

/** What is selected on the maps, with a way to take it over from one plan into the other. */
export function TakeOver({ compared, view }: { readonly compared: Compared; readonly view: CompareView }) {
  const { a, b } = compared;
  const chosen = useChosen(compared, view);
  const [listed, setListed] = useState(false);
  if (chosen === null) {
    return (
      <>
        <Button className="take-list" icon={Combine} data-map-panel onClick={() => setListed(true)}>
          {words.open}
        </Button>
        {listed ? (
          <Suspense fallback={null}>
            <TakeDialog compared={compared} onClose={() => setListed(false)} />
          </Suspense>
        ) : null}
      </>
    );
  }
  return (
    <div className="chip take-over" role="group" aria-label={words.title} data-map-panel>
      {chosen.look === null ? null : <Swatch {...chosen.look} />}
      <strong className="clip">{chosen.name}</strong>
      <span className="t2">
        {chosen.differing === 0 ? words.same : words.differs(counted(chosen.differing, 'cells'))}
      </span>
      {chosen.differing === 0 ? null : (
        <>
          <Into into={a} from={b} letters={['A', 'B']} chosen={chosen} />
          <Into into={b} from={a} letters={['B', 'A']} chosen={chosen} />
        </>
      )}
      <IconButton
        label={words.clear}
        icon={X}
        placement="top"
        onClick={() => view.setState({ selectedTerritory: null, selectedCells: new Uint32Array(0), alsoSelected: [] })}
      />
    </div>
  );
}
