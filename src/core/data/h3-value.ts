/** H3 cells as tables write them: hexadecimal text, or the same 64 bits as a decimal integer. */
import { isCellId } from '../grid/cell-id.ts';

/** Lower-case hexadecimal id, or null where the text is no valid cell. */
export function parseH3(text: string): string | null {
  const body = text.trim().toLowerCase();
  if (/^\d{17,19}$/.test(body)) {
    const hex = BigInt(body).toString(16);
    if (isCellId(hex)) return hex;
  }
  const hex = body.startsWith('0x') ? body.slice(2) : body.replace(/^0(?=[0-9a-f]{15}$)/, '');
  return /^[0-9a-f]{15}$/.test(hex) && isCellId(hex) ? hex : null;
}
