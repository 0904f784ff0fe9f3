/** The unit of a column, as its name tells it and the first values do. */
import type { Unit } from './measure.ts';
import { normalName } from './role-names.ts';

/** Money where the name or the text of values says so; FDIC deposits (DEPSUM...) are in thousands of dollars. */
export function unitOfName(name: string, values = ''): Unit {
  const joined = normalName(name);
  if (joined.startsWith('depsum')) return { kind: 'money', symbol: '$', scale: 1000 };
  const symbol = /[$€£¥₹]/.exec(`${name} ${values}`)?.[0];
  const scale = /(?:thousand|tsd|000s|keur|kusd|k€|k\$)|(?:^|_)k(?:_|$)/i.test(name) ? 1000 : 1;
  if (symbol !== undefined) return { kind: 'money', symbol, scale };
  if (/eur|euro/.test(joined)) return { kind: 'money', symbol: '€', scale };
  if (/usd|dollar/.test(joined)) return { kind: 'money', symbol: '$', scale };
  if (/gbp/.test(joined)) return { kind: 'money', symbol: '£', scale };
  if (/population|einwohner|inhabitant|households|employees|mitarbeiter|^pop$/.test(joined)) {
    return { kind: 'count', symbol: '', scale };
  }
  return { kind: 'other', symbol: '', scale };
}
