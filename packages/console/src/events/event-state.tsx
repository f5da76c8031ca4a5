/** The state of an event's review: word, icon and colour, each enough by itself. */
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'
import type { EventState as State } from './filter'

const LOOKS = {
  unreviewed: { tone: 'idle', icon: 'clock' },
  approved: { tone: 'good', icon: 'check' },
  rejected: { tone: 'bad', icon: 'cross' },
} as const

export function EventState({ state }: { state: State }) {
  const words = useWords()
  const { tone, icon } = LOOKS[state]
  return (
    <span className="state" data-tone={tone} data-state={state}>
      <Icon name={icon} size={15} />
      {words.events.states[state]}
    </span>
  )
}
