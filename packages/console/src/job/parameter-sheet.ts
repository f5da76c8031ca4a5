/** Parameter sheets: what a job of an algorithm may be given, and what a job's own configuration says of it. */
import type { Language } from '../i18n/language'

/** `kind`: approach or leave; `way`: they lead from their first point to their second. */
export type LineMeaning = 'kind' | 'way'

/** One parameter as a form has it. */
export interface Field {
  name: string
  title: string
  type: 'Int' | 'Float' | 'String' | 'Boolean' | 'Object'
  /** Of numbers. */
  min: number | undefined
  max: number | undefined
  /** Text of the default; undefined when there is none. */
  standard: string | undefined
  /** The values a String may have; empty: any. */
  options: readonly string[]
  /** Of `target_roi`: what its lines say beside their two sides. */
  lines: LineMeaning | undefined
  /** Members of an Object. */
  members: readonly Field[]
}

/** @param sheet `task_config`; one that cannot be read gives no fields */
export function fieldsOf(sheet: string, language: Language): Field[] {
  const xml = new DOMParser().parseFromString(sheet, 'application/xml')
  if (xml.querySelector('parsererror')) return []
  return [...xml.querySelectorAll('common > param')].map((param) => fieldOf(param, language))
}

function fieldOf(param: Element, language: Language): Field {
  const text = (name: string) => param.getAttribute(name) ?? undefined
  const number = (name: string) => (text(name) === undefined ? undefined : Number(text(name)))
  const name = text('name') ?? ''
  return {
    name,
    title: text(language === 'zh' ? 'titleCn' : 'titleEn') ?? name,
    type: (text('type') ?? 'String') as Field['type'],
    min: number('min'),
    max: number('max'),
    standard: text('default'),
    options: (text('enum') ?? '').split(',').filter(Boolean),
    lines: text('lines') as LineMeaning | undefined,
    members: [...param.children].map((member) => fieldOf(member, language)),
  }
}

export interface Parameter {
  name: string
  /** The sheet's text for it. */
  title: string
  value: unknown
  isDefault: boolean
}

/**
 * @param sheet `task_config`: XML with `param` elements, those of an object nested in it; one that cannot be read leaves
 * the job's own values
 */
export function parametersOf(
  common: Record<string, unknown>,
  sheet: string,
  language: Language,
): Parameter[] {
  const xml = new DOMParser().parseFromString(sheet, 'application/xml')
  const described = xml.querySelector('parsererror') ? [] : [...xml.querySelectorAll('common > param')]
  const known = described.map((param): Parameter => {
    const name = param.getAttribute('name') ?? ''
    const title = param.getAttribute(language === 'zh' ? 'titleCn' : 'titleEn') ?? name
    const isDefault = !(name in common)
    return { name, title, value: isDefault ? param.getAttribute('default') : common[name], isDefault }
  })
  const names = new Set(known.map((parameter) => parameter.name))
  const others = Object.entries(common).filter(([name]) => !names.has(name))
  return [...known, ...others.map(([name, value]) => ({ name, title: name, value, isDefault: false }))]
}
