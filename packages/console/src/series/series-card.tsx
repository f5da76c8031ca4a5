/** What a job has counted today, hour by hour by the reader's own clock; nothing for jobs that do not count. */
import { Card, Group, NativeSelect, Text, Title } from '@mantine/core'
import type { SeriesPoints } from '@vigia/contract'
import { useState } from 'react'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { useWords } from '../i18n/language'

const LIST_EVERY_MS = 30_000
const POINTS_EVERY_MS = 10_000

export function SeriesCard({ jobId }: { jobId: string }) {
  const words = useWords()
  const { client } = useApi()
  const [chosen, setChosen] = useState('')
  const list = usePolling(() => client.series.list(jobId), jobId, LIST_EVERY_MS)
  const series = list.data?.some((one) => one.series === chosen) ? chosen : list.data?.[0]?.series
  const points = usePolling(
    async () => (series === undefined ? undefined : client.series.points(jobId, { series, ...today() })),
    `${jobId} ${series}`,
    POINTS_EVERY_MS,
  )
  if (!list.data || series === undefined) return null
  return (
    <Card withBorder component="section" aria-labelledby="series-title">
      <Group justify="space-between" align="flex-end" mb="sm">
        <Title order={2} size="h4" id="series-title">
          {words.series.title}
        </Title>
        <NativeSelect
          size="xs"
          aria-label={words.series.which}
          value={series}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          data={list.data.map((one) => ({ value: one.series, label: one.name }))}
        />
      </Group>
      {points.data?.series === series && <Bars answer={points.data} />}
    </Card>
  )
}

/** From midnight on. */
function today() {
  const midnight = new Date().setHours(0, 0, 0, 0)
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return { from: midnight, bucket: 'hour' as const, time_zone: timeZone }
}

function Bars({ answer: { kind, points } }: { answer: SeriesPoints }) {
  const words = useWords()
  const values = points.map(({ sum, mean }) => sum ?? mean ?? undefined)
  const most = Math.max(1, ...values.map((value) => value ?? 0))
  const total = values.reduce<number>((all, value) => all + (value ?? 0), 0)
  if (points.every(({ results }) => results === 0)) return <Text size="sm">{words.series.none}</Text>
  return (
    <>
      <Text size="sm" mb="xs">
        {kind === 'count' ? words.series.total(total) : words.series.mean}
      </Text>
      <ol className="bare-list bars tabular">
        {points.map(({ at }, i) => {
          // "2026-11-26T09:00:00+08:00": the hour as clocks of the zone read it.
          const hour = at.slice(11, 13)
          const value = values[i]
          const shown = value === undefined ? '–' : String(Math.round(value * 10) / 10)
          return (
            <li key={at} title={words.series.hour(`${hour}:00`, shown)}>
              {shown}
              <span className="bar" style={{ height: `${(70 * (value ?? 0)) / most}%` }} />
              {hour}
            </li>
          )
        })}
      </ol>
    </>
  )
}
