/** The list itself: a table where there is room, cards where there is not. */
import { Anchor, Card, Group, Stack, Table, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useAlgorithmName } from '../api/use-algorithm-name'
import { ActionButtons } from '../components/action-buttons'
import { StateBadge } from '../components/state-badge'
import type { Words } from '../i18n/en'
import { type Language, useLanguage } from '../i18n/language'
import { ago, exactTime, useNow } from '../i18n/times'
import type { JobState } from '../job/states'
import type { JobActions } from '../job/use-job-actions'
import { jobHref } from '../route'

export interface JobRow {
  id: string
  name: string
  state: JobState
  title: string
  video_source_name: string
  /** ISO 8601, when state or reason last changed. */
  updated_at: string
  status?: string
}

interface Props {
  jobs: readonly JobRow[]
  actions: JobActions
}

export function JobsTable({ jobs, actions }: Props) {
  const { words, language } = useLanguage()
  const nameOf = useAlgorithmName()
  const now = useNow(1000)
  const isNarrow = useMediaQuery('(max-width: 56em)', false, { getInitialValueInEffect: false })
  if (isNarrow) {
    return (
      <Stack component="ul" gap="sm" className="bare-list">
        {jobs.map((job) => (
          <Card component="li" withBorder padding="md" key={job.id}>
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <JobName job={job} />
              <ActionButtons compact job={job} actions={actions} />
            </Group>
            <Text size="sm" mt={4}>
              {nameOf(job.title)}
            </Text>
            <Group justify="space-between" mt="sm">
              <StateBadge state={job.state} />
              <Since at={job.updated_at} now={now} language={language} />
            </Group>
            <Reason job={job} words={words} />
          </Card>
        ))}
      </Stack>
    )
  }
  return (
    <Card withBorder padding={0}>
      <Table verticalSpacing="sm" horizontalSpacing="md" className="jobs" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="27%">{words.jobs.name}</Table.Th>
            <Table.Th w="16%">{words.jobs.algorithm}</Table.Th>
            <Table.Th>{words.jobs.state}</Table.Th>
            <Table.Th w="14%">{words.jobs.since}</Table.Th>
            <Table.Th w={110} ta="right">
              {words.jobs.actions}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {jobs.map((job) => (
            <Table.Tr key={job.id}>
              <Table.Td>
                <JobName job={job} />
              </Table.Td>
              <Table.Td>{nameOf(job.title)}</Table.Td>
              <Table.Td>
                <StateBadge state={job.state} />
                <Reason job={job} words={words} />
              </Table.Td>
              <Table.Td>
                <Since at={job.updated_at} now={now} language={language} />
              </Table.Td>
              <Table.Td>
                <ActionButtons compact job={job} actions={actions} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  )
}

function JobName({ job }: { job: JobRow }) {
  return (
    <div className="job-name">
      <Anchor href={jobHref(job.id)} fw={600}>
        {job.name}
      </Anchor>
      <Text size="xs" c="dimmed" truncate title={job.video_source_name}>
        {job.video_source_name}
      </Text>
    </div>
  )
}

function Reason({ job, words }: { job: JobRow; words: Words }) {
  const text = job.status ?? words.stateHints[job.state]
  return (
    <Text size="xs" c="dimmed" mt={4} lineClamp={2} title={text}>
      {text}
    </Text>
  )
}

function Since({ at, now, language }: { at: string; now: number; language: Language }) {
  const ms = Date.parse(at)
  return (
    <Text component="time" dateTime={at} title={exactTime(ms, language)} size="sm" className="tabular">
      {ago(ms, now, language)}
    </Text>
  )
}
