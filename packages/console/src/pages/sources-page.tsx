/** All sources of the project: what they show, and whether they can be reached. */
import { Alert, Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { isUnreachable } from '../api/failure'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { FailureAlert } from '../components/failure-alert'
import { Icon } from '../components/icons'
import { Pager } from '../components/pager'
import { useWords } from '../i18n/language'
import { NEW_SOURCE_HREF } from '../route'
import { SourceCard } from '../sources/source-card'

/** Each has a picture of its own: more at once would be slow to come. */
const PAGE_SIZE = 12
const EVERY_MS = 3000

export function SourcesPage() {
  const words = useWords()
  const { client } = useApi()
  const [page, setPage] = useState(1)
  const list = usePolling(
    () => client.sources.list({ is_paged: true, page_size: PAGE_SIZE, page_num: page }),
    String(page),
    EVERY_MS,
  )
  const sources = list.data?.video_source_list ?? []
  const total = list.data?.video_source_number ?? 0
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Group align="baseline" gap="sm">
          <Title order={1} size="h2">
            {words.sources.title}
          </Title>
          {list.data && (
            <Text c="dimmed" size="sm">
              {words.sources.count(total)}
            </Text>
          )}
        </Group>
        <Button component="a" href={NEW_SOURCE_HREF} leftSection={<Icon name="plus" size={16} />}>
          {words.sources.register}
        </Button>
      </Group>
      {list.error !== undefined &&
        (isUnreachable(list.error) ? (
          <Alert role="status" className="note" icon={<Icon name="turn" />}>
            {words.errors.unreachable}
          </Alert>
        ) : (
          <FailureAlert title={words.errors.loadFailed} error={list.error} />
        ))}
      {!list.data && list.error === undefined && (
        <Skeleton height={240} role="status" aria-label={words.loading} />
      )}
      {list.data && sources.length === 0 && (
        <Card withBorder padding="xl">
          <Stack align="center" gap="sm" ta="center">
            <span className="empty-mark">
              <Icon name="camera" size={30} />
            </span>
            <Title order={2} size="h3">
              {words.sources.emptyTitle}
            </Title>
            <Text c="dimmed" maw={520}>
              {words.sources.emptyText}
            </Text>
          </Stack>
        </Card>
      )}
      <ul className="bare-list source-grid">
        {sources.map((source) => (
          <SourceCard key={source.video_source_id} source={source} />
        ))}
      </ul>
      <Pager page={page} pages={Math.ceil(total / PAGE_SIZE)} onChange={setPage} />
    </Stack>
  )
}
