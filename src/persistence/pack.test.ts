import { describe, expect, it } from 'vitest';
import { pack, unpack } from './pack.ts';
import { RevisionConflict } from './journal.ts';
import { createWriteQueue, sentenceOf } from './write-queue.ts';
import type { SaveState } from '../store/save-store.ts';

describe('pack', () => {
  it('brings typed arrays, maps, text and odd numbers back', () => {
    const value = {
      arrays: [new Uint8Array([1, 2, 3]), new Float64Array([Number.NaN, -0, 1e300]), new Uint16Array(0)],
      view: new Uint32Array(new Uint32Array([9, 8, 7, 6]).buffer, 4, 2),
      map: new Map<unknown, unknown>([
        [1, { a: 'ä☃' }],
        ['k', new Map([[2, new Int32Array([-1])]])],
      ]),
      numbers: [Number.POSITIVE_INFINITY, Number.NaN, -0, 0.1],
      nothing: null,
    };
    const packed = pack(value);
    const shifted = new Uint8Array(packed.length + 3);
    shifted.set(packed, 3);
    expect(unpack(packed)).toEqual(value);
    expect(unpack(shifted.subarray(3))).toEqual(value);
  });

  it('refuses what is cut short', () => {
    const packed = pack({ column: new Float64Array(100) });
    expect(() => unpack(packed.slice(0, packed.length - 8))).toThrow(/cut short/);
    expect(() => unpack(packed.slice(0, 20))).toThrow(/cut short/);
    expect(() => unpack(new Uint8Array(2))).toThrow(RangeError);
  });
});

describe('write queue', () => {
  it('keeps the order, keeps what failed at the head, and tells the truth', async () => {
    const told: (SaveState['state'] | undefined)[] = [];
    const queue = createWriteQueue(({ state }) => told.push(state));
    const written: number[] = [];
    let broken = true;
    queue.add(async () => {
      if (broken) throw Object.assign(new Error('full'), { name: 'AbortError', inner: { name: 'QuotaExceededError' } });
      written.push(1);
    });
    queue.add(async () => {
      written.push(2);
    });
    await expect.poll(() => told.at(-1)).toBe('error');
    expect(written).toEqual([]);
    expect(queue.pending).toBe(2);
    broken = false;
    queue.retry();
    await queue.drained();
    expect(written).toEqual([1, 2]);
    expect(told.at(-1)).toBe('saved');
  });

  it('says what happened and what to do', () => {
    const quota = Object.assign(new Error('x'), { name: 'AbortError', inner: { name: 'QuotaExceededError' } });
    expect(sentenceOf(quota)).toMatch(/no room left.*plan file/);
    expect(sentenceOf(new RevisionConflict('Taken.'))).toMatch(/^Taken\. Reload/);
    expect(sentenceOf(new Error('odd'))).toMatch(/could not save \(odd\)/);
  });
});
