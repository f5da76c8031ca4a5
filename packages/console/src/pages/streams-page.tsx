/** Pushed streams: makes them, shows where encoders send them to, and whether they do. */
import { Button, Card, Group, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { useTask } from '../api/use-task'
import { FailureAlert } from '../components/failure-alert'
import { Icon } from '../components/icons'
import { Pager } from '../components/pager'
import { useWords } from '../i18n/language'
import { StreamCard } from '../streams/stream-card'

const PAGE_SIZE = 20
const EVERY_MS = 3000

export function StreamsPage() {
  const words = useWords()
  const { client } = useApi()
  const [page, setPage] = useState(1)
  const [name, setName] = useState('')
  const [made, setMade] = useState('')
  const task = useTask()
  const list = usePolling(() => client.streams.list({ page, page_size: PAGE_SIZE }), String(page), EVERY_MS)
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const stream = await task.run('make', () => client.streams.create(name.trim()))
    if (!stream) return
    setMade(stream.stream_name)
    setName('')
    await list.refresh()
  }
  return (
    <Stack gap="md">
      <Title order={1} size="h2">
        {words.streams.title}
      </Title>
      <Text c="dimmed" maw={680}>
        {words.streams.about}
      </Text>
      <form onSubmit={make}>
        <Group gap="sm" align="flex-end">
          <TextInput
            className="search"
            label={words.streams.name}
            placeholder="yard"
            required
            withAsterisk={false}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" loading={task.busy === 'make'} leftSection={<Icon name="plus" size={16} />}>
            {words.streams.make}
          </Button>
        </Group>
      </form>
      {task.error !== undefined && (
        <FailureAlert title={words.errors.actionFailed} error={task.error} onClose={task.forget} />
      )}
      {list.error !== undefined && <FailureAlert title={words.errors.loadFailed} error={list.error} />}
      {!list.data && list.error === undefined && (
        <Skeleton height={120} role="status" aria-label={words.loading} />
      )}
      {list.data?.total === 0 && (
        <Card withBorder padding="xl" ta="center">
          {words.streams.none}
        </Card>
      )}
      <Stack component="ul" gap="sm" className="bare-list">
        {list.data?.streams.map((stream) => (
          <StreamCard
            key={stream.stream_name}
            stream={stream}
            isNew={stream.stream_name === made}
            onChange={() => void list.refresh()}
          />
        ))}
      </Stack>
      <Pager page={page} pages={Math.ceil((list.data?.total ?? 0) / PAGE_SIZE)} onChange={setPage} />
    </Stack>
  )
}
