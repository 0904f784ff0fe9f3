import { Tooltip, TooltipAnchor, TooltipProvider } from '@ariakit/react';
import type { ReactElement, ReactNode } from 'react';
import { keysLabel } from '../keys.ts';

export interface TipProps {
  readonly text: ReactNode;
  /** Shortcut as in `aria-keyshortcuts`: shown beside the words, never in names. */
  readonly keys?: string | undefined;
  readonly placement?: 'top' | 'bottom' | 'left' | 'right';
  readonly children: ReactElement;
}

/** A tooltip on its only child. */
export function Tip({ text, keys, placement = 'bottom', children }: TipProps) {
  return (
    <TooltipProvider placement={placement} timeout={450} hideTimeout={0}>
      <TooltipAnchor render={children} />
      <Tooltip className="tip" gutter={6} unmountOnHide>
        <span>{text}</span>
        {keys === undefined ? null : <span className="keys">{keysLabel(keys)}</span>}
      </Tooltip>
    </TooltipProvider>
  );
}
