import type { Territory } from '../../../core/plan/plan.ts';
import { amount, share } from '../../format.ts';
import { inspectorWords } from '../../panel-words.ts';
import { showAccounts } from '../accounts-filter.ts';
import { useLiveRow, usePlan } from '../plan-hooks.ts';
import { carriedName } from '../table-columns.tsx';
import { useCarriedSums } from './use-carried-sums.ts';

const words = inspectorWords;

/** What is sold, what is not, what is in the pipeline: where the file says so. */
export function CarriedSection({ territory }: { readonly territory: Territory }) {
  const { project, store } = usePlan();
  const figures = useCarriedSums(project, store);
  const row = useLiveRow(store, territory);
  if (figures.length === 0) return null;
  const potential = row.loads[0] ?? 0;
  return (
    <div className="panel-section">
      <dl className="facts">
        {figures.map((figure) => {
          const sum = figure.sums[territory.code] ?? 0;
          const part = figure.kind === 'white-space' && potential > 0 ? share(sum / potential) : '';
          return (
            <div key={figure.key}>
              <dt>{carriedName(figure)}</dt>
              <dd>
                <button
                  type="button"
                  className="figure-button"
                  title={words.listAccounts(territory.name)}
                  onClick={() => showAccounts(store.plan, { kind: 'territory', code: territory.code })}
                >
                  {words.ofPotential(amount(sum, figure.unit), part)}
                </button>
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
