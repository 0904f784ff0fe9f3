import { Swatch } from '../kit/swatch.tsx';
import type { TerritoryLook } from './name-lookup.ts';

export function TerritoryName({ look }: { readonly look: TerritoryLook }) {
  return (
    <span className="territory-name">
      <Swatch hue={look.hue} pattern={look.pattern} />
      <span className="clip">{look.name}</span>
    </span>
  );
}
