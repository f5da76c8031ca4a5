/** A source's status: word, icon and colour, each enough by itself. */
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'

/** `1` online, `2` offline, `9` abnormal. */
export type Level = '1' | '2' | '9'

const LOOKS = {
  1: { tone: 'good', icon: 'pulse' },
  2: { tone: 'idle', icon: 'pause' },
  9: { tone: 'warn', icon: 'warning' },
} as const

export function StatusBadge({ level }: { level: Level }) {
  const words = useWords()
  const { tone, icon } = LOOKS[level]
  return (
    <span className="state" data-tone={tone}>
      <Icon name={icon} size={15} />
      {words.sources.statuses[level]}
    </span>
  )
}
