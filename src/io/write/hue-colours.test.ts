import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HUE_COLOURS } from './hue-colours.ts';

it('are the tokens of the light theme', () => {
  const css = readFileSync(new URL('../../ui/tokens.css', import.meta.url), 'utf8');
  const tokens = HUE_COLOURS.map((_, hue) => new RegExp(`--t${hue + 1}: #([0-9a-f]{6})`).exec(css)?.[1]);
  expect(tokens).toEqual([...HUE_COLOURS]);
});
