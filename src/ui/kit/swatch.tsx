/** Colour of a territory as the map fills it: a hue, and a pattern where hues do not suffice. */
export interface SwatchProps {
  readonly hue: number | undefined;
  readonly pattern?: number | undefined;
  readonly large?: boolean;
}

export function Swatch({ hue, pattern = 0, large = false }: SwatchProps) {
  return (
    <i
      className={large ? 'swatch large' : 'swatch'}
      data-hue={hue}
      data-pattern={pattern === 0 ? undefined : pattern}
    />
  );
}
