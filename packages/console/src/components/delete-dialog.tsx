/** Asks before a job is deleted. */
import { Button, Group, Modal, Text } from '@mantine/core'
import { useWords } from '../i18n/language'
import { Icon } from './icons'

interface Props {
  /** Name of the job to be deleted; undefined while nothing is asked. */
  name: string | undefined
  busy: boolean
  onConfirm(): void
  onCancel(): void
}

export function DeleteDialog({ name, busy, onConfirm, onCancel }: Props) {
  const words = useWords()
  return (
    <Modal
      opened={name !== undefined}
      onClose={onCancel}
      title={words.job.deleteTitle}
      centered
      closeButtonProps={{ 'aria-label': words.close }}
      transitionProps={{ duration: 0 }}
    >
      <Text size="sm">{words.job.deleteText(name ?? '')}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onCancel} data-autofocus>
          {words.cancel}
        </Button>
        <Button
          className="danger"
          leftSection={<Icon name="trash" size={16} />}
          loading={busy}
          onClick={onConfirm}
        >
          {words.job.delete}
        </Button>
      </Group>
    </Modal>
  )
}
