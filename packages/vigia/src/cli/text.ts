/** Text for terminals: how wide it is, cut to a width, and free of what would steer the terminal. */

/** Ranges of code points that take two cells (East Asian Wide and Fullwidth, and emoji). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
]
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u

function cells(character: string): number {
  const point = character.codePointAt(0)!
  if (point < 0x300) return 1
  if (NO_WIDTH.test(character)) return 0
  return WIDE.some(([first, last]) => point >= first && point <= last) ? 2 : 1
}

/** Character cells that the text takes on a terminal. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += cells(character)
  return width
}

/** At most `width` cells; what is cut ends in `…`. */
export function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  let kept = ''
  let used = 0
  for (const character of text) {
    if (used + cells(character) > width - 1) break
    kept += character
    used += cells(character)
  }
  return `${kept}…`
}

/** Filled with spaces to `width` cells. */
export function pad(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  const fill = ' '.repeat(Math.max(0, width - textWidth(text)))
  return side === 'left' ? text + fill : fill + text
}

/** Names and reasons come from others: their control characters must not reach the terminal. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}
