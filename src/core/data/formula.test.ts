import { describe, expect, it } from 'vitest';
import { compileFormula } from './formula.ts';
import { textColumnOf } from './text-column.ts';

const table = {
  decimal: '.' as const,
  columns: [
    textColumnOf('DEPSUMBR', ['10', '', 'n.a.', '1,000']),
    textColumnOf('Annual revenue', ['5', '6', '7', '8']),
    textColumnOf('state', ['WA', 'OR', 'WA', '']),
    textColumnOf('constructor', ['1', '2', '3', '4']),
    textColumnOf('count', ['9', '9', '9', '9']),
  ],
};
const value = (text: string, row = 0): number => compileFormula(text, table)(row);

describe('compileFormula', () => {
  it('takes a bare word for a column, even an odd one', () => {
    expect(value('DEPSUMBR')).toBe(10);
    expect(value('Annual revenue', 3)).toBe(8);
    expect(value('constructor', 1)).toBe(2);
    expect(value('DEPSUMBR', 1)).toBeNaN();
  });

  it.each([
    ['=DEPSUMBR*1000', 0, 10000],
    ['=DEPSUMBR + [Annual revenue]', 0, 15],
    ['="Annual revenue" / 5', 0, 1],
    ['=DEPSUMBR + 1', 1, 1],
    ['=DEPSUMBR', 3, 1000],
    ["=if(state == 'WA', 1, 2)", 0, 1],
    ["=if(state == 'WA', 1, 2)", 1, 2],
    ["=state != 'WA' ? 5 : 6", 0, 6],
    ['=round(10 / 3, 2)', 0, 3.33],
    ['=min(3, max(1, 2), 9)', 0, 2],
    ['=2 ** 3 - -1', 0, 9],
    ['=blank(state)', 3, 1],
    ['=count', 0, 9],
    ['=constructor + 1', 0, 2],
    ['= depsumbr', 0, 10],
  ])('%s in record %d is %d', (text, row, expected) => {
    expect(value(text, row)).toBe(expected);
  });

  it('gives NaN for text where a number is needed', () => {
    expect(value('=DEPSUMBR * 2', 2)).toBeNaN();
  });

  it('knows variables, and lets columns win over them', () => {
    const variables = new Map([
      ['visits', () => 12],
      ['count', () => 1],
    ]);
    expect(compileFormula('=visits * 2', table, variables)(0)).toBe(24);
    expect(compileFormula('=count', table, variables)(0)).toBe(9);
  });

  it.each([
    ['=REVENUE*2', /no column REVENUE/],
    ['NOPE', /no column NOPE/],
    ['=DEPSUMBR *', /position/],
    ['=(1 + 2', /position/],
    ['=DEPSUMBR.constructor', /brackets/],
    ['=DEPSUMBR["x"]', /cannot be used/],
    ['=constructor("return 1")', /no function constructor/],
    ['=toString()', /no function toString/],
    ['=__proto__', /no column __proto__/],
    ['=this', /cannot be used/],
    ['=[1,2]', /no column 1,2/],
    ['=a = 1', /cannot be used/],
    ['=1; 2', /more than one/],
    ['=2 ^ 3', /\*\*/],
    ["=state + 'x'", /only be compared/],
    ['=if(1)', /takes 3 values/],
    ['=[open', /not closed/],
    ['=', /cannot be used/],
    [`=${'1+'.repeat(2000)}1`, /longer than/],
  ])('refuses %s in a sentence', (text, message) => {
    expect(() => compileFormula(text, table)).toThrow(message);
  });

  it('names the position of what it cannot read', () => {
    expect(() => compileFormula('=1 + REV', table)).toThrow(/position 6/);
  });
});
