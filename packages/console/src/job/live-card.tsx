/** The live annotated picture, how old it is, or why there is none. */
import { Card, Group, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useLivePicture } from '../api/use-live-picture'
import { BigPicture } from '../components/big-picture'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'
import { useNow } from '../i18n/times'
import { isLive, type JobState } from './states'

interface Props {
  job: { id: string; name: string; state: JobState; status?: string }
}

/** From this age on a picture is called late: pictures are asked for twice a second and made five times. */
const LATE_MS = 3000

export function LiveCard({ job }: Props) {
  const words = useWords()
  const live = useLivePicture(job.id, isLive(job.state))
  const now = useNow(250)
  const [isBig, setIsBig] = useState(false)
  const age = live ? Math.max(0, now - live.madeAt) : 0
  const ageText = words.live.age(age < 10_000 ? (age / 1000).toFixed(1) : String(Math.floor(age / 1000)))
  return (
    <Card withBorder padding={0} component="section" aria-labelledby="live-title">
      <Group justify="space-between" px="md" py="xs">
        <Title order={2} size="h4" id="live-title">
          {words.live.title}
        </Title>
        {live && (
          <span className="live-mark" data-late={age > LATE_MS || undefined}>
            <span className="live-dot" />
            {age > LATE_MS ? words.live.late : words.live.live}
            <span className="tabular live-age">{ageText}</span>
          </span>
        )}
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
        shown={isBig && live ? { src: live.src, title: job.name, note: ageText } : undefined}
        onClose={() => setIsBig(false)}
      />
    </Card>
  )
}
