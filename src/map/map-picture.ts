/** The map as it is on screen, as a picture with more pixels than the screen has. */
import type { Map as MapLibreMap } from 'maplibre-gl';

export interface MapPictureOptions {
  /** Pixels of the picture per pixel of the page. */
  readonly scale: number;
  /** Written below the map: what it shows, and where it is from. */
  readonly title: string;
  readonly source: string;
  readonly colours: { readonly ground: string; readonly text: string; readonly quiet: string; readonly font: string };
}

const PADDING = 12;
const TITLE_LINE = 20;
const LINE = 15;

/** PNG. The map is drawn anew for it and then as it was before. */
export async function mapPicture(map: MapLibreMap, options: MapPictureOptions): Promise<Blob> {
  const before = map.getPixelRatio();
  try {
    map.setPixelRatio(options.scale);
    await map.once('idle');
    const picture = await drawnPicture(map, options);
    return await new Promise((resolve, reject) => {
      picture.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('The browser made no picture: try again.'))),
        'image/png',
      );
    });
  } finally {
    map.setPixelRatio(before);
  }
}

/** The drawing buffer holds its pixels only until the frame ends: layers are copied within it. */
function drawnPicture(map: MapLibreMap, options: MapPictureOptions): Promise<HTMLCanvasElement> {
  return new Promise((resolve) => {
    map.once('render', () => resolve(copied(map, options)));
    map.triggerRepaint();
  });
}

function copied(map: MapLibreMap, { scale, title, source, colours }: MapPictureOptions): HTMLCanvasElement {
  const { clientWidth: width, clientHeight: height } = map.getCanvas();
  const picture = document.createElement('canvas');
  const context = picture.getContext('2d') as CanvasRenderingContext2D;
  const titleFont = `600 13px ${colours.font}`;
  const sourceFont = `11px ${colours.font}`;
  context.font = sourceFont;
  const lines = linesOf(context, source, width - 2 * PADDING);
  const foot = 2 * PADDING + TITLE_LINE + LINE * lines.length;
  picture.width = Math.round(width * scale);
  picture.height = Math.round((height + foot) * scale);
  context.scale(scale, scale);
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, width, height + foot);
  // The map's own canvas comes first, what is drawn above it after.
  for (const layer of map.getCanvasContainer().querySelectorAll('canvas')) {
    if (layer.width > 0 && layer.height > 0) context.drawImage(layer, 0, 0, width, height);
  }
  context.fillStyle = colours.text;
  context.font = titleFont;
  context.fillText(title, PADDING, height + PADDING + 13, width - 2 * PADDING);
  context.fillStyle = colours.quiet;
  context.font = sourceFont;
  lines.forEach((line, at) => context.fillText(line, PADDING, height + PADDING + TITLE_LINE + LINE * at + 11));
  return picture;
}

function linesOf(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && context.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
