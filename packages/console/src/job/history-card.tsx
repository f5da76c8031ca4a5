/** How the job came to be in its state: newest change first, its creation last. */

import { Card, Group, Text, Title } from '@mantine/core'
import type { TaskDetailsV2, TaskHistory } from '@vigia/contract'
import { StateBadge } from '../components/state-badge'
import { type Language, useLanguage } from '../i18n/language'
import { exactTime } from '../i18n/times'
import { toState } from './states'

/** A source that comes and goes makes thousands of lines; these are what a person looks at. */
const MOST = 50

interface Props {
  job: TaskDetailsV2
  history: TaskHistory['history']
}

export function HistoryCard({ job, history }: Props) {
  const { words, language } = useLanguage()
  const lines = history.map((line, index) => ({ ...line, key: `${index} ${line.at}` })).reverse()
  return (
    <Card withBorder component="section" aria-labelledby="history-title">
      <Title order={2} size="h4" mb="sm" id="history-title">
        {words.history.title}
      </Title>
      <ol className="bare-list history">
        {lines.slice(0, MOST).map((line) => (
          <li key={line.key}>
            <Group justify="space-between" gap="xs">
              <StateBadge state={toState(line.to)} />
              <When at={line.at} language={language} />
            </Group>
            <Text size="xs" c="dimmed">
              {words.history.cause(line.cause)} · {words.history.actor(line.actor)}
            </Text>
          </li>
        ))}
        <li>
          <Group justify="space-between" gap="xs">
            <Text size="sm" fw={600}>
              {words.history.created}
            </Text>
            <When at={job.created_at} language={language} />
          </Group>
          <Text size="xs" c="dimmed">
            {job.creator}
          </Text>
        </li>
      </ol>
    </Card>
  )
}

function When({ at, language }: { at: string; language: Language }) {
  return (
    <Text component="time" dateTime={at} size="xs" c="dimmed" className="tabular">
      {exactTime(Date.parse(at), language)}
    </Text>
  )
}
