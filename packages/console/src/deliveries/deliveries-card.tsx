/** How a job's results get to their channels: what is in trouble, what waits, arrived or was given up; sends it again. */
import { Button, Card, Group, NativeSelect, Skeleton, Text, Title } from '@mantine/core'
import type { DeliveriesQuery, ShownDelivery, TaskDeliveries } from '@vigia/contract'
import { useState } from 'react'
import { isUnreachable } from '../api/failure'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { useTask } from '../api/use-task'
import { FailureAlert } from '../components/failure-alert'
import { useWords } from '../i18n/language'
import { DeliveryItem } from './delivery-item'
import { Troubles } from './troubles'

const EVERY_MS = 4000
const PAGE = 10
const MOST = 1000
const STATES = ['pending', 'delivered', 'dead'] as const
const CHANNELS = ['webhook', 'dis', 'obs', 'event_center', 'subscription'] as const

interface Chosen {
  state: ShownDelivery['state'] | ''
  channel: ShownDelivery['channel'] | ''
}

export function DeliveriesCard({ jobId, counts }: { jobId: string; counts: TaskDeliveries }) {
  const words = useWords()
  const { client } = useApi()
  const task = useTask()
  const w = words.deliveries
  const [chosen, setChosen] = useState<Chosen>({ state: '', channel: '' })
  const [limit, setLimit] = useState(PAGE)
  const query: Partial<DeliveriesQuery> = {
    task_id: jobId,
    limit,
    ...(chosen.state === '' ? {} : { state: chosen.state }),
    ...(chosen.channel === '' ? {} : { channel: chosen.channel }),
  }
  const polled = usePolling(
    async () => {
      const [list, { targets }] = await Promise.all([
        client.deliveries.list(query),
        client.deliveries.targets(),
      ])
      return { ...list, targets: targets.filter(({ id }) => id === jobId) }
    },
    JSON.stringify(query),
    EVERY_MS,
  )
  const replay = (name: string, which: { delivery_ids: string[] } | { task_id: string }) =>
    task.run(name, () => client.deliveries.replay(which)).then(() => polled.refresh())
  const total = counts.pending + counts.delivered + counts.dead
  const { data, error } = polled
  if (total === 0 && (data?.targets.length ?? 0) === 0) return null
  return (
    <Card withBorder component="section" aria-labelledby="deliveries-title">
      <Title order={2} size="h4" mb="sm" id="deliveries-title">
        {w.title}
      </Title>
      {error !== undefined && !isUnreachable(error) && (
        <FailureAlert title={words.errors.loadFailed} error={error} />
      )}
      {task.error !== undefined && (
        <FailureAlert title={words.errors.actionFailed} error={task.error} onClose={task.forget} />
      )}
      <Troubles targets={data?.targets ?? []} onChange={() => void polled.refresh()} />
      <Group gap="sm" align="flex-end" mb="sm">
        <NativeSelect
          label={w.state}
          value={chosen.state}
          onChange={({ currentTarget }) =>
            setChosen({ ...chosen, state: currentTarget.value as Chosen['state'] })
          }
          data={[
            { value: '', label: `${w.all} (${total})` },
            ...STATES.map((state) => ({ value: state, label: `${w.states[state]} (${counts[state]})` })),
          ]}
        />
        <NativeSelect
          label={w.channel}
          value={chosen.channel}
          onChange={({ currentTarget }) =>
            setChosen({ ...chosen, channel: currentTarget.value as Chosen['channel'] })
          }
          data={[
            { value: '', label: w.allChannels },
            ...CHANNELS.map((channel) => ({ value: channel, label: w.channels[channel] })),
          ]}
        />
        {counts.dead > 0 && (
          <Button
            variant="default"
            loading={task.busy === 'all'}
            onClick={() => void replay('all', { task_id: jobId })}
          >
            {w.allAgain(counts.dead)}
          </Button>
        )}
      </Group>
      {!data && error === undefined && <Skeleton height={80} role="status" aria-label={words.loading} />}
      {data?.deliveries.length === 0 && <Text size="sm">{w.none}</Text>}
      <ul className="bare-list history">
        {data?.deliveries.map((delivery) => (
          <DeliveryItem
            key={delivery.delivery_id}
            delivery={delivery}
            isBusy={task.busy === delivery.delivery_id}
            onReplay={(id) => void replay(id, { delivery_ids: [id] })}
          />
        ))}
      </ul>
      {data?.next_marker !== undefined && limit < MOST && (
        <Button
          variant="default"
          size="xs"
          mt="sm"
          onClick={() => setLimit(Math.min(MOST, limit + 5 * PAGE))}
        >
          {words.results.older}
        </Button>
      )}
    </Card>
  )
}
