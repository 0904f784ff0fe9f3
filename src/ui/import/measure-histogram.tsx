import type { MeasureHistogram } from '../../core/data/histogram.ts';
import type { Unit } from '../../core/data/measure.ts';
import { amount, count, share } from '../format.ts';
import { wizardWords } from '../wizard-words.ts';
import { counted } from '../words.ts';

const words = wizardWords;

export interface HistogramProps {
  readonly histogram: MeasureHistogram;
  /** Names of the tiers, the weightiest first. */
  readonly tiers: readonly string[];
  readonly unit: Unit;
  /** Name of the measure, within a sentence. */
  readonly measure: string;
  readonly stale: boolean;
}

/** Edges that carry a label: about five, evenly over the bins. */
function labelled(edges: readonly number[]): ReadonlySet<number> {
  const step = Math.max(1, Math.round((edges.length - 1) / 4));
  return new Set(edges.flatMap((_, at) => (at % step === 0 && at + step / 2 < edges.length + step / 2 ? [at] : [])));
}

/** Edges are round numbers: a decimal zero says nothing. */
function roundAmount(edge: number, unit: Unit): string {
  return amount(edge, unit).replace(/[.,]0(?!\d)/, '');
}

function Bars({
  histogram,
  tiers,
  unit,
  highest,
}: Pick<HistogramProps, 'histogram' | 'tiers' | 'unit'> & { readonly highest: number }) {
  const { edges, counts } = histogram;
  const shown = labelled(edges);
  const bins = edges.length - 1;
  return (
    <div className="bars" aria-hidden>
      {edges.slice(0, -1).map((edge, bin) => {
        const accounts = counts.reduce((sum, tier) => sum + (tier[bin] ?? 0), 0);
        const range = words.histogramBin(
          amount(edge, unit),
          amount(edges[bin + 1]!, unit),
          counted(accounts, 'accounts'),
        );
        return (
          <div key={edge} className="bin" title={range}>
            <div className="stack-up" style={{ height: `${(100 * accounts) / highest}%` }}>
              {tiers.map((tier, code) => (
                <i key={tier} className={`tier-${code}`} style={{ flexGrow: counts[code]?.[bin] ?? 0 }} />
              ))}
            </div>
            {shown.has(bin) ? (
              <span className={bin > 0.85 * bins ? 'last' : undefined}>{roundAmount(edge, unit)}</span>
            ) : null}
          </div>
        );
      })}
    </div>
  );
}

/** How many accounts have how much of a measure; bars are stacked by tier. */
export function Histogram(props: HistogramProps) {
  const { histogram, tiers, unit, measure, stale } = props;
  const { edges, counts, zeros, largest } = histogram;
  const bins = Math.max(0, edges.length - 1);
  const sums = Array.from({ length: bins }, (_, bin) => counts.reduce((sum, tier) => sum + (tier[bin] ?? 0), 0));
  const highest = Math.max(0, ...sums);
  const valued = sums.reduce((sum, n) => sum + n, 0);
  const used = tiers.filter((_, code) => counts[code]?.some((n) => n > 0));
  const busiest = sums.indexOf(highest);
  const spoken =
    largest === null
      ? words.histogramEmpty
      : words.histogramSpoken(
          measure,
          counted(valued, 'accounts'),
          words.histogramBin(
            roundAmount(edges[busiest]!, unit),
            roundAmount(edges[busiest + 1]!, unit),
            count(highest),
          ),
        );
  return (
    <figure className={stale ? 'histogram figures stale' : 'histogram figures'} aria-label={spoken}>
      <figcaption className="row f12">
        <strong className="grow">{words.histogramTitle(measure)}</strong>
        {used.length < 2 ? null : (
          <span className="row legends t2">
            {words.tier}
            {tiers.map((tier, code) => (
              <span key={tier} className="legend">
                <i className={`tier-${code}`} />
                {tier}
              </span>
            ))}
          </span>
        )}
      </figcaption>
      {largest === null ? (
        <p className="f12 t2">{words.histogramEmpty}</p>
      ) : (
        <>
          <div className="plot">
            <span className="most">{count(highest)}</span>
            <Bars histogram={histogram} tiers={tiers} unit={unit} highest={highest} />
          </div>
          <p className="hint">
            {words.histogramLargest(amount(largest.value, unit), share(largest.share))}
            {zeros === 0 ? null : ` ${words.histogramZeros(counted(zeros, 'accounts'))}`}
          </p>
        </>
      )}
    </figure>
  );
}
