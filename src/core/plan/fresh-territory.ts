import type { Territory, TerritoryCode } from './plan.ts';

const HUES = 10;

/** A new territory whose id and name are not among `words`; they are added to them. */
export function freshTerritory(code: TerritoryCode, targetShare: number, words: Set<string>): Territory {
  let number = code;
  const idOf = () => `T${String(number).padStart(2, '0')}`;
  const nameOf = () => `Territory ${number}`;
  while (words.has(idOf()) || words.has(nameOf())) number++;
  const territory: Territory = {
    code,
    id: idOf(),
    name: nameOf(),
    hue: code % HUES,
    rep: '',
    region: '',
    targetShare,
    capacity: 1,
    locked: false,
  };
  words.add(territory.id).add(territory.name);
  return territory;
}
