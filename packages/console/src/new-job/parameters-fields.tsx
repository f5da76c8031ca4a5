/** Fields of a new job: the algorithm's parameters, as its sheet describes them. What is not touched is not sent. */
import { Button, Checkbox, Group, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useLanguage } from '../i18n/language'
import type { Field } from '../job/parameter-sheet'

/** Members of `config.common` that differ from the defaults, by name. */
export type Given = Readonly<Record<string, unknown>>

interface Props {
  fields: readonly Field[]
  given: Given
  onChange(given: Given): void
}

export function ParametersFields({ fields, given, onChange }: Props) {
  const { words } = useLanguage()
  if (fields.length === 0) return null
  return (
    <Stack gap="sm" component="section" aria-label={words.newJob.parameters}>
      <Group justify="space-between">
        <Text size="sm" fw={500}>
          {words.newJob.parameters}
        </Text>
        {Object.keys(given).length > 0 && (
          <Button variant="subtle" size="compact-xs" onClick={() => onChange({})}>
            {words.newJob.reset}
          </Button>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {words.newJob.parametersHint}
      </Text>
      {fields.map((field) => (
        <OneField
          key={field.name}
          field={field}
          value={given[field.name]}
          onChange={(value) => onChange(changed(given, field.name, value))}
        />
      ))}
    </Stack>
  )
}

/** Without the member where it is undefined. */
function changed(given: Given, name: string, value: unknown): Given {
  const { [name]: _, ...others } = given
  return value === undefined ? others : { ...others, [name]: value }
}

interface FieldProps {
  field: Field
  value: unknown
  /** Undefined: as by default. */
  onChange(value: unknown): void
}

function OneField({ field, value, onChange }: FieldProps) {
  const { words } = useLanguage()
  const { name, title, type, min, max, standard, options } = field
  const called = words.parameterNames[name]
  const label = called ?? title
  const description = called === undefined || called === title ? undefined : title
  if (type === 'Object')
    return (
      <Stack gap={4} component="fieldset" className="bare-fieldset">
        <Text size="sm" fw={500} component="legend">
          {label}
        </Text>
        {field.members.map((member) => (
          <OneField
            key={member.name}
            field={member}
            value={(value as Given | undefined)?.[member.name]}
            onChange={(one) => {
              const object = changed((value as Given | undefined) ?? {}, member.name, one)
              onChange(Object.keys(object).length === 0 ? undefined : object)
            }}
          />
        ))}
      </Stack>
    )
  // Switches of the wire are numbers 0 and 1.
  if (name.endsWith('_sw'))
    return (
      <Checkbox
        label={label}
        description={description}
        checked={Number(value ?? standard) === 1}
        onChange={({ currentTarget }) => {
          const now = currentTarget.checked ? 1 : 0
          onChange(now === Number(standard) ? undefined : now)
        }}
      />
    )
  if (type === 'Int' || type === 'Float')
    return (
      <NumberInput
        label={label}
        description={description}
        placeholder={standard === undefined ? '' : words.newJob.standardIs(standard)}
        allowDecimal={type === 'Float'}
        hideControls
        {...(min === undefined ? {} : { min })}
        {...(max === undefined ? {} : { max })}
        value={typeof value === 'number' ? value : ''}
        onChange={(entered) => onChange(typeof entered === 'number' ? entered : undefined)}
      />
    )
  if (options.length > 0)
    return (
      <NativeSelect
        label={label}
        description={description}
        value={typeof value === 'string' ? value : ''}
        onChange={({ currentTarget }) =>
          onChange(currentTarget.value === '' ? undefined : currentTarget.value)
        }
        data={[{ value: '', label: words.newJob.standardOption(standard ?? '–') }, ...options]}
      />
    )
  return (
    <TextInput
      label={label}
      description={description}
      placeholder={standard === undefined ? '' : words.newJob.standardIs(standard)}
      value={typeof value === 'string' ? value : ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
    />
  )
}
