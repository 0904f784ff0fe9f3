import type { TerritoryCode } from '../../core/plan/plan.ts';
import { Tip } from '../kit/tip.tsx';
import { Swatch } from '../kit/swatch.tsx';
import { messages } from '../messages.ts';
import { attempt } from './attempt.ts';
import { useTerritoryLook } from './name-lookup.ts';

const words = messages.rebalance;

export interface TerritoryChipsProps {
  readonly codes: readonly TerritoryCode[];
  readonly leftOut: readonly TerritoryCode[];
  readonly onToggle: (code: TerritoryCode) => void | Promise<void>;
}

/** Territories that a proposal is about: a click leaves one as it is, and the search does without it. */
export function TerritoryChips({ codes, leftOut, onToggle }: TerritoryChipsProps) {
  const look = useTerritoryLook();
  return (
    <ul className="live-territories" aria-label={words.territories}>
      {codes.map((code) => {
        const { name, hue, pattern } = look(code);
        const hint = leftOut.includes(code) ? words.takeIn(name) : words.leaveOut(name);
        return (
          <li key={code}>
            <Tip text={hint} placement="top">
              <button
                type="button"
                className="live-territory"
                aria-label={name}
                aria-pressed={!leftOut.includes(code)}
                onClick={() => attempt(() => onToggle(code))}
              >
                <Swatch hue={hue} pattern={pattern} />
                <span className="clip">{name}</span>
              </button>
            </Tip>
          </li>
        );
      })}
    </ul>
  );
}
