/**
 * Pictures into one animated WebP: Chromium encodes what changes from frame to frame, the container is put together here
 * (https://developers.google.com/speed/webp/docs/riff_container).
 */

const HEAD_BYTES = 8;
const NO_BLENDING = 2;

/** A chunk of a RIFF file: name, length, bytes, padded to even length. */
function chunk(name, bytes) {
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(name, 'latin1');
  head.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)]);
}

function numbers(...pairs) {
  const bytes = Buffer.alloc(pairs.reduce((sum, [, size]) => sum + size, 0));
  let at = 0;
  for (const [value, size] of pairs) {
    bytes.writeUIntLE(value, at, size);
    at += size;
  }
  return bytes;
}

/** Only the picture itself: a file of one picture wraps it in chunks that an animation has but once. */
function pictureOf(webp) {
  const parts = [];
  for (let at = 12; at + HEAD_BYTES <= webp.length; ) {
    const length = webp.readUInt32LE(at + 4);
    const end = at + HEAD_BYTES + length + (length % 2);
    if (['VP8 ', 'VP8L', 'ALPH'].includes(webp.toString('latin1', at, at + 4))) parts.push(webp.subarray(at, end));
    at = end;
  }
  return Buffer.concat(parts);
}

/**
 * Runs in a page: of each picture the rectangle that differs from the one before, encoded.
 * @param {{pictures: string[], quality: number}} asked PNG files in base64, all of one size
 */
async function encodeChanges({ pictures, quality }) {
  const frames = [];
  let before = null;
  for (const picture of pictures) {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
    const { width, height } = bitmap;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const pixels = new Uint32Array(data.buffer);
    let [left, top, right, bottom] = before ? [width, height, 0, 0] : [0, 0, width, height];
    for (let i = 0; before && i < pixels.length; i++) {
      if (pixels[i] === before[i]) continue;
      const [x, y] = [i % width, Math.floor(i / width)];
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
    before = pixels;
    if (right <= left) {
      frames.push(null);
      continue;
    }
    // Frames begin at even places.
    left -= left % 2;
    top -= top % 2;
    const part = new OffscreenCanvas(right - left, bottom - top);
    part.getContext('2d', { alpha: false }).drawImage(bitmap, -left, -top);
    const bytes = new Uint8Array(await (await part.convertToBlob({ type: 'image/webp', quality })).arrayBuffer());
    const webp = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    frames.push({ left, top, width: right - left, height: bottom - top, webp });
  }
  return frames;
}

/**
 * @param {import('@playwright/test').Page} page any page; it encodes
 * @param {readonly {png: Buffer, ms: number}[]} shots pictures of one size, with how long each stays
 * @param {number} quality 0 to 1; 1 = without loss
 * @returns {Promise<Buffer>} a file that plays for ever
 */
export async function animatedWebp(page, shots, quality) {
  const pictures = shots.map(({ png }) => png.toString('base64'));
  const frames = await page.evaluate(encodeChanges, { pictures, quality });
  const [{ width, height }] = frames;
  const chunks = [];
  let waiting = 0;
  for (const [i, frame] of [...frames.entries()].reverse()) {
    waiting += shots[i].ms;
    // A picture like the one before makes that one stay longer.
    if (frame === null) continue;
    const place = numbers(
      [frame.left / 2, 3],
      [frame.top / 2, 3],
      [frame.width - 1, 3],
      [frame.height - 1, 3],
      [waiting, 3],
      [NO_BLENDING, 1],
    );
    chunks.unshift(chunk('ANMF', Buffer.concat([place, pictureOf(Buffer.from(frame.webp, 'base64'))])));
    waiting = 0;
  }
  const animated = 2;
  const body = Buffer.concat([
    Buffer.from('WEBP', 'latin1'),
    chunk('VP8X', numbers([animated, 4], [width - 1, 3], [height - 1, 3])),
    chunk('ANIM', numbers([0xffffffff, 4], [0, 2])),
    ...chunks,
  ]);
  return chunk('RIFF', body);
}
