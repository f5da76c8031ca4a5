/** Where results of a job do not arrive, why, and the switch by which it is tried again. */
import { Alert, Button, Group, Text } from '@mantine/core'
import type { DeliveryTargets } from '@vigia/contract'
import { useApi } from '../api/session'
import { useTask } from '../api/use-task'
import { FailureAlert } from '../components/failure-alert'
import { Icon } from '../components/icons'
import { useLanguage } from '../i18n/language'
import { exactTime } from '../i18n/times'

type Target = DeliveryTargets['targets'][number]

interface Props {
  targets: Target[]
  /** What each is called; its channel unless told. */
  nameOf?(target: Target): string | undefined
  onChange(): void
}

export function Troubles({ targets, nameOf, onChange }: Props) {
  const { words, language } = useLanguage()
  const { client } = useApi()
  const task = useTask()
  const w = words.deliveries
  const named = (target: Target) => nameOf?.(target) ?? w.channels[target.channel]
  const switchOn = ({ channel, id }: Target) =>
    task.run(id, () => client.deliveries.switchOn({ channel, id })).then(onChange)
  const time = (at: string) => exactTime(Date.parse(at), language)
  return (
    <>
      {targets.map((target) => (
        <Alert
          key={`${target.channel} ${target.id}`}
          role="alert"
          className="failure"
          mb="sm"
          icon={<Icon name="warning" />}
          title={
            target.off_since === undefined
              ? w.failing(named(target), time(target.failing_since))
              : w.off(named(target), time(target.off_since))
          }
        >
          <Group justify="space-between" gap="sm">
            <Text size="sm">{target.reason}</Text>
            {target.off_since !== undefined && (
              <Button
                size="xs"
                variant="default"
                loading={task.busy === target.id}
                onClick={() => void switchOn(target)}
              >
                {w.switchOn}
              </Button>
            )}
          </Group>
        </Alert>
      ))}
      {task.error !== undefined && (
        <FailureAlert title={words.errors.actionFailed} error={task.error} onClose={task.forget} />
      )}
    </>
  )
}
