import { Combobox, ComboboxItem, ComboboxList, ComboboxProvider, Dialog } from '@ariakit/react';
import { useMemo, useState } from 'react';
import { keysLabel } from '../keys.ts';
import { messages } from '../messages.ts';
import { screen } from '../screen.ts';
import { attempt } from './attempt.ts';
import { allCommands, type Command } from './commands.ts';

const words = messages.palette;
/** More than these is not a choice but a list to scroll. */
const SHOWN = 60;

/** Every word of the query begins a word of the title, in any order. */
function matches(title: string, query: string): boolean {
  const parts = title.toLowerCase().split(/[\s,:/]+/);
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => parts.some((part) => part.startsWith(word)));
}

export function CommandPalette() {
  const commands = useMemo(() => allCommands().filter((command) => command.enabled && command.id !== 'palette'), []);
  const [query, setQuery] = useState('');
  const found = commands.filter((command) => matches(command.title, query.trim())).slice(0, SHOWN);
  const run = (command: Command) => {
    screen.closeDialog();
    // After the dialog has given the focus back.
    setTimeout(() => attempt(command.run));
  };
  return (
    <Dialog
      open
      onClose={screen.closeDialog}
      className="dialog high palette"
      backdrop={<div className="backdrop" />}
      aria-label={words.title}
    >
      <ComboboxProvider open value={query} setValue={setQuery} focusLoop={false}>
        <Combobox className="palette-field" autoSelect placeholder={words.placeholder} aria-label={words.placeholder} />
        <ComboboxList className="palette-list pop" alwaysVisible aria-label={words.title}>
          {found.map((command, at) => (
            <div key={command.id} role="presentation">
              {command.group === found[at - 1]?.group ? null : (
                <div className="group-name" role="presentation">
                  {command.group}
                </div>
              )}
              <ComboboxItem
                className="item"
                value={command.title}
                setValueOnClick={false}
                hideOnClick={false}
                focusOnHover
                onClick={() => run(command)}
              >
                <span className="grow clip">{command.title}</span>
                {command.keys === undefined ? null : <span className="kbd">{keysLabel(command.keys)}</span>}
              </ComboboxItem>
            </div>
          ))}
          {found.length === 0 ? <p className="empty">{words.none}</p> : null}
        </ComboboxList>
      </ComboboxProvider>
    </Dialog>
  );
}
