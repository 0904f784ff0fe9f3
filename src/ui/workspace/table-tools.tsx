import { Popover, PopoverDisclosure, PopoverProvider, usePopoverStore } from '@ariakit/react';
import { Columns3, Copy } from 'lucide-react';
import { view } from '../../store/view-store.ts';
import { drawingWords } from '../drawing-words.ts';
import { count } from '../format.ts';
import { IconButton } from '../kit/button.tsx';
import { showToast } from '../kit/toasts.tsx';
import { counted } from '../words.ts';
import { attempt } from './attempt.ts';
import { useView } from './plan-hooks.ts';
import { spreadsheetText } from './spreadsheet-text.ts';
import { useTable } from './territory-table.tsx';

const words = drawingWords.table;

/** Which columns the table has, and the table for a spreadsheet. */
export function TableTools() {
  const { columns, lines, all } = useTable();
  const hidden = useView((state) => state.hiddenColumns);
  const popover = usePopoverStore({ placement: 'top-end' });
  const copy = async () => {
    const head = columns.map(({ name, alone }) => alone?.name ?? name);
    const rows = lines.map((line) => columns.map(({ alone, value }) => (alone?.value ?? value)(line)));
    await navigator.clipboard.writeText(spreadsheetText([head, ...rows]));
    showToast(words.copied(counted(lines.length, 'territories'), count(columns.length)));
  };
  const toggle = (key: string, shown: boolean) =>
    view.setState({ hiddenColumns: shown ? hidden.filter((one) => one !== key) : [...hidden, key] });
  return (
    <>
      <PopoverProvider store={popover}>
        <PopoverDisclosure className="btn ghost icon" aria-label={words.columns} title={words.columns}>
          <Columns3 aria-hidden />
        </PopoverDisclosure>
        <Popover className="pop form table-columns" gutter={6} unmountOnHide aria-label={words.columns}>
          {all
            .filter(({ key }) => key !== 'name')
            .map(({ key, name, alone }) => (
              <label key={key} className="row f12 option-line">
                <input
                  type="checkbox"
                  checked={!hidden.includes(key)}
                  onChange={({ target }) => toggle(key, target.checked)}
                />
                <span className="t2">{alone?.name ?? name}</span>
              </label>
            ))}
        </Popover>
      </PopoverProvider>
      <IconButton label={words.copy} icon={Copy} placement="top" onClick={() => attempt(copy)} />
    </>
  );
}
