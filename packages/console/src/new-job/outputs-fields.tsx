/** Fields of a new job: where its results go. */
import { Checkbox, Group, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { useWords } from '../i18n/language'
import type { Outputs } from './outputs'
import { WebhookField } from './webhook-field'

const EVERY_MS = 10_000
const MOST_STREAMS = 100

interface Props {
  outputs: Outputs
  onChange(outputs: Outputs): void
}

export function OutputsFields({ outputs, onChange }: Props) {
  const words = useWords()
  const { client } = useApi()
  const w = words.newJob
  const change = (changed: Partial<Outputs>) => onChange({ ...outputs, ...changed })
  const streams = usePolling(() => client.dataStreams.list({ limit: MOST_STREAMS }), 'streams', EVERY_MS)
  const seconds = (name: 'before' | 'after', min: number, max: number) => (
    <NumberInput
      label={w[name]}
      w={140}
      min={min}
      max={max}
      allowDecimal={false}
      required
      withAsterisk={false}
      hideControls
      value={outputs[name]}
      onChange={(value) => change({ [name]: Number(value) })}
    />
  )
  return (
    <Stack gap="sm" component="section" aria-label={w.outputs}>
      <Text size="sm" fw={500}>
        {w.outputs}
      </Text>
      <Checkbox
        label={w.eventCenter}
        description={w.eventCenterHint}
        checked={outputs.eventCenter}
        onChange={({ currentTarget }) => change({ eventCenter: currentTarget.checked })}
      />
      <WebhookField url={outputs.webhook} onChange={(webhook) => change({ webhook })} />
      {(streams.data?.stream_names.length ?? 0) > 0 && (
        <NativeSelect
          label={w.stream}
          value={outputs.stream}
          onChange={({ currentTarget }) => change({ stream: currentTarget.value })}
          data={[{ value: '', label: w.noStream }, ...(streams.data?.stream_names ?? [])]}
        />
      )}
      <Group gap="sm" align="flex-end" grow>
        <TextInput
          label={w.bucket}
          maxLength={63}
          value={outputs.bucket}
          onChange={({ currentTarget }) => change({ bucket: currentTarget.value })}
        />
        {outputs.bucket !== '' && (
          <TextInput
            label={w.path}
            maxLength={1023}
            value={outputs.path}
            onChange={({ currentTarget }) => change({ path: currentTarget.value })}
          />
        )}
      </Group>
      <Checkbox
        label={w.clips}
        checked={outputs.clips}
        onChange={({ currentTarget }) => change({ clips: currentTarget.checked })}
      />
      {outputs.clips && (
        <Group gap="sm">
          {seconds('before', 0, 30)}
          {seconds('after', 1, 60)}
        </Group>
      )}
    </Stack>
  )
}
