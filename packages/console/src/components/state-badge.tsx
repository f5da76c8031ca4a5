/** A job's state: word, icon and colour, each enough by itself. */
import { useWords } from '../i18n/language'
import { type JobState, TONES, type Tone } from '../job/states'
import { Icon, type IconName } from './icons'

const ICONS: Record<Tone, IconName> = {
  good: 'pulse',
  busy: 'clock',
  warn: 'warning',
  bad: 'cross',
  idle: 'pause',
}
const OWN_ICONS: Partial<Record<JobState, IconName>> = {
  SUCCEEDED: 'check',
  RECOVERING: 'turn',
  UPGRADING: 'turn',
  STOPPED: 'stop',
}

export function StateBadge({ state }: { state: JobState }) {
  const words = useWords()
  return (
    <span className="state" data-tone={TONES[state]} data-state={state} title={state}>
      <Icon name={OWN_ICONS[state] ?? ICONS[TONES[state]]} size={15} />
      {words.states[state]}
    </span>
  )
}
