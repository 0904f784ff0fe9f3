import { expect, test } from 'vitest';
import { deviationText } from './label-text.ts';
import { type Places, placesInView } from './places.ts';

const places: Places = {
  kinds: ['city', 'state', 'country'],
  kind: [2, 0, 0, 0],
  name: ['Fiji', 'Suva', 'Lambasa', 'Seattle'],
  lng: [178, 178.44, 179.39, -122.33],
  lat: [-17.8, -18.14, -16.42, 47.6],
  size: [2, 178, 24, 737],
};

test('places of a view that crosses the antimeridian, big enough for the zoom', () => {
  const bounds = [-185, -20, -175, -10] as const;
  expect(placesInView(places, bounds, 6, 9).map(({ name, lng }) => [name, Math.round(lng)])).toEqual([['Suva', -182]]);
  expect(placesInView(places, bounds, 9, 9).map(({ name }) => name)).toEqual(['Suva', 'Lambasa']);
  expect(placesInView(places, bounds, 9, 1)).toHaveLength(1);
});

test('deviations have a sign, one decimal and a true minus', () => {
  expect([0.0468, -0.1, 0, -0.0004, 12].map(deviationText)).toEqual([
    '+4.7%',
    '\u221210.0%',
    '0.0%',
    '0.0%',
    '+1,200.0%',
  ]);
});
