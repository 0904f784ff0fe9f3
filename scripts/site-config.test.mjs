import { describe, expect, it } from 'vitest';
import { directives } from './content-policy.mjs';
import { siteConfigOf } from './site-config.mjs';

const tiles = { url: 'https://tiles.example:8443/a/{z}/{x}/{y}.png?key=1', credit: ' © Example ' };
const read = (changes) => siteConfigOf(JSON.stringify({ tiles: { ...tiles, ...changes } }), 'it').tiles;

describe('what whoever hosts the app may set', () => {
  it('lets the host of the tiles into the policy for tiles, and nothing else', () => {
    const allowed = (url) => directives(url).filter((directive) => directive.includes('tiles.example'));
    expect(allowed(null)).toEqual([]);
    expect(allowed(read().url)).toEqual([
      "connect-src 'self' https://tiles.example:8443",
      "img-src 'self' data: blob: https://tiles.example:8443",
    ]);
    expect(read()).toEqual({ url: tiles.url, credit: '© Example', tileSize: 256, maxZoom: 19 });
    expect(siteConfigOf('{}', 'it')).toEqual({ tiles: null });
  });

  it('refuses what would open the policy, or cannot be shown, with a sentence', () => {
    for (const url of [
      'http://tiles.example/{z}/{x}/{y}.png',
      "https://*/{z}/{x}/{y};script-src 'unsafe-inline'",
      'https://*.example/{z}/{x}/{y}.png',
      'data:image/png,{z}{x}{y}',
      'https://tiles.example/{z}/{x}.png',
      7,
    ]) {
      expect(() => read({ url })).toThrow(/^it: tiles\.url/);
    }
    expect(() => read({ credit: ' ' })).toThrow(/credit must say/);
    expect(() => read({ tileSize: 100 })).toThrow(/256 or 512/);
    expect(() => read({ maxZoom: 99 })).toThrow(/maxZoom/);
    expect(() => siteConfigOf('{"tile": 1}', 'it')).toThrow(/"tile" is no setting/);
    expect(() => siteConfigOf('{', 'it')).toThrow(/no JSON/);
  });
});
