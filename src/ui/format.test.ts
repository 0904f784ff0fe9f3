import { beforeAll, describe, expect, it } from 'vitest';
import {
  amount,
  amountInFull,
  columnScale,
  corridor,
  count,
  deviation,
  scaled,
  share,
  spread,
  setLocale,
  when,
} from './format.ts';

const money = { kind: 'money', symbol: '$', scale: 1000 } as const;
const hours = { kind: 'time', symbol: 'h', scale: 1 } as const;

beforeAll(() => setLocale('en-US'));

describe('figures', () => {
  it('writes deviations with a true minus and never as a rounded-off zero', () => {
    expect(deviation(0.18)).toBe('+18.0%');
    expect(deviation(-0.173)).toBe('−17.3%');
    expect(deviation(-0.0002)).toBe('−0.1%');
    expect(deviation(0)).toBe('0.0%');
    expect(spread(-0.183)).toBe('18.3%');
    expect(deviation(Number.NaN)).toBe('–');
  });

  it('writes money in the unit of the file', () => {
    expect(amount(84_200, money)).toBe('$84.2M');
    expect(amount(1_704_300, money)).toBe('$1,704.3M');
    expect(amount(357_996_026, money)).toBe('$358.0B');
    expect(amount(-59_700, money)).toBe('−$59.7M');
    expect(amountInFull(1_299.786, money)).toBe('$1,299,786');
  });

  it('writes hours whole in sums and with a decimal in full', () => {
    expect(amount(1517.9, hours)).toBe('1,518 h');
    expect(amountInFull(16.5, hours)).toBe('16.5 h');
  });

  it('writes other units with decimals only while they are small', () => {
    const other = { kind: 'other', symbol: '', scale: 1 } as const;
    expect(amount(11_037.72, other)).toBe('11,038');
    expect(amount(651.65, other)).toBe('651.65');
  });

  it('moves the unit of a column to its header', () => {
    const wide = columnScale(142_000, money);
    expect(wide.label).toBe('$M');
    expect(scaled(167_600, money, wide)).toBe('168');
    const huge = columnScale(29_833_000, money);
    expect(huge.label).toBe('$B');
    expect(scaled(29_833_000, money, huge)).toBe('29.8');
    const time = columnScale(1518, hours);
    expect(time.label).toBe('h');
    expect(scaled(1631.2, hours, time)).toBe('1,631');
  });

  it('writes shares, corridors and counts', () => {
    expect(share(0.0123)).toBe('1.2%');
    expect(corridor(0.05)).toBe('±5%');
    expect(corridor(0.075)).toBe('±7.5%');
    expect(count(-2604)).toBe('−2,604');
  });

  it('says when, the nearer the finer', () => {
    const now = new Date(2026, 10, 18, 15, 0).getTime();
    expect(when(new Date(2026, 10, 18, 14, 2).getTime(), now, 'Today')).toMatch(/^Today /);
    expect(when(new Date(2026, 10, 17, 9, 0).getTime(), now, 'Today')).toBe('Tuesday');
    expect(when(new Date(2026, 10, 3).getTime(), now, 'Today')).toBe('November 3');
  });
});
