/** What is taken from a device's answers: text and numbers that were read out of its XML, whatever they turned into. */

/** Longer words of a device are cut. */
const LONGEST = 200

/** A member below a member …; undefined when one of them is not there. */
export function at(value: unknown, ...names: string[]): unknown {
  let here = value
  for (const name of names) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined
    here = (here as Record<string, unknown>)[name]
  }
  return here
}

/** Words on one line; empty for what holds none. The text of an element with attributes is its `_`. */
export function textOf(value: unknown, longest = LONGEST): string {
  const text = at(value, '_') ?? value
  if (typeof text !== 'string' && typeof text !== 'number' && typeof text !== 'boolean') return ''
  return Array.from(String(text), (sign) => (isControl(sign) ? ' ' : sign))
    .join('')
    .trim()
    .slice(0, longest)
}

const isControl = (sign: string): boolean => sign < ' ' || sign === '\u007f'

/** A number in the range; undefined for anything else. */
export function numberOf(value: unknown, least: number, most: number): number | undefined {
  const number = Number(textOf(value) || Number.NaN)
  return number >= least && number <= most ? number : undefined
}

export const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
