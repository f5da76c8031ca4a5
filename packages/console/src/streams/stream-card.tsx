/** One pushed stream: whether somebody pushes it, its address and key on request, another key, its end. */
import { Button, Card, Group, Title } from '@mantine/core'
import type { ShownPushedStream } from '@vigia/contract'
import { useState } from 'react'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { useTask } from '../api/use-task'
import { DeleteDialog } from '../components/delete-dialog'
import { FailureAlert } from '../components/failure-alert'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'
import { StreamFacts } from './stream-facts'

const EVERY_MS = 2000

interface Props {
  stream: ShownPushedStream
  /** It was just made: its address is what the user wants. */
  isNew: boolean
  onChange(): void
}

export function StreamCard({ stream, isNew, onChange }: Props) {
  const words = useWords()
  const { client } = useApi()
  const [isOpen, setIsOpen] = useState(isNew)
  const [asked, setAsked] = useState<'delete' | 'rotate'>()
  const [rotated, setRotated] = useState(0)
  const task = useTask()
  const { stream_name: name, is_pushed } = stream
  const act = async (what: 'delete' | 'rotate'): Promise<void> => {
    await task.run(what, async () => {
      if (what === 'delete') await client.streams.delete(name)
      else await client.streams.rotateKey(name)
    })
    setAsked(undefined)
    setRotated(rotated + 1)
    onChange()
  }
  return (
    <Card component="li" withBorder>
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <Title order={2} size="h4" className="job-name">
            {name}
          </Title>
          <span className="state" data-tone={is_pushed ? 'good' : 'idle'}>
            <Icon name={is_pushed ? 'pulse' : 'pause'} size={15} />
            {is_pushed ? words.streams.pushed : words.streams.notPushed}
          </span>
        </Group>
        <Group gap="xs">
          <Button size="xs" variant="default" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? words.streams.hide : words.streams.show}
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsked('rotate')}>
            {words.streams.rotate}
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label={words.job.deleteNamed(name)}
            leftSection={<Icon name="trash" size={16} />}
            onClick={() => setAsked('delete')}
          >
            {words.job.delete}
          </Button>
        </Group>
      </Group>
      {task.error !== undefined && (
        <FailureAlert title={words.errors.actionFailed} error={task.error} onClose={task.forget} />
      )}
      {isOpen && <Opened name={name} turn={rotated} />}
      <DeleteDialog
        name={asked && name}
        title={asked === 'rotate' ? words.streams.rotateTitle : words.streams.deleteTitle}
        text={asked === 'rotate' ? words.streams.rotateText : words.streams.deleteText}
        busy={task.busy !== undefined}
        {...(asked === 'rotate' ? { button: words.streams.rotate } : {})}
        onConfirm={() => asked && void act(asked)}
        onCancel={() => setAsked(undefined)}
      />
    </Card>
  )
}

/** The key is asked for only when it is shown; it takes the role operator. */
function Opened({ name, turn }: { name: string; turn: number }) {
  const words = useWords()
  const { client } = useApi()
  const { data, error } = usePolling(() => client.streams.get(name), `${name} ${turn}`, EVERY_MS)
  if (error !== undefined) return <FailureAlert title={words.errors.loadFailed} error={error} />
  return data ? <StreamFacts stream={data} /> : null
}
