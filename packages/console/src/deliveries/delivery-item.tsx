/** One delivery: which result, where to, how it stands, each attempt when asked, and sending it again. */
import { Button, Code, Group, Text } from '@mantine/core'
import type { ShownDelivery } from '@vigia/contract'
import { useState } from 'react'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { FailureAlert } from '../components/failure-alert'
import { Icon } from '../components/icons'
import { useLanguage } from '../i18n/language'
import { exactTime } from '../i18n/times'

const EVERY_MS = 3000
const LOOKS = {
  pending: { tone: 'busy', icon: 'clock' },
  delivered: { tone: 'good', icon: 'check' },
  dead: { tone: 'bad', icon: 'cross' },
} as const

interface Props {
  delivery: ShownDelivery
  isBusy: boolean
  onReplay(deliveryId: string): void
}

export function DeliveryItem({ delivery, isBusy, onReplay }: Props) {
  const { words, language } = useLanguage()
  const [isOpen, setIsOpen] = useState(false)
  const w = words.deliveries
  const { tone, icon } = LOOKS[delivery.state]
  const time = (at: string) => exactTime(Date.parse(at), language)
  return (
    <li data-delivery={delivery.state}>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <span className="state" data-tone={tone}>
            <Icon name={icon} size={15} />
            {w.states[delivery.state]}
          </span>
          <Text size="sm" fw={600}>
            {w.channels[delivery.channel]}
          </Text>
        </Group>
        <Text size="xs" c="dimmed" component="time" dateTime={delivery.created_at} className="tabular">
          {time(delivery.created_at)}
        </Text>
      </Group>
      <Text size="xs" c="dimmed" className="tabular">
        {[
          delivery.message_id,
          w.attempts(delivery.attempts),
          ...(delivery.next_at === undefined ? [] : [w.nextAt(time(delivery.next_at))]),
        ].join(' · ')}
      </Text>
      {delivery.last_error !== undefined && delivery.state !== 'delivered' && (
        <Text size="sm">{delivery.last_error}</Text>
      )}
      <Group gap="xs" mt={4}>
        <Button
          size="compact-xs"
          variant="default"
          aria-expanded={isOpen}
          aria-label={w.showOf(delivery.message_id)}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? w.hide : w.show}
        </Button>
        {delivery.state !== 'pending' && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={w.againOf(delivery.message_id)}
            loading={isBusy}
            onClick={() => onReplay(delivery.delivery_id)}
          >
            {w.again}
          </Button>
        )}
      </Group>
      {isOpen && <Attempts deliveryId={delivery.delivery_id} />}
    </li>
  )
}

function Attempts({ deliveryId }: { deliveryId: string }) {
  const { words, language } = useLanguage()
  const { client } = useApi()
  const w = words.deliveries
  const { data, error } = usePolling(() => client.deliveries.get(deliveryId), deliveryId, EVERY_MS)
  if (error !== undefined) return <FailureAlert title={words.errors.loadFailed} error={error} />
  if (data?.log.length === 0) return <Text size="xs">{w.notYet}</Text>
  return (
    <ol className="bare-list attempts">
      {data?.log.map(({ at, took_ms, status, answer, error: why }) => (
        <li key={at}>
          <Text size="xs" className="tabular">
            {[
              exactTime(Date.parse(at), language),
              w.took(took_ms),
              why ?? (status === undefined ? '' : w.answered(status)),
            ].join(' · ')}
          </Text>
          {answer !== undefined && answer !== '' && <Code className="address">{answer}</Code>}
        </li>
      ))}
    </ol>
  )
}
