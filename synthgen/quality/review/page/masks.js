// Masks as COCO writes them: run lengths in columns, compressed to text (pycocotools' maskApi, rleFrString).

/** The run lengths in a compressed string: background first, then foreground, in turns. */
export function runLengths(counts) {
  const runs = [];
  for (let at = 0; at < counts.length;) {
    let value = 0;
    let shift = 0;
    for (let more = true; more; shift += 5) {
      const code = counts.charCodeAt(at) - 48;
      at += 1;
      value |= (code & 0x1f) << shift;
      more = (code & 0x20) !== 0;
      if (!more && (code & 0x10)) value |= -1 << (shift + 5);
    }
    // From the third on, runs are differences to the one before last.
    runs.push(runs.length > 2 ? value + runs[runs.length - 2] : value);
  }
  return runs;
}

/** Paint a mask, {size: [height, width], counts}, onto RGBA pixels (row by row) in a colour with an alpha of 0..1. */
export function paintMask(pixels, { size: [height, width], counts }, [red, green, blue], alpha) {
  let position = 0;
  runLengths(counts).forEach((length, index) => {
    if (index % 2) {
      for (let at = position; at < position + length; at += 1) {
        const pixel = 4 * ((at % height) * width + Math.floor(at / height));
        pixels[pixel] = red;
        pixels[pixel + 1] = green;
        pixels[pixel + 2] = blue;
        pixels[pixel + 3] = 255 * alpha;
      }
    }
    position += length;
  });
}

export const rgb = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
