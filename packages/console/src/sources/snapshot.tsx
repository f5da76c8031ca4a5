/** The newest picture that the server keeps of a source: of a job or of the last look. */
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'

/** Pictures of looks come every few minutes, those of jobs all the time. */
const EVERY_MS = 15_000

/** @param level asked for anew when the status changes */
export function Snapshot({ id, name, level }: { id: string; name: string; level: string }) {
  const words = useWords()
  const { client } = useApi()
  const { data } = usePolling(() => client.sources.get(id), `${id} ${level}`, EVERY_MS)
  return (
    <div className="snapshot">
      {data?.image ? (
        <img src={`data:image/jpeg;base64,${data.image}`} alt={words.sources.pictureOf(name)} />
      ) : (
        <Icon name="camera" size={34} />
      )}
    </div>
  )
}
