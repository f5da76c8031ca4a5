/** All jobs of the project: found by name and state, page by page, always up to date. */
import { Alert, Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { isUnreachable } from '../api/failure'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { Announcer } from '../components/announcer'
import { DeleteDialog } from '../components/delete-dialog'
import { FailureAlert } from '../components/failure-alert'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'
import { toState } from '../job/states'
import { useJobActions } from '../job/use-job-actions'
import { JobsEmpty } from '../jobs/jobs-empty'
import { JobsFilterBar } from '../jobs/jobs-filter-bar'
import { JobsPages } from '../jobs/jobs-pages'
import { JobsTable } from '../jobs/jobs-table'
import { type JobsFilter, jobsHref, newJobHref } from '../route'

const PAGE_SIZE = 20
const EVERY_MS = 2000

export function JobsPage({ filter }: { filter: JobsFilter }) {
  const words = useWords()
  const { client } = useApi()
  const { name, state, page } = filter
  const list = usePolling(
    () =>
      client.jobs.list({
        page,
        page_size: PAGE_SIZE,
        ...(name === '' ? {} : { task_name: name }),
        ...(state === undefined ? {} : { task_state: state }),
      }),
    jobsHref(filter),
    EVERY_MS,
  )
  const actions = useJobActions(() => list.refresh())
  const jobs = useMemo(
    () => (list.data?.tasks ?? []).map((job) => ({ ...job, state: toState(job.state) })),
    [list.data],
  )
  const total = list.data?.total ?? 0
  const isFiltered = name !== '' || state !== undefined

  return (
    <Stack gap="md">
      <Announcer jobs={jobs} />
      <Group justify="space-between">
        <Group align="baseline" gap="sm">
          <Title order={1} size="h2">
            {words.jobs.title}
          </Title>
          {list.data && (
            <Text c="dimmed" size="sm">
              {words.jobs.count(total)}
            </Text>
          )}
        </Group>
        <Button component="a" href={newJobHref()} leftSection={<Icon name="plus" size={16} />}>
          {words.newJob.title}
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
      {actions.error !== undefined && (
        <FailureAlert title={words.errors.actionFailed} error={actions.error} onClose={actions.forget} />
      )}
      {(isFiltered || total > 0) && <JobsFilterBar filter={filter} />}
      {!list.data ? (
        list.error === undefined && <ListSkeleton label={words.loading} />
      ) : jobs.length > 0 ? (
        <JobsTable jobs={jobs} actions={actions} />
      ) : (
        <JobsEmpty isFiltered={isFiltered || page > 1} />
      )}
      <JobsPages filter={filter} pages={Math.ceil(total / PAGE_SIZE)} />
      <DeleteDialog
        name={actions.doomed?.name}
        title={words.job.deleteTitle}
        text={words.job.deleteText}
        busy={actions.busy?.action === 'delete'}
        onConfirm={actions.confirm}
        onCancel={actions.cancel}
      />
    </Stack>
  )
}

function ListSkeleton({ label }: { label: string }) {
  return (
    <Card withBorder aria-busy="true" aria-label={label} role="status">
      <Stack>
        {['a', 'b', 'c', 'd'].map((key) => (
          <Skeleton key={key} height={40} />
        ))}
      </Stack>
    </Card>
  )
}
