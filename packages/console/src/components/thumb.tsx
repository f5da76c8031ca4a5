/** A small picture that can be clicked. */
import { useIntersection } from '@mantine/hooks'
import { useState } from 'react'
import { usePicture } from '../api/use-picture'
import { useWords } from '../i18n/language'
import { Icon } from './icons'

interface ThumbProps {
  src: string
  /** What a click does. */
  label: string
  onOpen(src: string): void
}

export function Thumb({ src, label, onOpen }: ThumbProps) {
  return (
    <button type="button" className="thumb" aria-label={label} onClick={() => onOpen(src)}>
      <img src={src} alt="" />
    </button>
  )
}

interface StoredProps extends Omit<ThumbProps, 'src'> {
  /** Must keep its identity while the picture is the same. */
  load(): Promise<Blob | undefined>
}

/** Fetched only once it comes into view: a long list would ask for hundreds of pictures at once. */
export function StoredThumb({ load, label, onOpen }: StoredProps) {
  const words = useWords()
  const { ref, entry } = useIntersection({ rootMargin: '300px' })
  const [wasSeen, setWasSeen] = useState(false)
  if (entry?.isIntersecting && !wasSeen) setWasSeen(true)
  const picture = usePicture(wasSeen ? load : undefined)
  return (
    <span ref={ref}>
      {picture.kind === 'ready' ? (
        <Thumb src={picture.src} label={label} onOpen={onOpen} />
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
