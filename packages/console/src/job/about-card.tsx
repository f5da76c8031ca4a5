/** Where a job's frames come from, where its results go, and how the deliveries fare. */

import { Card, Code, Text, Title } from '@mantine/core'
import type { TaskDeliveries, TaskDetailsV2 } from '@vigia/contract'
import type { ReactNode } from 'react'
import { useAlgorithmName } from '../api/use-algorithm-name'
import { useLanguage } from '../i18n/language'
import { exactTime } from '../i18n/times'
import { windowsOf } from './schedule-windows'

interface Props {
  job: TaskDetailsV2
  deliveries: TaskDeliveries
}

export function AboutCard({ job, deliveries }: Props) {
  const { words, language } = useLanguage()
  const nameOf = useAlgorithmName()
  const { webhook, dis, obs, clip, event_center } = job.output
  return (
    <Card withBorder component="section" aria-labelledby="about-title">
      <Title order={2} size="h4" mb="sm" id="about-title">
        {words.job.about}
      </Title>
      <dl className="facts">
        {job.description !== undefined && job.description !== '' && (
          <Fact name={words.job.description}>{job.description}</Fact>
        )}
        <Fact name={words.job.algorithm}>{nameOf(job.title)}</Fact>
        <Fact name={words.job.source}>
          <Text size="xs" c="dimmed">
            {words.job.inputTypes[job.input.type] ?? job.input.type}
          </Text>
          {job.input.data.map((input) => (
            <Code key={input.index ?? 0} className="address">
              {input.url ?? input.stream_name ?? input.path ?? input.video_source_id ?? job.video_source_name}
            </Code>
          ))}
        </Fact>
        {job.schedule && (
          <Fact name={words.job.schedule}>
            <Text size="xs" c="dimmed">
              {job.schedule_status === 'ACTIVATED' ? words.job.armed : words.job.disarmed}
              {', '}
              {job.schedule.timezone}
            </Text>
            <ul className="bare-list">
              {windowsOf(job.schedule).map(({ day, windows }) => (
                <li key={day}>
                  {job.schedule?.type === 'weekly' ? words.job.weekdays[day - 1] : words.job.dayOfMonth(day)}{' '}
                  <span className="tabular">{windows}</span>
                </li>
              ))}
            </ul>
          </Fact>
        )}
        <Fact name={words.job.output}>
          {webhook && (
            <>
              <Text size="xs" c="dimmed">
                {words.job.webhook}
              </Text>
              <Code className="address">{webhook.url}</Code>
              <Text size="xs" c="dimmed" mt={4}>
                {words.job.headers}: {Object.keys(webhook.headers).join(', ')}
              </Text>
            </>
          )}
          {dis && (
            <>
              <Text size="xs" c="dimmed">
                {words.deliveries.channels.dis}
              </Text>
              <Code className="address">{dis.stream_name}</Code>
            </>
          )}
          {obs && (
            <>
              <Text size="xs" c="dimmed">
                {words.deliveries.channels.obs}
              </Text>
              <Code className="address">{`${obs.bucket}/${obs.path}`}</Code>
            </>
          )}
          {clip && <Text size="sm">{words.job.clip(clip.before_seconds ?? 0, clip.after_seconds ?? 0)}</Text>}
          <Text size="sm">{event_center ? words.job.keptHere : words.job.notKeptHere}</Text>
        </Fact>
        {(webhook || dis || obs) && (
          <Fact name={words.job.deliveries}>
            <ul className="bare-list counts">
              <Count n={deliveries.delivered} word={words.job.delivered} />
              <Count n={deliveries.pending} word={words.job.pending} />
              <Count n={deliveries.dead} word={words.job.dead} isBad={deliveries.dead > 0} />
            </ul>
          </Fact>
        )}
        <Fact name={words.job.created}>
          {exactTime(Date.parse(job.created_at), language)} {words.job.createdBy(job.creator)}
        </Fact>
        <Fact name={words.job.id}>
          <Code className="address">{job.id}</Code>
        </Fact>
      </dl>
    </Card>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Count({ n, word, isBad = false }: { n: number; word: string; isBad?: boolean }) {
  return (
    <li data-bad={isBad || undefined}>
      <strong className="tabular">{n}</strong> {word}
    </li>
  )
}
