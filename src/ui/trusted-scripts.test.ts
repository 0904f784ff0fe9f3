import { describe, expect, it } from 'vitest';
import { ownScript } from './trusted-scripts.ts';

const PAGE = 'https://maps.example/territories/';

describe('ownScript', () => {
  it.each(['/assets/map.worker-1a2b.js', 'https://maps.example/assets/maplibre-gl-worker.mjs', 'offline.js'])(
    'takes %s as it is',
    (address) => expect(ownScript(address, PAGE)).toBe(address),
  );

  it.each([
    'https://elsewhere.example/a.js',
    '//elsewhere.example/a.js',
    'data:text/javascript,alert(1)//.js',
    'blob:https://maps.example/0b6e.js',
    'javascript:alert(1)//.js',
    '/uploads/picture.svg',
  ])('refuses %s', (address) => expect(() => ownScript(address, PAGE)).toThrow(/not part of this app/));
});
