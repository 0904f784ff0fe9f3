import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { ariaKeys } from '../keys.ts';
import { Tip, type TipProps } from './tip.tsx';

type Look = 'default' | 'primary' | 'ghost' | 'danger';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: Look;
  readonly size?: 'large' | 'wide' | undefined;
  readonly icon?: LucideIcon | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
}

function classOf(look: Look, extra: string | undefined): string {
  return `btn${look === 'default' ? '' : ` ${look}`}${extra === undefined ? '' : ` ${extra}`}`;
}

export function Button({ look = 'default', size, icon: Icon, className, children, ...rest }: ButtonProps) {
  const extra = [size, className].filter(Boolean).join(' ');
  return (
    <button type="button" {...rest} className={classOf(look, extra || undefined)}>
      {Icon === undefined ? null : <Icon aria-hidden />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  /** Accessible name and tooltip. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly look?: Look;
  readonly keys?: string | undefined;
  /** More than the name, for the tooltip. */
  readonly hint?: ReactNode;
  readonly placement?: TipProps['placement'];
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({
  label,
  icon: Icon,
  look = 'ghost',
  keys,
  hint,
  placement = 'bottom',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tip text={hint ?? label} keys={keys} placement={placement}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
        className={classOf(look, `icon${className === undefined ? '' : ` ${className}`}`)}
      >
        <Icon aria-hidden />
      </button>
    </Tip>
  );
}
