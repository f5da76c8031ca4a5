/** One source: what it shows now, whether it can be reached, what is wrong with it, and how it is set up. */
import { Button, Card, Code, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { isCode } from '../api/failure'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { useTask } from '../api/use-task'
import { BackLink } from '../components/back-link'
import { DeleteDialog } from '../components/delete-dialog'
import { FailureAlert } from '../components/failure-alert'
import { Icon } from '../components/icons'
import { useLanguage } from '../i18n/language'
import { exactTime } from '../i18n/times'
import { go, newJobHref, SOURCES_HREF } from '../route'
import { Findings } from '../sources/findings'
import { SourceLive } from '../sources/source-live'
import { StatusBadge } from '../sources/status-badge'
import { elementsOf } from '../sources/type-config'

const EVERY_MS = 3000
const NO_SUCH_SOURCE = 'VIAS.00010002'

export function SourcePage({ id }: { id: string }) {
  const { words, language } = useLanguage()
  const { client } = useApi()
  const { data: source, error } = usePolling(() => client.sources.get(id), id, EVERY_MS)
  const [asked, setAsked] = useState(false)
  const task = useTask()
  const remove = async (): Promise<void> => {
    const done = await task.run('delete', async () => {
      await client.sources.delete(id)
      return true
    })
    setAsked(false)
    if (done) go(SOURCES_HREF)
  }
  const back = <BackLink href={SOURCES_HREF} text={words.sources.back} />
  if (isCode(error, NO_SUCH_SOURCE))
    return (
      <Stack>
        {back}
        <Card withBorder padding="xl" ta="center">
          {words.sources.gone}
        </Card>
      </Stack>
    )
  if (!source)
    return (
      <Stack>
        {back}
        {error === undefined ? (
          <Skeleton height={320} role="status" aria-label={words.loading} />
        ) : (
          <FailureAlert title={words.errors.loadFailed} error={error} />
        )}
      </Stack>
    )
  const { video_source_name: name, status, type } = source
  return (
    <Stack gap="md">
      {back}
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <Title order={1} size="h2" className="job-title">
            {name}
          </Title>
          <StatusBadge level={status.level} />
        </Group>
        <Group gap="xs">
          <Button component="a" href={newJobHref(id)} leftSection={<Icon name="plus" size={16} />}>
            {words.sources.newJob}
          </Button>
          <Button
            variant="default"
            leftSection={<Icon name="trash" size={16} />}
            onClick={() => setAsked(true)}
          >
            {words.job.delete}
          </Button>
        </Group>
      </Group>
      {task.error !== undefined && (
        <FailureAlert title={words.errors.actionFailed} error={task.error} onClose={task.forget} />
      )}
      {status.reason !== '' && (
        <div className="reason" data-tone={status.level === '9' ? 'warn' : 'idle'}>
          <Text size="sm">{status.reason}</Text>
        </div>
      )}
      <Findings found={source.video_source_quality} />
      <div className="job-grid">
        <Card withBorder padding={0} component="section" aria-labelledby="live-title">
          <Title order={2} size="h4" px="md" py="xs" id="live-title">
            {words.live.title}
          </Title>
          <SourceLive id={id} name={name} />
        </Card>
        <Card withBorder component="section" aria-labelledby="about-title">
          <Title order={2} size="h4" mb="sm" id="about-title">
            {words.sources.about}
          </Title>
          <dl className="facts">
            <div>
              <dt>{words.sources.type}</dt>
              <dd>{words.sources.types[type] ?? type}</dd>
            </div>
            {elementsOf(source.type_config).map((element) => (
              <div key={element.name}>
                <dt>{words.sources.fields[element.name] ?? element.name}</dt>
                <dd>
                  <Code className="address">{element.value}</Code>
                </dd>
              </div>
            ))}
            {source.video_packages.length > 0 && (
              <div>
                <dt>{words.sources.groups}</dt>
                <dd>{source.video_packages.map((group) => group.video_group_name).join(', ')}</dd>
              </div>
            )}
            <div>
              <dt>{words.job.created}</dt>
              <dd>{exactTime(source.create_at, language)}</dd>
            </div>
            <div>
              <dt>{words.sources.id}</dt>
              <dd>
                <Code className="address">{id}</Code>
              </dd>
            </div>
          </dl>
        </Card>
      </div>
      <DeleteDialog
        name={asked ? name : undefined}
        title={words.sources.deleteTitle}
        text={words.sources.deleteText}
        busy={task.busy === 'delete'}
        onConfirm={() => void remove()}
        onCancel={() => setAsked(false)}
      />
    </Stack>
  )
}
