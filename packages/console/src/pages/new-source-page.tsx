/** Registers a source, tried before if the user wants that. */
import { Button, Card, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { useApi } from '../api/session'
import { useTask } from '../api/use-task'
import { BackLink } from '../components/back-link'
import { FailureAlert } from '../components/failure-alert'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'
import { go, SOURCES_HREF, sourceHref } from '../route'
import { FieldInput } from '../sources/field-input'
import { bodyOf, FIELDS, type Filled, SOURCE_TYPES, type SourceType } from '../sources/source-types'

export function NewSourcePage() {
  const words = useWords()
  const { client } = useApi()
  const [name, setName] = useState('')
  const [type, setType] = useState<SourceType>('url')
  const [filled, setFilled] = useState<Filled>({})
  const [seen, setSeen] = useState<string>()
  const task = useTask()
  useEffect(() => () => (seen === undefined ? undefined : URL.revokeObjectURL(seen)), [seen])
  const body = bodyOf(type, filled)

  const tryIt = async (): Promise<void> => {
    setSeen(undefined)
    const jpeg = await task.run('try', () => client.sources.preview(body))
    if (jpeg) setSeen(URL.createObjectURL(jpeg))
  }
  const register = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const id = await task.run('register', () =>
      client.sources.create({ ...body, video_source_name: name.trim() }),
    )
    if (id !== undefined) go(sourceHref(id))
  }
  return (
    <Stack gap="md">
      <BackLink href={SOURCES_HREF} text={words.sources.back} />
      <Title order={1} size="h2">
        {words.sources.register}
      </Title>
      <div className="job-grid">
        <Card withBorder padding="lg">
          <form onSubmit={register}>
            <Stack>
              <TextInput
                label={words.sources.name}
                required
                withAsterisk={false}
                maxLength={100}
                autoFocus
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <NativeSelect
                label={words.sources.type}
                description={words.sources.typeHints[type]}
                value={type}
                onChange={(event) => {
                  setType(event.currentTarget.value as SourceType)
                  setFilled({})
                  setSeen(undefined)
                  task.forget()
                }}
                data={SOURCE_TYPES.map((value) => ({ value, label: words.sources.types[value] ?? value }))}
              />
              {FIELDS[type].map((field) => (
                <FieldInput
                  key={`${type} ${field.name}`}
                  field={field}
                  value={filled[field.name] ?? ''}
                  onChange={(value) => setFilled({ ...filled, [field.name]: value })}
                />
              ))}
              <Group justify="flex-end">
                <Button
                  variant="default"
                  leftSection={<Icon name="camera" size={16} />}
                  loading={task.busy === 'try'}
                  onClick={tryIt}
                >
                  {words.sources.test}
                </Button>
                <Button type="submit" loading={task.busy === 'register'}>
                  {words.sources.registerIt}
                </Button>
              </Group>
            </Stack>
          </form>
        </Card>
        <Stack gap="md">
          {task.error !== undefined && (
            <FailureAlert title={words.errors.actionFailed} error={task.error} onClose={task.forget} />
          )}
          <Card withBorder padding={0} aria-live="polite">
            {seen === undefined ? (
              <div className="no-picture">
                <Icon name="camera" size={34} />
                <Text size="sm" ta="center">
                  {task.busy === 'try' ? words.sources.trying : words.sources.testHint}
                </Text>
              </div>
            ) : (
              <div className="stage">
                <img src={seen} alt={words.sources.tried} />
              </div>
            )}
            {seen !== undefined && (
              <Text size="sm" p="sm" className="worked">
                <Icon name="check" size={16} /> {words.sources.tried}
              </Text>
            )}
          </Card>
        </Stack>
      </div>
    </Stack>
  )
}
