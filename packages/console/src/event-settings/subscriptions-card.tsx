/** The subscriptions of the event centre: how they fare, added with one header, deleted. */
import { Button, Card, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { useTask } from '../api/use-task'
import { FailureAlert } from '../components/failure-alert'
import { Icon } from '../components/icons'
import { Troubles } from '../deliveries/troubles'
import { useWords } from '../i18n/language'
import { kindName } from '../results/result-lines'
import { KindSelect, kindsOf } from './kind-select'
import { SettingsList } from './settings-list'

const EVERY_MS = 5000
const NEW = { name: '', kind: '', url: '', header: 'Authorization', value: '' }

export function SubscriptionsCard() {
  const words = useWords()
  const { client } = useApi()
  const task = useTask()
  const w = words.eventSettings
  const [form, setForm] = useState(NEW)
  const list = usePolling(
    async () => {
      const [subscriptions, { targets }] = await Promise.all([
        client.events.subscriptions.list(),
        client.deliveries.targets(),
      ])
      return { subscriptions, targets: targets.filter(({ channel }) => channel === 'subscription') }
    },
    'subscriptions',
    EVERY_MS,
  )
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const made = await task.run('add', () =>
      client.events.subscriptions.create({
        name: form.name.trim(),
        ...kindsOf(form.kind),
        webhook: { url: form.url.trim(), headers: { [form.header.trim()]: form.value } },
      }),
    )
    if (!made) return
    setForm(NEW)
    await list.refresh()
  }
  const field = (name: 'name' | 'url' | 'header' | 'value') => ({
    label: w[name],
    required: true,
    withAsterisk: false,
    value: form[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setForm({ ...form, [name]: currentTarget.value }),
  })
  return (
    <Card withBorder component="section" aria-labelledby="subscriptions-title">
      <Title order={2} size="h4" id="subscriptions-title">
        {w.subscriptions}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {w.subscriptionsHint}
      </Text>
      {list.error !== undefined && <FailureAlert title={words.errors.loadFailed} error={list.error} />}
      <Troubles
        targets={list.data?.targets ?? []}
        nameOf={({ id }) => list.data?.subscriptions.find((one) => one.id === id)?.name}
        onChange={() => void list.refresh()}
      />
      {list.data && (
        <SettingsList
          none={w.noSubscriptions}
          title={w.deleteSubscription}
          text={w.deleteSubscriptionText}
          remove={(id) => client.events.subscriptions.delete(id)}
          onChange={() => void list.refresh()}
          rows={list.data.subscriptions.map((one) => ({
            id: one.id,
            name: one.name,
            lines: [
              one.webhook.url,
              (one.event_types ?? []).map((kind) => kindName(kind, words)).join(', ') ||
                words.events.allKinds,
              w.sent(one.sent, one.answered),
            ],
          }))}
        />
      )}
      <form onSubmit={add}>
        <Stack gap="sm" mt="md">
          <Group gap="sm" align="flex-end">
            <TextInput maxLength={100} {...field('name')} />
            <KindSelect kind={form.kind} onChange={(kind) => setForm({ ...form, kind })} />
            <TextInput
              className="search"
              maxLength={1000}
              placeholder="https://hooks.example.org/vigia"
              {...field('url')}
            />
            <TextInput {...field('header')} />
            <PasswordInput
              w={200}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': words.signIn.showPassword }}
              {...field('value')}
            />
          </Group>
          {task.error !== undefined && (
            <FailureAlert title={words.errors.actionFailed} error={task.error} onClose={task.forget} />
          )}
          <Group>
            <Button
              type="submit"
              variant="default"
              loading={task.busy === 'add'}
              leftSection={<Icon name="plus" size={16} />}
            >
              {w.addSubscription}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
