/** Asks before something is deleted, or done that cannot be undone. */
import { Button, Group, Modal, Text } from '@mantine/core'
import { useWords } from '../i18n/language'
import { Icon } from './icons'

interface Props {
  /** Name of what is to be deleted; undefined while nothing is asked. */
  name: string | undefined
  title: string
  text(name: string): string
  /** What the button says; delete unless told. */
  button?: string
  busy: boolean
  onConfirm(): void
  onCancel(): void
}

export function DeleteDialog({ name, title, text, button, busy, onConfirm, onCancel }: Props) {
  const words = useWords()
  return (
    <Modal
      opened={name !== undefined}
      onClose={onCancel}
      title={title}
      centered
      closeButtonProps={{ 'aria-label': words.close }}
      transitionProps={{ duration: 0 }}
    >
      <Text size="sm">{text(name ?? '')}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onCancel} data-autofocus>
          {words.cancel}
        </Button>
        <Button
          className="danger"
          leftSection={button === undefined ? <Icon name="trash" size={16} /> : undefined}
          loading={busy}
          onClick={onConfirm}
        >
          {button ?? words.job.delete}
        </Button>
      </Group>
    </Modal>
  )
}
