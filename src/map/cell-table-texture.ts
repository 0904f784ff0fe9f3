/** A table with one entry a cell, kept on the GPU; only rows that changed are sent. */
import { OWNER_WIDTH } from './cell-shader-parts.ts';
import { createTexture, type Gl, readyForUpload } from './gl-tools.ts';

export interface DirtyRows {
  /** Marks the rows of `cells[0 .. count)`; null = all rows. */
  mark(cells: ArrayLike<number> | null, count?: number): void;
  /** Calls back with each run of dirty rows, then forgets them. */
  drain(each: (firstRow: number, rowCount: number) => void): void;
}

/** Which rows of a table of `cellCount` entries wait for upload. */
export function createDirtyRows(cellCount: number): DirtyRows {
  const rows = Math.max(1, Math.ceil(cellCount / OWNER_WIDTH));
  const dirty = new Uint8Array(rows);
  let all = true;
  let any = true;
  const shift = Math.log2(OWNER_WIDTH);
  return {
    mark(cells, count = cells?.length ?? 0) {
      any = true;
      if (!cells) all = true;
      else for (let i = 0; i < count; i++) dirty[(cells[i] as number) >> shift] = 1;
    },
    drain(each) {
      if (!any) return;
      if (all) each(0, rows);
      else {
        for (let row = 0; row < rows; row++) {
          if (dirty[row] === 0) continue;
          const first = row;
          while (row < rows && dirty[row] === 1) row++;
          each(first, row - first);
        }
      }
      dirty.fill(0);
      all = false;
      any = false;
    },
  };
}

export interface CellTable {
  readonly texture: WebGLTexture;
  /** Sends dirty rows of `values` (`channels` numbers a cell); returns true when anything was sent. */
  upload(values: Uint16Array): boolean;
}

/** A table of 16-bit unsigned numbers: one or two channels a cell. */
export function createCellTable(gl: Gl, cellCount: number, channels: 1 | 2, dirty: DirtyRows): CellTable {
  const rows = Math.max(1, Math.ceil(cellCount / OWNER_WIDTH));
  const texture = createTexture(gl, channels === 1 ? gl.R16UI : gl.RG16UI, OWNER_WIDTH, rows);
  const format = channels === 1 ? gl.RED_INTEGER : gl.RG_INTEGER;
  const send = (values: Uint16Array, row: number, width: number, height: number): void => {
    const offset = channels * row * OWNER_WIDTH;
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, row, width, height, format, gl.UNSIGNED_SHORT, values, offset);
  };
  const sendRows = (values: Uint16Array, firstRow: number, rowCount: number): void => {
    const whole = Math.min(rowCount, Math.floor(cellCount / OWNER_WIDTH) - firstRow);
    if (whole > 0) send(values, firstRow, OWNER_WIDTH, whole);
    if (whole < rowCount) send(values, firstRow + whole, cellCount % OWNER_WIDTH, 1);
  };
  return {
    texture,
    upload(values) {
      let sent = false;
      dirty.drain((firstRow, rowCount) => {
        if (!sent) {
          readyForUpload(gl);
          gl.bindTexture(gl.TEXTURE_2D, texture);
        }
        sent = true;
        sendRows(values, firstRow, rowCount);
      });
      return sent;
    },
  };
}
