/** The rules of the event centre: in their order, added with what is asked for most, deleted. */
import { Button, Card, Checkbox, Group, NumberInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { useTask } from '../api/use-task'
import { FailureAlert } from '../components/failure-alert'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'
import { kindName } from '../results/result-lines'
import { KindSelect, kindsOf } from './kind-select'
import { SettingsList } from './settings-list'

const EVERY_MS = 5000
const NEW = { name: '', kind: '', manualReview: false, window: 10, coolDown: 0, minimum: 0 }

export function RulesCard() {
  const words = useWords()
  const { client } = useApi()
  const task = useTask()
  const w = words.eventSettings
  const [form, setForm] = useState(NEW)
  const list = usePolling(() => client.events.rules.list(), 'rules', EVERY_MS)
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const made = await task.run('add', () =>
      client.events.rules.create({
        name: form.name.trim(),
        ...kindsOf(form.kind),
        manual_review: form.manualReview,
        aggregation_window: form.window,
        cool_down: form.coolDown,
        minimum_duration: form.minimum,
      }),
    )
    if (!made) return
    setForm(NEW)
    await list.refresh()
  }
  const number = (name: 'window' | 'coolDown' | 'minimum', max: number) => (
    <NumberInput
      label={w[name]}
      min={0}
      max={max}
      allowDecimal={false}
      hideControls
      value={form[name]}
      onChange={(value) => setForm({ ...form, [name]: Number(value) })}
    />
  )
  return (
    <Card withBorder component="section" aria-labelledby="rules-title">
      <Title order={2} size="h4" id="rules-title">
        {w.rules}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {w.rulesHint}
      </Text>
      {list.error !== undefined && <FailureAlert title={words.errors.loadFailed} error={list.error} />}
      {list.data && (
        <SettingsList
          none={w.noRules}
          title={w.deleteRule}
          text={w.deleteRuleText}
          remove={(id) => client.events.rules.delete(id)}
          onChange={() => void list.refresh()}
          rows={list.data.map((rule) => ({
            id: rule.id,
            name: rule.enabled === false ? `${rule.name} (${w.off})` : rule.name,
            lines: [
              (rule.event_types ?? []).map((kind) => kindName(kind, words)).join(', ') ||
                words.events.allKinds,
              ...(rule.manual_review ? [w.manualReview] : []),
              w.ruleFacts(rule.aggregation_window ?? 0, rule.cool_down ?? 0, rule.minimum_duration ?? 0),
            ],
          }))}
        />
      )}
      <form onSubmit={add}>
        <Stack gap="sm" mt="md">
          <Group gap="sm" align="flex-end">
            <TextInput
              label={w.name}
              required
              withAsterisk={false}
              maxLength={100}
              value={form.name}
              onChange={({ currentTarget }) => setForm({ ...form, name: currentTarget.value })}
            />
            <KindSelect kind={form.kind} onChange={(kind) => setForm({ ...form, kind })} />
            {number('window', 1440)}
            {number('coolDown', 86_400)}
            {number('minimum', 86_400)}
          </Group>
          <Checkbox
            label={w.manualReview}
            checked={form.manualReview}
            onChange={({ currentTarget }) => setForm({ ...form, manualReview: currentTarget.checked })}
          />
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
              {w.addRule}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
