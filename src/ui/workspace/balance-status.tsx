import { spread } from '../format.ts';
import { count } from '../format.ts';
import { messages } from '../messages.ts';
import { counted } from '../words.ts';
import { useMetrics, usePlan } from './plan-hooks.ts';

const words = messages.status;

/** Says after every commit how the plan stands: on screen, and to those who listen. */
export function BalanceStatus() {
  const { project } = usePlan();
  const figures = useMetrics((state) => state.figures);
  const stale = useMetrics((state) => state.stale);
  let said: readonly (readonly [string, 'shown' | 'spoken'])[] = [];
  if (figures !== null) {
    const { balance, coverage, notContiguous, revision } = figures;
    const deviations = project.dataset.measures
      .map((measure, m) => words.measure(measure.name.toLowerCase(), spread(balance[m]?.maxDeviation ?? Number.NaN)))
      .join(', ');
    const covered = coverage.unassigned === 0 ? words.covered : words.uncovered(counted(coverage.unassigned, 'cells'));
    const pieces =
      notContiguous.length === 0 ? words.contiguous : words.notContiguous(counted(notContiguous.length, 'territories'));
    // The bar is short: the panel has the revision's and the good news' place.
    said = [
      [words.revision(count(revision)), 'spoken'],
      [words.deviations(deviations), coverage.assigned === 0 ? 'spoken' : 'shown'],
      [words.sentence(covered), coverage.unassigned === 0 ? 'spoken' : 'shown'],
      [words.sentence(pieces), notContiguous.length === 0 ? 'spoken' : 'shown'],
    ];
  }
  return (
    <div
      role="status"
      aria-label={words.label}
      className={stale ? 'balance-status clip figures stale' : 'balance-status clip figures'}
      title={said.map(([text]) => text).join(' ')}
    >
      {said.map(([text, how]) => (
        <span key={text} className={how === 'spoken' ? 'visually-hidden' : undefined}>
          {text}{' '}
        </span>
      ))}
    </div>
  );
}
