/** Places a picture into the model's square input. */

/**
 * Copies `rgb` (`height` rows of `width` RGB pixels) to the top left of the `size`×`size` RGB picture `square` and
 * fills the rest with `padValue`. The content is not scaled.
 */
export function letterbox(
  square: Uint8Array,
  size: number,
  rgb: Uint8Array,
  width: number,
  height: number,
  padValue: number,
): void {
  const row = size * 3
  const content = width * 3
  if (content === row) {
    square.set(rgb)
  } else {
    for (let y = 0; y < height; y++) {
      square.set(rgb.subarray(y * content, (y + 1) * content), y * row)
      square.fill(padValue, y * row + content, (y + 1) * row)
    }
  }
  square.fill(padValue, height * row)
}
