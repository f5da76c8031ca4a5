/** The parameters of a job: what its own configuration says, and the algorithm's defaults for the rest. */

export interface Parameter {
  name: string
  /** The sheet's text for it. */
  title: string
  value: unknown
  isDefault: boolean
}

/** @param sheet `task_config`: XML with `param` elements; one that cannot be read leaves the job's own values */
export function parametersOf(common: Record<string, unknown>, sheet: string): Parameter[] {
  const xml = new DOMParser().parseFromString(sheet, 'application/xml')
  const described = xml.querySelector('parsererror') ? [] : [...xml.querySelectorAll('param')]
  const known = described.map((param): Parameter => {
    const name = param.getAttribute('name') ?? ''
    const title = param.getAttribute('titleEn') ?? name
    const isDefault = !(name in common)
    return { name, title, value: isDefault ? param.getAttribute('default') : common[name], isDefault }
  })
  const names = new Set(known.map((parameter) => parameter.name))
  const others = Object.entries(common).filter(([name]) => !names.has(name))
  return [...known, ...others.map(([name, value]) => ({ name, title: name, value, isDefault: false }))]
}
