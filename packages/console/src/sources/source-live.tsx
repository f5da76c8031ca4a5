/** The live picture of a source, or why there is none; the source is open only while this is shown. */
import { Text } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { type Live, useLivePicture } from '../api/use-live-picture'
import { Icon } from '../components/icons'
import { LiveMark, useAge } from '../components/live-mark'
import { useWords } from '../i18n/language'

interface Props {
  id: string
  name: string
  /** Lies over the picture. */
  children?: (live: Live) => ReactNode
  /** Told of every new picture. */
  onPicture?: (live: Live) => void
}

export function SourceLive({ id, name, children, onPicture }: Props) {
  const words = useWords()
  const { live, reason } = useLivePicture(`source/sources/${id}/picture`, true)
  const age = useAge(live)
  useEffect(() => {
    if (live) onPicture?.(live)
  }, [live, onPicture])
  if (!live)
    return (
      <div className="no-picture" role="status">
        <Icon name="camera" size={34} />
        <Text fw={600}>{words.live.none}</Text>
        <Text size="sm" ta="center">
          {reason ?? words.live.soon}
        </Text>
      </div>
    )
  return (
    <div className="stage">
      <img src={live.src} alt={words.sources.livePictureOf(name)} />
      {children?.(live)}
      <div className="stage-mark">
        <LiveMark age={age} />
      </div>
    </div>
  )
}
