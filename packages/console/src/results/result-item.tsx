/** One result: its picture, what happened, and when. */

import { Group, Text } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import type { TaskResult } from '@vigia/contract'
import { memo, useCallback, useState } from 'react'
import { useApi } from '../api/session'
import { usePicture } from '../api/use-picture'
import type { Shown } from '../components/big-picture'
import { Icon } from '../components/icons'
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
          <Thumb src={jpeg(heat.density)} what={words.results.density} onOpen={show(words.results.density)} />
          <Thumb src={jpeg(heat.points)} what={words.results.points} onOpen={show(words.results.points)} />
        </div>
      ) : result.has_picture ? (
        <StoredThumb jobId={jobId} messageId={result.message_id} what={what} onOpen={show(what)} />
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

interface ThumbProps {
  src: string
  what: string
  onOpen(src: string): void
}

function Thumb({ src, what, onOpen }: ThumbProps) {
  const { words } = useLanguage()
  return (
    <button
      type="button"
      className="thumb"
      aria-label={words.results.enlarge(what)}
      onClick={() => onOpen(src)}
    >
      <img src={src} alt="" />
    </button>
  )
}

/** Fetched only once it comes into view: a long list would ask for hundreds of pictures at once. */
function StoredThumb({
  jobId,
  messageId,
  what,
  onOpen,
}: Omit<ThumbProps, 'src'> & { jobId: string; messageId: string }) {
  const { client } = useApi()
  const { words } = useLanguage()
  const { ref, entry } = useIntersection({ rootMargin: '300px' })
  const [wasSeen, setWasSeen] = useState(false)
  if (entry?.isIntersecting && !wasSeen) setWasSeen(true)
  const load = useCallback(() => client.jobs.resultPicture(jobId, messageId), [client, jobId, messageId])
  const picture = usePicture(wasSeen ? load : undefined)
  return (
    <span ref={ref}>
      {picture.kind === 'ready' ? (
        <Thumb src={picture.src} what={what} onOpen={onOpen} />
      ) : (
        <span
          className="thumb"
          data-kind="icon"
          title={picture.kind === 'none' ? words.results.noPicture : undefined}
        >
          <Icon name="camera" size={22} />
        </span>
      )}
    </span>
  )
}
