/** Characters of a plan's name in a file name, and bytes: with what follows it stays below the 255 of file systems. */
const MOST_LETTERS = 80;
const MOST_BYTES = 160;

/** A plan's name as the beginning of a file name, without marks that turn the direction of what follows. */
export function fileStem(name: string): string {
  const stem = name
    .replace(/\p{Cf}+/gu, '')
    .replace(/[\p{Cc}\\/:*?"<>|\s]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  const letters = Array.from(stem).slice(0, MOST_LETTERS);
  const encoder = new TextEncoder();
  while (encoder.encode(letters.join('')).length > MOST_BYTES) letters.pop();
  return letters.join('') || 'plan';
}
