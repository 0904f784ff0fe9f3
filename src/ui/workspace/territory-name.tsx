import type { TerritoryLook } from './name-lookup.ts';

export function TerritoryName({ look }: { readonly look: TerritoryLook }) {
  return (
    <span className="territory-name">
      <i className="swatch" data-hue={look.hue} />
      <span className="clip">{look.name}</span>
    </span>
  );
}
