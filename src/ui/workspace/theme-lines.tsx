import { MenuItem } from '@ariakit/react';
import { Monitor, Moon, Sun } from 'lucide-react';
import { type Theme, view } from '../../store/view-store.ts';
import { messages } from '../messages.ts';
import { useView } from './plan-hooks.ts';

const THEMES: readonly (readonly [Theme, typeof Sun])[] = [
  ['system', Monitor],
  ['light', Sun],
  ['dark', Moon],
];

/** Light, dark, or as the system; lines of a menu. */
export function ThemeLines() {
  const theme = useView((state) => state.theme);
  return (
    <>
      <div className="group-name" role="presentation">
        {messages.top.theme}
      </div>
      {THEMES.map(([value, Icon]) => (
        <MenuItem
          key={value}
          role="menuitemradio"
          aria-checked={theme === value}
          className="item"
          onClick={() => view.setState({ theme: value })}
        >
          <Icon aria-hidden />
          {messages.top.themes[value]}
        </MenuItem>
      ))}
    </>
  );
}
