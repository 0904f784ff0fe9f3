import type { PlanMetrics } from '../../core/metrics/metrics.ts';
import { isInside } from '../../core/metrics/balance.ts';
import { compareWords } from '../compare-words.ts';
import { spread } from '../format.ts';

const WIDTH = 76;
const HEIGHT = 18;
/** Deviation at the edge, as in the bars of the territory list. */
const LIMIT = 0.25;

/** Deviations of one measure as bars from the target, lowest first. */
export function DeviationSpark({ figures, measure }: { readonly figures: PlanMetrics; readonly measure: number }) {
  const deviations = figures.territories.map((one) => one.deviations[measure]!).sort((a, b) => a - b);
  const step = WIDTH / Math.max(1, deviations.length);
  const largest = Math.max(0, ...deviations.map(Math.abs));
  return (
    <svg
      className="spark"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={compareWords.sparkOf(spread(largest))}
      preserveAspectRatio="none"
    >
      {deviations.map((deviation, i) => {
        const size = (Math.min(Math.abs(deviation), LIMIT) / LIMIT) * (HEIGHT / 2 - 1);
        const inside = isInside([deviation], figures.corridor);
        const look = inside ? 'bar-inside' : deviation < 0 ? 'bar-under' : 'bar-over';
        return (
          <rect
            // oxlint-disable-next-line react/no-array-index-key -- the bars are told apart by their rank alone
            key={i}
            className={look}
            x={i * step}
            width={Math.max(0.5, step - (step > 3 ? 1 : 0.2))}
            y={deviation < 0 ? HEIGHT / 2 : HEIGHT / 2 - size}
            height={Math.max(0.5, size)}
          />
        );
      })}
      <line className="spark-axis" x1={0} x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
    </svg>
  );
}
