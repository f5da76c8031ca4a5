/** Why the job is in its state: the server's words, else what the state means. */
import { Text } from '@mantine/core'
import { useWords } from '../i18n/language'
import { type JobState, TONES } from './states'

interface Props {
  state: JobState
  status: string | undefined
  error: { code: string; message: string } | undefined
}

export function ReasonBox({ state, status, error }: Props) {
  const words = useWords()
  return (
    <div className="reason" data-tone={TONES[state]}>
      <Text size="sm">{status ?? words.stateHints[state]}</Text>
      {error && (
        <Text size="sm" mt={4}>
          {error.message !== status && <>{error.message} </>}
          <Text component="span" size="xs" ff="monospace">
            {error.code}
          </Text>
        </Text>
      )}
    </div>
  )
}
