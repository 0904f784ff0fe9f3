/** Letters of any script as pictures of their ink, drawn by the browser with the fonts of the machine. */

export interface LetterPicture {
  /** Coverage of each pixel, 0 to 255, row by row. */
  readonly ink: Uint8Array;
  readonly columns: number;
  readonly rows: number;
  /** Points: size of the picture; where in it the text begins, and the line that letters stand on, from its top. */
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly baseline: number;
}

export interface LetterFace {
  /** Points. */
  readonly size: number;
  readonly bold: boolean;
}

export interface LetterPainter {
  /** Points. */
  widthOf(text: string, face: LetterFace): number;
  /** @param edge width in points of the line round the letters, which is painted instead of them; the letters without it */
  paint(text: string, face: LetterFace, edge?: number): LetterPicture;
}

/** 288 dots an inch. */
const PIXELS_A_POINT = 4;
/** Of the size of the letters: room above the line that they stand on, and below it. */
const ASCENT = 1.3;
const DESCENT = 0.6;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Lines of the report are English: names inside them do not turn them round. */
const LEFT_TO_RIGHT = /\p{Script=Latin}/u;

/** null where there is nothing to draw with, as on the command line. */
export function canvasLetters(): LetterPainter | null {
  const context = typeof OffscreenCanvas === 'undefined' ? null : contextOf(new OffscreenCanvas(1, 1));
  if (context === null) return null;
  const choose = ({ size, bold }: LetterFace): void => {
    context.font = `${bold ? 700 : 400} ${size * PIXELS_A_POINT}px "Noto Sans", system-ui, sans-serif`;
  };
  const widthOf = (text: string, face: LetterFace): number => {
    choose(face);
    return context.measureText(text).width / PIXELS_A_POINT;
  };
  return {
    widthOf,
    paint(text, face, edge = 0) {
      const margin = Math.ceil((edge / 2 + face.size * 0.1) * PIXELS_A_POINT);
      const up = Math.ceil(face.size * ASCENT * PIXELS_A_POINT) + margin;
      const columns = Math.ceil(widthOf(text, face) * PIXELS_A_POINT) + 2 * margin;
      const rows = up + Math.ceil(face.size * DESCENT * PIXELS_A_POINT) + margin;
      // Also wipes it and forgets its font.
      [context.canvas.width, context.canvas.height] = [columns, rows];
      choose(face);
      context.direction = RIGHT_TO_LEFT.test(text) && !LEFT_TO_RIGHT.test(text) ? 'rtl' : 'ltr';
      context.textAlign = 'left';
      if (edge > 0) {
        [context.lineWidth, context.lineJoin] = [edge * PIXELS_A_POINT, 'round'];
        context.strokeText(text, margin, up);
      } else context.fillText(text, margin, up);
      const { data } = context.getImageData(0, 0, columns, rows);
      return {
        ink: Uint8Array.from({ length: columns * rows }, (_, at) => inkOf(data, 4 * at)),
        columns,
        rows,
        width: columns / PIXELS_A_POINT,
        height: rows / PIXELS_A_POINT,
        left: margin / PIXELS_A_POINT,
        baseline: up / PIXELS_A_POINT,
      };
    },
  };
}

/** Signs that come in colours, as emoji do, are drawn by how dark they are. */
function inkOf(data: Uint8ClampedArray, at: number): number {
  const light = 0.3 * data[at]! + 0.59 * data[at + 1]! + 0.11 * data[at + 2]!;
  return Math.round((data[at + 3]! * (255 - light)) / 255);
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D | null {
  return canvas.getContext('2d', { willReadFrequently: true });
}
