import { deviationColour } from '../../map/symbology.ts';
import { corridor as corridorText, count, index, spread } from '../format.ts';
import { healthWords, leftWords } from '../panel-words.ts';
import { useCorridor, useLiveBalance, useMetrics, usePlan, useTerritories } from './plan-hooks.ts';

const words = healthWords;
/** Beyond this the boxes of the strip would be thinner than the gaps between them. */
const MANY = 40;

/** How balanced the alignment in force is: the first thing to know before changing it. */
export function Health() {
  const { project, store } = usePlan();
  const territories = useTerritories(store);
  const corridor = useCorridor(store);
  const { inside } = useLiveBalance(store);
  const figures = useMetrics((state) => state.figures);
  const stale = useMetrics((state) => state.stale);
  const deviations = figures?.territories.map((one) => one.deviations[0] ?? 0).sort((a, b) => b - a) ?? [];
  const rows = [
    [words.largest, figures?.balance.map((one) => spread(one.maxDeviation))],
    [words.mean, figures?.balance.map((one) => spread(one.meanAbsDeviation))],
    [words.gini, figures?.balance.map((one) => index(one.gini))],
  ] as const;
  return (
    <div className="left-section">
      <p className="f12 t2">{words.title}</p>
      <div className="headline-row">
        <strong className="headline">{leftWords.nOfM(count(inside), count(territories.length))}</strong>
        <span className="t2">{words.inside(corridorText(corridor))}</span>
      </div>
      <div className={deviations.length > MANY ? 'health-strip many' : 'health-strip'} aria-hidden="true">
        {deviations.map((deviation, at) => (
          <i key={at} style={{ background: deviationColour(deviation) }} />
        ))}
      </div>
      <div className="row f11 t3 health-ends" aria-hidden="true">
        <span>{words.over}</span>
        <span>{words.each(project.dataset.measures[0]?.name.toLowerCase() ?? '')}</span>
        <span>{words.under}</span>
      </div>
      <table className={stale ? 'health-table figures stale' : 'health-table figures'}>
        <thead>
          <tr>
            <th scope="col">{words.balance}</th>
            {project.dataset.measures.map((measure) => (
              <th key={measure.key} scope="col" className="num">
                {measure.name.toLowerCase()}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, values]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values?.map((value, m) => (
                <td key={m} className="num">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
