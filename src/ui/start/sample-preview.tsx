import { count } from '../format.ts';
import { messages } from '../messages.ts';
import { useDark } from '../theme.ts';

const words = messages.start;

/** Facts of the bundled sample, as its README has them. */
export const SAMPLE = { accounts: 2604, cells: 18_692, deposits: '$358.0B' } as const;

/** A picture of the sample, drawn from its data ahead of time: no map library is loaded for it. */
export function SamplePreview() {
  const dark = useDark();
  const facts: readonly (readonly [string, string])[] = [
    [words.sample, words.sampleName],
    [words.accounts, count(SAMPLE.accounts)],
    [words.deposits, SAMPLE.deposits],
    [words.grid, words.gridValue(count(SAMPLE.cells))],
  ];
  return (
    <section className="start-preview" aria-label={words.previewLabel}>
      <img src={`./sample/preview-${dark ? 'dark' : 'light'}.svg`} alt="" />
      <div className="start-caption">
        <dl>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <div className="f11 t3">{words.sampleSource}</div>
      </div>
    </section>
  );
}
