import { useMemo } from 'react';
import { view } from '../../store/view-store.ts';
import { keysLabel } from '../keys.ts';
import { Dialog } from '../kit/dialog.tsx';
import { messages } from '../messages.ts';
import { screen } from '../screen.ts';
import { allCommands } from './commands.ts';
import { useView } from './plan-hooks.ts';

const words = messages.keyboard;

const ON_MAP: readonly (readonly [keys: string, what: string])[] = [
  [words.keys.arrows, words.arrows],
  [words.keys.enter, words.enter],
  [keysLabel('Shift+L'), words.lock],
  ['+ \u2212', words.zoom],
  [words.keys.space, words.space],
  [words.keys.alt, words.alt],
  [keysLabel('Escape'), words.escape],
];

function Keys({ title, lines }: { readonly title: string; readonly lines: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl className="key-map">
        {lines.map(([keys, what]) => (
          <div key={`${keys} ${what}`}>
            <dt>
              <span className="kbd">{keys}</span>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Every key there is, and the switch for those of a single letter. */
export function KeyboardDialog() {
  const single = useView((state) => state.singleKeys);
  const groups = useMemo(() => {
    const byGroup = new Map<string, [string, string][]>();
    for (const { group, keys, title } of allCommands()) {
      if (keys === undefined) continue;
      byGroup.set(group, [...(byGroup.get(group) ?? []), [keysLabel(keys), title]]);
    }
    return [...byGroup];
  }, []);
  return (
    <Dialog title={words.title} onClose={screen.closeDialog} wide>
      <label className="row option-line">
        <input
          type="checkbox"
          checked={single}
          onChange={({ target }) => view.setState({ singleKeys: target.checked })}
        />
        <span className="grow">{words.single}</span>
      </label>
      <p className="hint">{words.hint}</p>
      {/* The keyboard can scroll what it is about. */}
      <div className="key-scroll" role="group" aria-label={words.title} tabIndex={0}>
        <div className="key-groups">
          {groups.map(([title, lines]) => (
            <Keys key={title} title={title} lines={lines} />
          ))}
          <Keys title={words.onMap} lines={ON_MAP} />
        </div>
      </div>
    </Dialog>
  );
}
