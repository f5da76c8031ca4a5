/** Reviews one or many events: approves or rejects them with a note, or takes a review back. */
import { Alert, Button, Group, TextInput } from '@mantine/core'
import type { ReviewEvents, ReviewedEvents } from '@vigia/contract'
import { useState } from 'react'
import { useApi } from '../api/session'
import { useTask } from '../api/use-task'
import { FailureAlert } from '../components/failure-alert'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'

type Action = ReviewEvents['action']

interface Props {
  /** 1 to 1000. */
  messageIds: string[]
  actions: readonly Action[]
  onReviewed(reviewed: ReviewedEvents, note: string): void
}

const ICONS = { approve: 'check', reject: 'cross', reset: 'turn' } as const

export function ReviewBar({ messageIds, actions, onReviewed }: Props) {
  const words = useWords()
  const { client } = useApi()
  const task = useTask()
  const [note, setNote] = useState('')
  const [refused, setRefused] = useState<ReviewedEvents['events']>([])
  const act = async (action: Action): Promise<void> => {
    const given = note.trim()
    const reviewed = await task.run(action, () =>
      client.events.reviewMany(messageIds, {
        action,
        ...(given === '' ? {} : { note: given }),
      }),
    )
    if (!reviewed) return
    setRefused(reviewed.events.filter(({ error_code }) => error_code !== undefined))
    setNote('')
    onReviewed(reviewed, given)
  }
  return (
    <>
      <Group gap="sm" align="flex-end">
        <TextInput
          className="search"
          label={words.events.note}
          placeholder={words.events.noteHint}
          maxLength={1000}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        {actions.map((action) => (
          <Button
            key={action}
            variant={action === 'approve' ? 'filled' : 'default'}
            leftSection={<Icon name={ICONS[action]} size={16} />}
            disabled={messageIds.length === 0}
            loading={task.busy === action}
            onClick={() => void act(action)}
          >
            {words.events[action]}
          </Button>
        ))}
      </Group>
      {task.error !== undefined && (
        <FailureAlert title={words.errors.actionFailed} error={task.error} onClose={task.forget} />
      )}
      {refused.length > 0 && (
        <Alert role="alert" className="failure" icon={<Icon name="warning" />}>
          {words.events.notAll(refused.length)}
          {[...new Set(refused.map(({ detail }) => detail))].slice(0, 3).join('; ')}
        </Alert>
      )}
    </>
  )
}
