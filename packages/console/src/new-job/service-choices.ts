/** The services a new job may be of: cloud and edge ones apart, by name. */
import type { UserServices } from '@vigia/contract'
import type { Language } from '../i18n/language'

interface Choice {
  group: string
  items: { value: string; label: string }[]
}

export function serviceChoices(
  services: UserServices['service_list'],
  language: Language,
  groups: { cloud: string; edge: string },
): Choice[] {
  return (['cloud', 'edge'] as const).flatMap((type) => {
    const items = services
      .filter(({ deploy_type }) => deploy_type === type)
      .map((one) => ({
        value: one.service_name,
        label: language === 'zh' ? one.alg_name_zh : one.alg_name,
      }))
      .sort((a, b) => a.label.localeCompare(b.label, language))
    return items.length === 0 ? [] : [{ group: groups[type], items }]
  })
}
