/** Pictures that need a token: fetched, and shown through an address that lives as long as its component. */
import { useEffect, useState } from 'react'

/** `loading`, an address for `src`, or `none` when there is no picture or it could not be had. */
export type Picture = { kind: 'loading' } | { kind: 'ready'; src: string } | { kind: 'none' }

const LOADING: Picture = { kind: 'loading' }

/** @param load undefined until the picture is wanted; must keep its identity while the picture is the same */
export function usePicture(load: (() => Promise<Blob | undefined>) | undefined): Picture {
  const [picture, setPicture] = useState<Picture>(LOADING)
  useEffect(() => {
    if (!load) return
    let src: string | undefined
    let ended = false
    load()
      .then((blob) => {
        if (ended) return
        if (blob) src = URL.createObjectURL(blob)
        setPicture(src === undefined ? { kind: 'none' } : { kind: 'ready', src })
      })
      .catch(() => {
        if (!ended) setPicture({ kind: 'none' })
      })
    return () => {
      ended = true
      if (src !== undefined) URL.revokeObjectURL(src)
      setPicture(LOADING)
    }
  }, [load])
  return picture
}
