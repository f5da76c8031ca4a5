/** Names of algorithms in the reader's language: the server knows them in English and Chinese. */
import { useLanguage } from '../i18n/language'
import { useApi } from './session'
import { usePolling } from './use-polling'

const EVERY_MS = 60_000

/** Gives the name that is shown for a title on the wire, which is English. */
export function useAlgorithmName(): (title: string) => string {
  const { language } = useLanguage()
  const { client } = useApi()
  const names = usePolling(
    async () => {
      if (language !== 'zh') return new Map<string, string>()
      const { service_list } = await client.services.list()
      return new Map(service_list.map(({ alg_name, alg_name_zh }) => [alg_name, alg_name_zh]))
    },
    language,
    EVERY_MS,
  )
  return (title) => names.data?.get(title) ?? title
}
