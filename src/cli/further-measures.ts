/** `--measure NAME=COL` of the command line: figures that carry the name the user gives. */
import type { Measure } from '../core/data/measure.ts';
import { UsageError } from './command.ts';

/** @param taken names of other columns of what is written. @throws UsageError on repeated names and what is no measure */
export function furtherMeasures(texts: readonly string[] = [], taken: readonly string[]): Measure[] {
  const names = new Set(taken);
  return texts.map((text) => {
    const measure = measureOf(text);
    if (names.has(measure.key)) {
      throw new UsageError(`--measure names "${measure.key}", which another column of the table is called.`);
    }
    names.add(measure.key);
    return measure;
  });
}

function measureOf(text: string): Measure {
  const cut = text.indexOf('=');
  const name = text.slice(0, cut).trim();
  const formula = text.slice(cut + 1).trim();
  if (cut <= 0 || name === '' || formula === '') {
    throw new UsageError(`--measure takes NAME=COL or NAME==FORMULA, not "${text}".`);
  }
  return { key: name, name, unit: { kind: 'other', symbol: '', scale: 1 }, formula };
}
