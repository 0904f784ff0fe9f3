import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useRef } from 'react';

const ROW = 28;

export interface TableColumn {
  readonly key: string;
  readonly name: string;
  /** CSS grid track. */
  readonly width: string;
  readonly figure?: boolean;
}

export interface VirtualTableProps {
  readonly label: string;
  readonly columns: readonly TableColumn[];
  readonly rows: number;
  /** Cells of a row, in column order. */
  readonly cells: (row: number) => readonly ReactNode[];
  readonly rowKey: (row: number) => string | number;
  readonly selected?: ((row: number) => boolean) | undefined;
  readonly onPick?: ((row: number) => void) | undefined;
  /** Space on a row. */
  readonly onMark?: ((row: number) => void) | undefined;
  readonly sort?: { readonly key: string; readonly descending: boolean } | undefined;
  readonly onSort?: ((key: string) => void) | undefined;
  readonly empty: ReactNode;
}

function Head({ columns, sort, onSort }: Pick<VirtualTableProps, 'columns' | 'sort' | 'onSort'>) {
  return (
    <div role="row" aria-rowindex={1} className="vt-row vt-head">
      {columns.map((column) => {
        const sorted = sort?.key === column.key;
        const order = sort?.descending === true ? 'descending' : 'ascending';
        return (
          <span
            key={column.key}
            role="columnheader"
            aria-sort={sorted ? order : undefined}
            className={column.figure === true ? 'num' : undefined}
          >
            {onSort === undefined ? (
              column.name
            ) : (
              <button type="button" className="sort" onClick={() => onSort(column.key)}>
                {column.name}
                {sorted ? sort.descending ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden /> : null}
              </button>
            )}
          </span>
        );
      })}
    </div>
  );
}

/** As in drawer.css. */
const GAP = 12;
const PADDING = 16;

/** Narrowest width at which every column keeps its minimum: below it the table scrolls sideways, head and all. */
function leastWidth(columns: readonly TableColumn[]): number {
  const widths = columns.map((column) => Number(/\d+/.exec(column.width)?.[0] ?? 0));
  return widths.reduce((sum, width) => sum + width + GAP, 2 * PADDING - GAP);
}

/** A table of any length: only the rows in sight are in the page. Arrow keys walk the rows, Enter picks one. */
export function VirtualTable(props: VirtualTableProps) {
  const { label, columns, rows, cells, rowKey, selected, onPick, onMark, empty } = props;
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- this build does not use the React Compiler
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    getItemKey: rowKey,
    scrollPaddingStart: ROW,
  });
  const template = columns.map((column) => column.width).join(' ');
  const focusRow = (row: number) => {
    if (row < 0 || row >= rows) return;
    virtualizer.scrollToIndex(row);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${row}"]`)?.focus());
  };
  if (rows === 0) return <div className="empty">{empty}</div>;
  return (
    <div
      ref={scroller}
      role="table"
      aria-label={label}
      aria-rowcount={rows + 1}
      className="vt"
      style={{ '--columns': template, '--least': `${leastWidth(columns)}px` } as React.CSSProperties}
    >
      <div role="rowgroup">
        <Head columns={columns} sort={props.sort} onSort={props.onSort} />
      </div>
      <div role="rowgroup" className="vt-body" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            role="row"
            aria-rowindex={index + 2}
            data-row={index}
            tabIndex={index === 0 || selected?.(index) === true ? 0 : -1}
            className={selected?.(index) === true ? 'vt-row selected' : 'vt-row'}
            style={{ transform: `translateY(${start}px)` }}
            // What is clicked in a row for itself does not pick the row.
            onClick={({ target }) => target instanceof Element && !target.closest('label') && onPick?.(index)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown') focusRow(index + 1);
              else if (event.key === 'ArrowUp') focusRow(index - 1);
              else if (event.key === 'Enter') onPick?.(index);
              else if (event.key === ' ' && onMark !== undefined) onMark(index);
              else return;
              event.preventDefault();
            }}
          >
            {cells(index).map((cell, at) => (
              <span key={columns[at]?.key} role="cell" className={columns[at]?.figure === true ? 'num clip' : 'clip'}>
                {cell}
              </span>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
