/** One field of the form of a source. */
import { Checkbox, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { useWords } from '../i18n/language'
import type { Field } from './source-types'

interface Props {
  field: Field
  value: string
  onChange(value: string): void
}

export function FieldInput({ field: { name, kind, example, optional = false }, value, onChange }: Props) {
  const words = useWords()
  const shared = {
    label: words.sources.fields[name] ?? name,
    required: !optional,
    withAsterisk: false,
    autoComplete: 'off',
    value,
    ...(example === undefined ? {} : { placeholder: example }),
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  }
  switch (kind) {
    case 'text':
      return <TextInput {...shared} />
    case 'password':
      return (
        <PasswordInput
          {...shared}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': words.signIn.showPassword }}
        />
      )
    case 'check':
      return (
        <Checkbox
          label={shared.label}
          checked={value === 'true'}
          onChange={(event) => onChange(String(event.currentTarget.checked))}
        />
      )
    case 'camera':
      return <CameraSelect value={value} onChange={onChange} />
  }
}

const EVERY_MS = 10_000

function CameraSelect({ value, onChange }: Pick<Props, 'value' | 'onChange'>) {
  const words = useWords()
  const { client } = useApi()
  const { data } = usePolling(() => client.cameras.list({ page_size: 100 }), 'cameras', EVERY_MS)
  return (
    <NativeSelect
      label={words.sources.fields.edge_camera_id}
      description={data?.total === 0 ? words.sources.noCameras : undefined}
      required
      withAsterisk={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: '', label: words.choose },
        ...(data?.edge_cameras ?? []).map(({ id, name }) => ({ value: id, label: `${name} (${id})` })),
      ]}
    />
  )
}
