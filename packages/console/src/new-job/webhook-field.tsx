/** The address of a new job's webhook, which can be tried before the job is made. */
import { Alert, Button, Group, TextInput } from '@mantine/core'
import type { TestedWebhook } from '@vigia/contract'
import { useState } from 'react'
import { useApi } from '../api/session'
import { useTask } from '../api/use-task'
import { FailureAlert } from '../components/failure-alert'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'
import { WEBHOOK_HEADERS } from './outputs'

export function WebhookField({ url, onChange }: { url: string; onChange(url: string): void }) {
  const words = useWords()
  const { client } = useApi()
  const task = useTask()
  const [tested, setTested] = useState<TestedWebhook>()
  const w = words.newJob
  const tryIt = async (): Promise<void> => {
    setTested(undefined)
    setTested(
      await task.run('try', () =>
        client.deliveries.testWebhook({ url: url.trim(), headers: WEBHOOK_HEADERS }),
      ),
    )
  }
  return (
    <>
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <TextInput
          className="grow"
          label={w.webhook}
          description={w.webhookHint}
          placeholder="https://hooks.example.org/vigia"
          maxLength={1000}
          value={url}
          onChange={({ currentTarget }) => {
            setTested(undefined)
            task.forget()
            onChange(currentTarget.value)
          }}
        />
        <Button
          variant="default"
          disabled={url.trim() === ''}
          loading={task.busy === 'try'}
          onClick={() => void tryIt()}
        >
          {w.tryIt}
        </Button>
      </Group>
      {task.error !== undefined && (
        <FailureAlert title={words.errors.actionFailed} error={task.error} onClose={task.forget} />
      )}
      {tested && (
        <Alert
          role="status"
          className={tested.taken ? 'note' : 'failure'}
          icon={<Icon name={tested.taken ? 'check' : 'warning'} />}
        >
          {tested.taken
            ? w.taken(tested.took_ms, tested.status)
            : w.notTaken(tested.reason ?? String(tested.status ?? ''))}
        </Alert>
      )}
    </>
  )
}
