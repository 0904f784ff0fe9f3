/** A chart as a file that looks the same without this page: colours of the theme are written out. */

const PAINTED = ['fill', 'stroke'] as const;
const FONT = 'font: 11px system-ui, sans-serif';

/** The chart as text of an `svg` element; it must stand in the page, whose colours it takes. */
export function svgText(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [
    [svg, ...svg.querySelectorAll('*')],
    [copy, ...copy.querySelectorAll('*')],
  ];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const key of PAINTED) if (element.hasAttribute(key)) to[i]!.setAttribute(key, style[key]);
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const { color } = getComputedStyle(svg);
  const background = getComputedStyle(document.documentElement).getPropertyValue('--surface').trim();
  copy.style.cssText = `${FONT}; color: ${color}; background: ${background}`;
  return new XMLSerializer().serializeToString(copy);
}

export function savedSvg(svg: SVGSVGElement, name: string) {
  return { name: `${name}.svg`, mediaType: 'image/svg+xml', bytes: new TextEncoder().encode(svgText(svg)) };
}

/** An `svg` text drawn as PNG bytes, `scale` pixels a unit. Rejects with a sentence where the browser can't. */
export async function pngOfSvg(
  text: string,
  size: { readonly width: number; readonly height: number },
  scale: number,
  background: string,
): Promise<Uint8Array> {
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(size.width * scale);
    canvas.height = Math.round(size.height * scale);
    const paint = canvas.getContext('2d');
    if (paint === null) throw new Error(NOT_DRAWN);
    paint.fillStyle = background;
    paint.fillRect(0, 0, canvas.width, canvas.height);
    paint.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob === null) throw new Error(NOT_DRAWN);
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(url);
  }
}

const NOT_DRAWN = 'This browser could not draw the chart: save it as SVG instead.';
const PNG_SCALE = 3;

export async function savedPng(svg: SVGSVGElement, name: string) {
  const { width, height } = svg.getBoundingClientRect();
  const background = getComputedStyle(document.documentElement).getPropertyValue('--surface').trim();
  const bytes = await pngOfSvg(svgText(svg), { width, height }, PNG_SCALE, background);
  return { name: `${name}.png`, mediaType: 'image/png', bytes };
}
