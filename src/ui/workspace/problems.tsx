import { Check, CircleAlert, Download, TriangleAlert } from 'lucide-react';
import type { Plan } from '../../core/plan/plan.ts';
import { saveToDisk } from '../../engine/actions.ts';
import { rebalance } from '../../engine/balance-client.ts';
import { removeTerritory } from '../../engine/plan-actions.ts';
import { makeZipWhole } from '../../engine/problem-fixes.ts';
import { writeRejectedCsv } from '../../io/write/rejected-csv.ts';
import { units } from '../../store/units-store.ts';
import { view } from '../../store/view-store.ts';
import { drawingWords } from '../drawing-words.ts';
import { Button } from '../kit/button.tsx';
import { drawerWords } from '../drawer-words.ts';
import { wizardWords } from '../wizard-words.ts';
import { showAccounts } from './accounts-filter.ts';
import { attempt } from './attempt.ts';
import { mapHandle } from './map-handle.ts';
import { usePlan } from './plan-hooks.ts';
import { dealUnassignedCells, joinPieces } from './reshape/reshape-commands.ts';
import { type Problem, type ProblemFix, useProblems } from './use-problems.ts';

const words = drawerWords;
const fixWords = drawingWords.fixes;

function runFix(plan: Plan, fix: ProblemFix): unknown {
  switch (fix.kind) {
    case 'delete':
      return removeTerritory(fix.code);
    case 'join':
      return joinPieces(fix.code);
    case 'deal':
      return dealUnassignedCells();
    case 'rebalance':
      return rebalance({});
    case 'overrides':
      return showAccounts(plan, { kind: 'override' });
    case 'zip': {
      const { zips } = units.getState();
      return zips === null ? undefined : makeZipWhole(zips, fix.cut);
    }
  }
}

function Fix({ fix }: { readonly fix: ProblemFix }) {
  const { store } = usePlan();
  return (
    <Button look="ghost" title={fixWords.hints[fix.kind]} onClick={() => attempt(() => runFix(store.plan, fix))}>
      {fixWords.names[fix.kind]}
    </Button>
  );
}

function ProblemLine({ problem }: { readonly problem: Problem }) {
  const { store, project } = usePlan();
  const { place, tone, text, lines } = problem;
  const show = () => {
    if (place === 'unassigned') {
      const cells = new Uint32Array(store.owners.length);
      let found = 0;
      store.owners.forEach((owner, cell) => {
        if (owner === 0) cells[found++] = cell;
      });
      mapHandle.current?.zoomToCells(cells.subarray(0, found));
    } else if (place !== null && 'cells' in place) {
      mapHandle.current?.zoomToCells(Array.from(place.cells));
    } else if (place !== null) {
      view.setState({ selectedTerritory: place.territory });
      mapHandle.current?.zoomToTerritory(place.territory);
    }
  };
  return (
    <li className={`problem ${tone}`}>
      {tone === 'error' ? <CircleAlert aria-hidden /> : <TriangleAlert aria-hidden />}
      <div className="grow">
        <p>{text}</p>
        {lines === undefined ? null : (
          <ul className="t2 f12">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </div>
      {place === null ? null : (
        <Button look="ghost" onClick={show}>
          {words.zoomTo}
        </Button>
      )}
      {problem.fix === undefined || store.frozen ? null : <Fix fix={problem.fix} />}
      {problem.key === 'unplaced' ? (
        <Button
          look="ghost"
          icon={Download}
          onClick={() =>
            saveToDisk({ name: 'rejected.csv', mediaType: 'text/csv', bytes: writeRejectedCsv(project.dataset) })
          }
        >
          {wizardWords.download}
        </Button>
      ) : null}
    </li>
  );
}

export function Problems() {
  const problems = useProblems();
  if (problems.length === 0) {
    return (
      <p className="empty row">
        <Check aria-hidden className="good" /> {words.noProblems}
      </p>
    );
  }
  return (
    <ul className="problems">
      {problems.map((problem) => (
        <ProblemLine key={problem.key} problem={problem} />
      ))}
    </ul>
  );
}
