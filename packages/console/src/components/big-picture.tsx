/** A picture as large as the window allows. */
import { Modal, Text } from '@mantine/core'
import { useWords } from '../i18n/language'

export interface Shown {
  src: string
  title: string
  note: string
}

export function BigPicture({ shown, onClose }: { shown: Shown | undefined; onClose(): void }) {
  const words = useWords()
  return (
    <Modal
      opened={shown !== undefined}
      onClose={onClose}
      title={shown?.title}
      size="auto"
      centered
      closeButtonProps={{ 'aria-label': words.close }}
      transitionProps={{ duration: 0 }}
    >
      {shown && (
        <>
          <img className="big-picture" src={shown.src} alt={words.results.pictureOf(shown.title)} />
          <Text size="xs" c="dimmed" mt="xs">
            {shown.note}
          </Text>
        </>
      )}
    </Modal>
  )
}
