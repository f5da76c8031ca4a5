/** The live annotated picture, how old it is, or why there is none. */
import { Card, Group, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useLivePicture } from '../api/use-live-picture'
import { BigPicture } from '../components/big-picture'
import { Icon } from '../components/icons'
import { LiveMark, useAge } from '../components/live-mark'
import { useWords } from '../i18n/language'
import { isLive, type JobState } from './states'

interface Props {
  job: { id: string; name: string; state: JobState; status?: string }
}

export function LiveCard({ job }: Props) {
  const words = useWords()
  const { live } = useLivePicture(`tasks/${job.id}/picture`, isLive(job.state))
  const age = useAge(live)
  const [isBig, setIsBig] = useState(false)
  return (
    <Card withBorder padding={0} component="section" aria-labelledby="live-title">
      <Group justify="space-between" px="md" py="xs">
        <Title order={2} size="h4" id="live-title">
          {words.live.title}
        </Title>
        {live && <LiveMark age={age} />}
      </Group>
      {live ? (
        <button type="button" className="live" aria-label={words.live.enlarge} onClick={() => setIsBig(true)}>
          <img src={live.src} alt={words.live.alt(job.name)} />
        </button>
      ) : (
        <div className="no-picture">
          <Icon name="camera" size={34} />
          <Text fw={600}>{words.live.none}</Text>
          <Text size="sm" ta="center">
            {isLive(job.state) ? (job.status ?? words.live.soon) : words.live.notRunning}
          </Text>
        </div>
      )}
      <BigPicture
        shown={isBig && live ? { src: live.src, title: job.name, note: age.text } : undefined}
        onClose={() => setIsBig(false)}
      />
    </Card>
  )
}
