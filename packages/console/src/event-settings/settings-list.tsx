/** A list of rules or subscriptions: what each does, and its deletion, which asks first. */
import { ActionIcon, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTask } from '../api/use-task'
import { DeleteDialog } from '../components/delete-dialog'
import { FailureAlert } from '../components/failure-alert'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'

interface Row {
  id: string
  name: string
  lines: string[]
}

interface Props {
  rows: Row[]
  /** Said when there are none. */
  none: string
  title: string
  text(name: string): string
  remove(id: string): Promise<void>
  onChange(): void
}

export function SettingsList({ rows, none, title, text, remove, onChange }: Props) {
  const words = useWords()
  const task = useTask()
  const [doomed, setDoomed] = useState<Row>()
  const confirm = async (): Promise<void> => {
    if (doomed) await task.run('delete', () => remove(doomed.id))
    setDoomed(undefined)
    onChange()
  }
  return (
    <>
      {task.error !== undefined && (
        <FailureAlert title={words.errors.actionFailed} error={task.error} onClose={task.forget} />
      )}
      {rows.length === 0 && <Text size="sm">{none}</Text>}
      <ul className="bare-list history">
        {rows.map((row) => (
          <li key={row.id}>
            <Group justify="space-between" wrap="nowrap">
              <div className="result-text">
                <Text size="sm" fw={600}>
                  {row.name}
                </Text>
                {row.lines.map((line) => (
                  <Text key={line} size="xs" c="dimmed">
                    {line}
                  </Text>
                ))}
              </div>
              <ActionIcon
                variant="subtle"
                size="lg"
                className="quiet"
                aria-label={words.job.deleteNamed(row.name)}
                onClick={() => setDoomed(row)}
              >
                <Icon name="trash" />
              </ActionIcon>
            </Group>
          </li>
        ))}
      </ul>
      <DeleteDialog
        name={doomed?.name}
        title={title}
        text={text}
        busy={task.busy === 'delete'}
        onConfirm={() => void confirm()}
        onCancel={() => setDoomed(undefined)}
      />
    </>
  )
}
