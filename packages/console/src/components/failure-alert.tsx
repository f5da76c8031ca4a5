/** An error with the server's own words: what, why, and what to do. */
import { Alert, Text } from '@mantine/core'
import { failureWords } from '../api/failure'
import { useWords } from '../i18n/language'
import { Icon } from './icons'

interface Props {
  title: string
  error: unknown
  onClose?: () => void
}

export function FailureAlert({ title, error, onClose }: Props) {
  const words = useWords()
  const { message, detail, advice, code } = failureWords(error)
  return (
    <Alert
      role="alert"
      className="failure"
      title={title}
      icon={<Icon name="warning" />}
      {...(onClose ? { withCloseButton: true, onClose, closeButtonLabel: words.close } : {})}
    >
      <Text size="sm">{detail === '' ? message : `${message} ${sentence(detail)}`}</Text>
      {advice !== '' && <Text size="sm">{advice}</Text>}
      {code !== '' && (
        <Text size="xs" mt={4} ff="monospace">
          {code}
        </Text>
      )}
    </Alert>
  )
}

const sentence = (text: string): string => (/[.!?。]$/.test(text) ? text : `${text}.`)
