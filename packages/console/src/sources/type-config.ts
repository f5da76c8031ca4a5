/** `type_config` of a source: the XML that says what is read, and what of it is shown to people. */

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign)

/** @param elements by name; empty ones are left out */
export function typeConfig(elements: Record<string, string>): string {
  const inner = Object.entries(elements)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<${name}>${escaped(value)}</${name}>`)
  return `<type_config>${inner.join('')}</type_config>`
}

/** An address with the user and password of its own fields; what cannot be read is left to the server to refuse. */
export function withLogin(address: string, user: string, password: string): string {
  const parts = /^([a-z]+:\/\/)(?:[^/@]*@)?(.*)$/i.exec(address.trim())
  if (user === '' || !parts) return address.trim()
  return `${parts[1]}${encoded(user)}:${encoded(password)}@${parts[2]}`
}

/** Also the signs that encodeURIComponent leaves and addresses do not take. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** The elements, for people to read, in their order. */
export function elementsOf(xml: string): { name: string; value: string }[] {
  const root = new DOMParser().parseFromString(`<all>${xml}</all>`, 'application/xml')
  if (root.querySelector('parsererror')) return []
  return [...root.querySelectorAll('*')]
    .filter((element) => element.children.length === 0)
    .map((element) => ({ name: element.tagName.toLowerCase(), value: element.textContent ?? '' }))
    .filter(({ name }) => name !== 'type')
}
