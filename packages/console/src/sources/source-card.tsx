/** A source in the list: what it shows, whether it can be reached, and what is wrong with it. */
import { Anchor, Card, Group, Text } from '@mantine/core'
import type { VideoSourceList } from '@vigia/contract'
import { useWords } from '../i18n/language'
import { sourceHref } from '../route'
import { Findings } from './findings'
import { Snapshot } from './snapshot'
import { StatusBadge } from './status-badge'

export type SourceRow = VideoSourceList['video_source_list'][number]

export function SourceCard({ source }: { source: SourceRow }) {
  const words = useWords()
  const { video_source_id: id, video_source_name: name, status, type, num_tasks } = source
  return (
    <Card component="li" withBorder padding={0} className="source-card">
      <Snapshot id={id} name={name} level={status.level} />
      <div className="source-text">
        <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
          <Anchor href={sourceHref(id)} fw={600} className="job-name">
            {name}
          </Anchor>
          <StatusBadge level={status.level} />
        </Group>
        <Text size="xs" c="dimmed">
          {words.sources.types[type] ?? type} · {words.sources.jobs(num_tasks)}
        </Text>
        {status.reason !== '' && <Text size="sm">{status.reason}</Text>}
        <Findings found={source.video_source_quality} />
      </div>
    </Card>
  )
}
