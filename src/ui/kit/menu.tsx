import { Menu as AriaMenu, MenuButton, MenuItem, MenuProvider, MenuSeparator } from '@ariakit/react';
import type { LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { listPopup } from './popup.ts';

export interface MenuProps {
  /** The button that opens it; carries its own name. */
  readonly button: ReactElement;
  readonly label: string;
  readonly children: ReactNode;
  readonly placement?: 'bottom-start' | 'bottom-end' | 'top-start' | 'top-end';
}

export function Menu({ button, label, children, placement = 'bottom-start' }: MenuProps) {
  return (
    <MenuProvider placement={placement}>
      <MenuButton render={button} />
      <AriaMenu {...listPopup} aria-label={label}>
        {children}
      </AriaMenu>
    </MenuProvider>
  );
}

export interface MenuLineProps {
  readonly icon?: LucideIcon;
  readonly onPick: () => void;
  readonly children: ReactNode;
  readonly disabled?: boolean;
}

export function MenuLine({ icon: Icon, onPick, children, disabled = false }: MenuLineProps) {
  return (
    <MenuItem className="item" onClick={onPick} disabled={disabled}>
      {Icon === undefined ? null : <Icon aria-hidden />}
      <span className="clip">{children}</span>
    </MenuItem>
  );
}

export { MenuSeparator };
