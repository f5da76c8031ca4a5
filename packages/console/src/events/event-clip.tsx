/** The short film around an event. */
import { Card, Skeleton, Text, Title } from '@mantine/core'
import { useCallback } from 'react'
import { useApi } from '../api/session'
import { usePicture } from '../api/use-picture'
import { useWords } from '../i18n/language'

export function EventClip({ messageId }: { messageId: string }) {
  const words = useWords()
  const { client } = useApi()
  const load = useCallback(() => client.events.clip(messageId), [client, messageId])
  const clip = usePicture(load)
  return (
    <Card withBorder component="section" aria-labelledby="clip-title">
      <Title order={2} size="h4" mb="sm" id="clip-title">
        {words.events.clip}
      </Title>
      {clip.kind === 'loading' && <Skeleton height={180} role="status" aria-label={words.loading} />}
      {clip.kind === 'none' && <Text size="sm">{words.events.clipGone}</Text>}
      {clip.kind === 'ready' && (
        <video className="big-picture" src={clip.src} aria-label={words.events.clip} controls muted loop />
      )}
    </Card>
  )
}
