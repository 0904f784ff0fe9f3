/** A chart as a file that looks the same without this page: colours of the theme are written out. */

const PAINTED = ['fill', 'stroke'] as const;
const FONT = 'font: 11px system-ui, sans-serif';

export function savedSvg(svg: SVGSVGElement, name: string) {
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
  copy.style.cssText = `${FONT}; color: ${getComputedStyle(svg).color}; background: ${getComputedStyle(document.body).backgroundColor}`;
  const bytes = new TextEncoder().encode(new XMLSerializer().serializeToString(copy));
  return { name, mediaType: 'image/svg+xml', bytes };
}
