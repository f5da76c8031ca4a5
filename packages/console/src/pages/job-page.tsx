/** One job: its state and why, what it sees now, what it has seen, and how it is set up. */
import { Alert, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { isCode, isUnreachable } from '../api/failure'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { ActionButtons } from '../components/action-buttons'
import { Announcer } from '../components/announcer'
import { BackLink } from '../components/back-link'
import { DeleteDialog } from '../components/delete-dialog'
import { FailureAlert } from '../components/failure-alert'
import { Icon } from '../components/icons'
import { StateBadge } from '../components/state-badge'
import { DeliveriesCard } from '../deliveries/deliveries-card'
import { useLanguage } from '../i18n/language'
import { ago, exactTime, useNow } from '../i18n/times'
import { AboutCard } from '../job/about-card'
import { HistoryCard } from '../job/history-card'
import { LiveCard } from '../job/live-card'
import { ParametersCard } from '../job/parameters-card'
import { ReasonBox } from '../job/reason-box'
import { toState } from '../job/states'
import { useJobActions } from '../job/use-job-actions'
import { ResultsCard } from '../results/results-card'
import { go, jobsHref } from '../route'
import { SeriesCard } from '../series/series-card'

const EVERY_MS = 2000
const NO_SUCH_JOB = 'VIAS.00010007'

export function JobPage({ id }: { id: string }) {
  const { words, language } = useLanguage()
  const { client } = useApi()
  const now = useNow(1000)
  const polled = usePolling(
    async () => {
      const [details, history, deliveries] = await Promise.all([
        client.jobs.getV2(id),
        client.jobs.history(id),
        client.jobs.deliveries(id),
      ])
      return { job: { ...details, state: toState(details.state) }, history, deliveries }
    },
    id,
    EVERY_MS,
  )
  const actions = useJobActions((action, worked) =>
    action === 'delete' && worked ? go(jobsHref()) : polled.refresh(),
  )
  const announced = useMemo(() => (polled.data ? [polled.data.job] : []), [polled.data])

  if (isCode(polled.error, NO_SUCH_JOB)) {
    return (
      <Stack>
        <BackLink href={jobsHref()} text={words.job.back} />
        <Card withBorder padding="xl" ta="center">
          {words.job.gone}
        </Card>
      </Stack>
    )
  }
  if (!polled.data) {
    return (
      <Stack>
        <BackLink href={jobsHref()} text={words.job.back} />
        {polled.error === undefined ? (
          <Skeleton height={320} role="status" aria-label={words.loading} />
        ) : (
          <FailureAlert title={words.errors.loadFailed} error={polled.error} />
        )}
      </Stack>
    )
  }
  const { job, history, deliveries } = polled.data
  // A new status text moves updated_at too; the history knows when the state itself began.
  const since = Date.parse(history.at(-1)?.at ?? job.created_at)
  return (
    <Stack gap="md">
      <Announcer jobs={announced} />
      <BackLink href={jobsHref()} text={words.job.back} />
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <Title order={1} size="h2" className="job-title">
            {job.name}
          </Title>
          <StateBadge state={job.state} />
          <Text
            size="sm"
            c="dimmed"
            component="time"
            dateTime={new Date(since).toISOString()}
            title={exactTime(since, language)}
          >
            {words.job.changed(ago(since, now, language))}
          </Text>
        </Group>
        <ActionButtons job={job} actions={actions} />
      </Group>
      {polled.error !== undefined && isUnreachable(polled.error) && (
        <Alert role="status" className="note" icon={<Icon name="turn" />}>
          {words.errors.unreachable}
        </Alert>
      )}
      {actions.error !== undefined && (
        <FailureAlert title={words.errors.actionFailed} error={actions.error} onClose={actions.forget} />
      )}
      <ReasonBox state={job.state} status={job.status} error={job.error} />
      <div className="job-grid">
        <Stack gap="md">
          <LiveCard job={job} />
          <ResultsCard jobId={id} />
          <SeriesCard jobId={id} />
          <DeliveriesCard jobId={id} counts={deliveries} />
        </Stack>
        <Stack gap="md">
          <AboutCard job={job} deliveries={deliveries} />
          <ParametersCard common={job.config.common} sheet={job.task_config} />
          <HistoryCard job={job} history={history} />
        </Stack>
      </div>
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
