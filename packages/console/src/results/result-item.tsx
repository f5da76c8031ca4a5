/** One result: its picture, what happened, and when. */

import { Group, Text } from '@mantine/core'
import type { TaskResult } from '@vigia/contract'
import { memo, useCallback } from 'react'
import { useApi } from '../api/session'
import type { Shown } from '../components/big-picture'
import { Icon } from '../components/icons'
import { StoredThumb, Thumb } from '../components/thumb'
import { useLanguage } from '../i18n/language'
import { ago, clockTime, exactTime } from '../i18n/times'
import { heatPictures, peopleCounted, tell } from './result-lines'

interface Props {
  jobId: string
  result: TaskResult
  now: number
  onEnlarge(shown: Shown): void
}

export const ResultItem = memo(function ResultItem({ jobId, result, now, onEnlarge }: Props) {
  const { words, language } = useLanguage()
  const { client } = useApi()
  const load = useCallback(
    () => client.jobs.resultPicture(jobId, result.message_id),
    [client, jobId, result.message_id],
  )
  const told = tell(result, words)
  const heat = heatPictures(result)
  const figure = peopleCounted(result)
  const what = told.lines.join('; ')
  const at = Date.parse(result.at)
  const when = exactTime(at, language)
  const show = (title: string) => (src: string) => onEnlarge({ src, title, note: when })
  return (
    <li className="result" data-event={result.event_type}>
      {heat ? (
        <div className="thumbs">
          <Thumb
            src={jpeg(heat.density)}
            label={words.results.enlarge(words.results.density)}
            onOpen={show(words.results.density)}
          />
          <Thumb
            src={jpeg(heat.points)}
            label={words.results.enlarge(words.results.points)}
            onOpen={show(words.results.points)}
          />
        </div>
      ) : result.has_picture ? (
        <StoredThumb load={load} label={words.results.enlarge(what)} onOpen={show(what)} />
      ) : (
        <span className="thumb" data-kind="icon">
          {figure === undefined ? <Icon name="camera" size={22} /> : <Figure n={figure} />}
        </span>
      )}
      <div className="result-text">
        <Group justify="space-between" gap="xs" wrap="nowrap" align="baseline">
          <Text size="xs" c="dimmed" fw={600}>
            {told.title}
          </Text>
          <Text size="xs" c="dimmed" component="time" dateTime={result.at} title={when} className="tabular">
            {ago(at, now, language)}
          </Text>
        </Group>
        {told.lines.map((line) => (
          <Text key={line} size="sm" fw={550}>
            {line}
          </Text>
        ))}
        <Text size="xs" c="dimmed">
          {words.results.videoTime(clockTime(result.vigia.video_time_ms))}
        </Text>
      </div>
    </li>
  )
})

/** Said in words beside it. */
function Figure({ n }: { n: number }) {
  return (
    <span className="figure tabular" aria-hidden="true">
      <Icon name="people" size={20} />
      {n}
    </span>
  )
}

const jpeg = (base64: string): string => `data:image/jpeg;base64,${base64}`
