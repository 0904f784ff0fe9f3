/** `47.61, -122.33` or `47.61 -122.33`: a place in degrees, north and south poles included. */
export function placeOf(text: string): { readonly lat: number; readonly lng: number } | 'none' | 'unreadable' {
  const clean = text.trim();
  if (clean === '') return 'none';
  const parts = clean.split(/\s*[,;]\s*|\s+/);
  const [lat, lng] = parts.map((part) =>
    /^[-+−]?\d+(?:\.\d+)?°?$/.test(part) ? Number(part.replace('−', '-').replace('°', '')) : Number.NaN,
  );
  if (parts.length !== 2 || lat === undefined || lng === undefined) return 'unreadable';
  if (!(Math.abs(lat) <= 90 && Math.abs(lng) <= 180)) return 'unreadable';
  return { lat, lng };
}
