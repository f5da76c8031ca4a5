/** Makes a job on a registered source: algorithm, regions and lines drawn on its live picture, where results go. */
import { Anchor, Button, Card, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { useTask } from '../api/use-task'
import { BackLink } from '../components/back-link'
import { FailureAlert } from '../components/failure-alert'
import { useLanguage } from '../i18n/language'
import { fieldsOf } from '../job/parameter-sheet'
import { DrawCard } from '../new-job/draw-card'
import { NO_OUTPUTS, type Outputs, toOutput } from '../new-job/outputs'
import { OutputsFields } from '../new-job/outputs-fields'
import { type Given, ParametersFields } from '../new-job/parameters-fields'
import { serviceChoices } from '../new-job/service-choices'
import { ShapeList } from '../roi/shape-list'
import { targetRoi } from '../roi/shapes'
import { useShapes } from '../roi/use-shapes'
import { go, jobHref, jobsHref, NEW_SOURCE_HREF } from '../route'

const EVERY_MS = 10_000
/** What most begin with. */
const USUAL_SERVICE = 'c-intrusiondetection-cloud'

/** @param chosen id of the source that the user came from */
export function NewJobPage({ chosen }: { chosen: string | undefined }) {
  const { words, language } = useLanguage()
  const { client } = useApi()
  const [form, setForm] = useState({ name: '', service: '', source: chosen ?? '' })
  const [outputs, setOutputs] = useState<Outputs>(NO_OUTPUTS)
  const [given, setGiven] = useState<Given>({})
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
  const usual = services.find(({ service_name }) => service_name === USUAL_SERVICE) ?? services[0]
  const service = form.service === '' ? usual?.service_name : form.service
  const serviceId = services.find(({ service_name }) => service_name === service)?.service_id
  const detail = usePolling(
    async () => (serviceId === undefined ? undefined : client.services.get(serviceId)),
    serviceId ?? '',
    EVERY_MS,
  )
  const isCurrent = detail.data?.service_id === serviceId
  const sheet = isCurrent ? (detail.data?.deployment_constraints.task_config ?? '') : ''
  // Lines and regions are drawn.
  const described = fieldsOf(sheet, language)
  const fields = described.filter(({ name }) => name !== 'target_roi')
  const meaning = described.find(({ name }) => name === 'target_roi')?.lines
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (service === undefined) return
    const target_roi = targetRoi(roi.shapes, meaning)
    const made = await task.run('make', () =>
      client.jobs.create(service, {
        name: form.name.trim(),
        input: { type: 'video_source', data: [{ video_source_id: form.source }] },
        output: toOutput(outputs),
        config: { common: { ...given, ...(target_roi === undefined ? {} : { target_roi }) } },
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
            meaning={meaning}
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
              value={form.name}
              onChange={({ currentTarget }) => setForm({ ...form, name: currentTarget.value })}
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
              value={service ?? ''}
              onChange={({ currentTarget }) => {
                setForm({ ...form, service: currentTarget.value })
                // Another algorithm has other parameters.
                setGiven({})
              }}
              data={serviceChoices(services, language, words.newJob)}
            />
            <div>
              <Text size="sm" fw={500} mb={4}>
                {words.parameterNames.target_roi}
              </Text>
              <ShapeList shapes={roi.shapes} meaning={meaning} onChange={roi.change} onRemove={roi.remove} />
            </div>
            <ParametersFields fields={fields} given={given} onChange={setGiven} />
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
