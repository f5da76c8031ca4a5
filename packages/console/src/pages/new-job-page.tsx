/** Makes a job on a registered source: algorithm, regions and lines drawn on its live picture, where results go. */
import { Anchor, Button, Card, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { useTask } from '../api/use-task'
import { BackLink } from '../components/back-link'
import { FailureAlert } from '../components/failure-alert'
import { useWords } from '../i18n/language'
import { algorithmName } from '../jobs/jobs-table'
import { DrawCard } from '../new-job/draw-card'
import { NO_OUTPUTS, type Outputs, toOutput } from '../new-job/outputs'
import { OutputsFields } from '../new-job/outputs-fields'
import { ShapeList } from '../roi/shape-list'
import { targetRoi } from '../roi/shapes'
import { useShapes } from '../roi/use-shapes'
import { go, jobHref, jobsHref, NEW_SOURCE_HREF } from '../route'

const EVERY_MS = 10_000

/** @param chosen id of the source that the user came from */
export function NewJobPage({ chosen }: { chosen: string | undefined }) {
  const words = useWords()
  const { client } = useApi()
  const [form, setForm] = useState({ name: '', service: '', source: chosen ?? '' })
  const [outputs, setOutputs] = useState<Outputs>(NO_OUTPUTS)
  const roi = useShapes()
  const task = useTask()
  const choices = usePolling(
    async () => {
      const [sources, services] = await Promise.all([client.sources.list(), client.services.list()])
      return { sources: sources.video_source_list, services: services.service_list }
    },
    'choices',
    EVERY_MS,
  )
  const sources = choices.data?.sources ?? []
  const services = choices.data?.services ?? []
  const source = sources.find(({ video_source_id: id }) => id === form.source)
  const service = form.service === '' ? services[0]?.service_name : form.service
  const field = (name: 'name' | 'service') => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setForm({ ...form, [name]: event.currentTarget.value }),
  })
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (service === undefined) return
    const target_roi = targetRoi(roi.shapes)
    const made = await task.run('make', () =>
      client.jobs.create(service, {
        name: form.name.trim(),
        input: { type: 'video_source', data: [{ video_source_id: form.source }] },
        output: toOutput(outputs),
        ...(target_roi === undefined ? {} : { config: { common: { target_roi } } }),
      }),
    )
    const id = made?.tasks[0]?.id
    if (id !== undefined) go(jobHref(id))
  }
  return (
    <Stack gap="md">
      <BackLink href={jobsHref()} text={words.job.back} />
      <Title order={1} size="h2">
        {words.newJob.title}
      </Title>
      {choices.error !== undefined && <FailureAlert title={words.errors.loadFailed} error={choices.error} />}
      {task.error !== undefined && (
        <FailureAlert title={words.errors.actionFailed} error={task.error} onClose={task.forget} />
      )}
      <form onSubmit={make} className="job-grid">
        {source ? (
          <DrawCard
            key={form.source}
            source={{ id: form.source, name: source.video_source_name }}
            roi={roi}
          />
        ) : (
          <Card withBorder className="no-picture">
            <Text size="sm" ta="center">
              {words.newJob.chooseFirst}
            </Text>
          </Card>
        )}
        <Card withBorder padding="lg">
          <Stack>
            <TextInput
              label={words.jobs.name}
              required
              withAsterisk={false}
              maxLength={100}
              {...field('name')}
            />
            <div>
              <NativeSelect
                label={words.newJob.source}
                required
                withAsterisk={false}
                value={form.source}
                onChange={(event) => {
                  setForm({ ...form, source: event.currentTarget.value })
                  // They were drawn on another picture.
                  roi.clear()
                }}
                data={[
                  { value: '', label: words.choose },
                  ...sources.map((one) => ({ value: one.video_source_id, label: one.video_source_name })),
                ]}
              />
              <Anchor href={NEW_SOURCE_HREF} size="sm">
                {words.sources.register}
              </Anchor>
            </div>
            <NativeSelect
              label={words.jobs.algorithm}
              {...field('service')}
              value={service ?? ''}
              data={services.map(({ service_name, alg_name }) => ({
                value: service_name,
                label: algorithmName(alg_name, words),
              }))}
            />
            <div>
              <Text size="sm" fw={500} mb={4}>
                {words.parameterNames.target_roi}
              </Text>
              <ShapeList shapes={roi.shapes} onChange={roi.change} onRemove={roi.remove} />
            </div>
            <OutputsFields outputs={outputs} onChange={setOutputs} />
            <Group justify="flex-end">
              <Button type="submit" loading={task.busy === 'make'} disabled={service === undefined}>
                {words.newJob.make}
              </Button>
            </Group>
          </Stack>
        </Card>
      </form>
    </Stack>
  )
}
