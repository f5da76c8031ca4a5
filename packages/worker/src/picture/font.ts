/** A font of 5 × 7 pixels for labels: capitals, digits and signs; it needs no fonts on the machine. */

export const GLYPH_WIDTH = 5
export const GLYPH_HEIGHT = 7

/** Seven rows from the top, one base-32 digit each; its five bits are the pixels from left to right. */
const GLYPHS: Readonly<Record<string, string>> = {
  A: 'ehhvhhh',
  B: 'uhhuhhu',
  C: 'ehggghe',
  D: 'uhhhhhu',
  E: 'vgguggv',
  F: 'vgguggg',
  G: 'ehgnhhe',
  H: 'hhhvhhh',
  I: 'e44444e',
  J: '72222ic',
  K: 'hikokih',
  L: 'ggggggv',
  M: 'hrllhhh',
  N: 'hhpljhh',
  O: 'ehhhhhe',
  P: 'uhhuggg',
  Q: 'ehhhlid',
  R: 'uhhukih',
  S: 'fgge11u',
  T: 'v444444',
  U: 'hhhhhhe',
  V: 'hhhhha4',
  W: 'hhhllla',
  X: 'hha4ahh',
  Y: 'hhha444',
  Z: 'v1248gv',
  '0': 'ehjlphe',
  '1': '4c4444e',
  '2': 'eh1248v',
  '3': 'v2421he',
  '4': '26aiv22',
  '5': 'vgu11he',
  '6': '68guhhe',
  '7': 'v124888',
  '8': 'ehhehhe',
  '9': 'ehhf12c',
  ' ': '0000000',
  '-': '000v000',
  _: '000000v',
  '.': '00000cc',
  ',': '0000448',
  ':': '0cc0cc0',
  '/': '01248g0',
  '%': 'op248j3',
  '#': 'aavavaa',
  '(': '2488842',
  ')': '8422248',
  '+': '044v440',
  '=': '00v0v00',
  '?': 'eh12404',
}
/** Stands for every other character, so that a name in another script still shows how long it is. */
const UNKNOWN = 'vhhhhhv'

/** @returns seven numbers of five bits, the highest bit is the leftmost pixel. */
export function glyphRows(character: string): number[] {
  const rows = GLYPHS[character.toUpperCase()] ?? UNKNOWN
  return Array.from(rows, (digit) => Number.parseInt(digit, 32))
}
