/** Reads a video source's `type_config`: a small piece of XML from whoever may call, so that little of XML is allowed. */
import { SaxesParser } from 'saxes'
import { invalid } from './invalid.js'

export interface TypeConfig {
  /** As it was written in the element `type`, if there is one. */
  type: string | undefined
  /** Text by the element's name in lower case. */
  elements: Record<string, string>
}

/**
 * Takes both published spellings: `<type>URL</type><config><URL_ADDRESS>…</URL_ADDRESS></config>`, and
 * `<type_config><url_address>…</url_address></type_config>`. Only plain elements with text: no document type, so that
 * there are no entities but XML's own five, no CDATA sections, instructions or attributes, and nothing deeper than these.
 * @throws ApiError VIAS.00010001 naming `type_config` or `type_config.<element>`
 */
export function readTypeConfig(xml: string): TypeConfig {
  const reader = new Reader()
  const parser = new SaxesParser({ fragment: true })
  const refuse = (what: string) => (): never => {
    throw invalid(`type_config: ${what}`)
  }
  parser.on('error', ({ message }) =>
    refuse(`cannot be read as XML (${message}); write & as &amp; and < as &lt;`)(),
  )
  parser.on('doctype', refuse('takes no document type; leave <!DOCTYPE …> out'))
  parser.on('cdata', refuse('takes no CDATA section; write & as &amp; and < as &lt;'))
  parser.on('processinginstruction', refuse('takes no instructions; leave <?…?> out'))
  parser.on('opentagstart', ({ name }) => reader.begin(name.toLowerCase()))
  parser.on('attribute', ({ name }) => refuse(`has an attribute ${name}; elements take none`)())
  parser.on('text', (text) => reader.read(text))
  parser.on('closetag', () => reader.end())
  parser.write(xml).close()
  return reader.result()
}

class Reader {
  private readonly found = new Map<string, string>()
  /** Names of the elements that are open, the outermost first. */
  private readonly open: string[] = []
  private text = ''

  begin(name: string): void {
    this.noText()
    const outer = this.open.at(-1)
    if (outer !== undefined && !this.isContainer())
      throw invalid(`type_config.${outer}: takes text only, no elements`)
    if (this.found.has(name)) throw invalid(`type_config.${name}: is there twice; give it once`)
    this.open.push(name)
    // An element in itself is there twice as well.
    this.found.set(name, '')
  }

  read(text: string): void {
    this.text += text
    if (this.open.length === 0 || this.isContainer()) this.noText()
  }

  end(): void {
    if (this.isContainer()) this.found.delete(this.open.at(-1) ?? '')
    else this.found.set(this.open.at(-1) ?? '', this.text)
    this.open.pop()
    this.text = ''
  }

  result(): TypeConfig {
    // Blanks around a value are layout, but may be part of a password.
    const values = [...this.found].map(([name, value]) => [name, name === 'password' ? value : value.trim()])
    const { type, ...elements } = Object.fromEntries(values) as Record<string, string>
    return { type, elements }
  }

  /** Whether the innermost open element is `type_config` or, outermost or directly in that, `config`. */
  private isContainer(): boolean {
    return /^(type_config|(type_config\/)?config)$/.test(this.open.join('/'))
  }

  private noText(): void {
    if (this.text.trim() === '') this.text = ''
    else throw invalid('type_config: has text outside of its elements; take it out')
  }
}
