import type { ReactNode } from 'react';
import { Segmented } from '../kit/segmented.tsx';

export interface CompareCardProps<T extends string> {
  readonly label: string;
  /** What the choices are about. */
  readonly by: string;
  readonly shown: T;
  readonly choices: readonly T[];
  readonly nameOf: Readonly<Record<T, string>>;
  readonly onShow: (shown: T) => void;
  /** Beside the choices. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A card below the maps that shows one of several things. */
export function CompareCard<T extends string>(props: CompareCardProps<T>) {
  const { label, by, shown, choices, nameOf, onShow, aside, children } = props;
  return (
    <section className="compare-card" aria-label={label}>
      <header className="card-head">
        <Segmented
          label={by}
          value={shown}
          choices={choices.map((value) => ({ value, label: nameOf[value] }))}
          onChange={onShow}
        />
        {aside}
      </header>
      {children}
    </section>
  );
}
