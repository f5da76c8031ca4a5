/** How refusals name a member of a body: `input.data[0].url`. */

/** @param at name of the array or object; empty for the body itself */
export function memberOf(at: string, name: string): string {
  if (/^\d+$/.test(name)) return `${at}[${name}]`
  return at === '' ? name : `${at}.${name}`
}
