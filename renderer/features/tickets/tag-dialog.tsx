import { Button, Group, Modal, TagsInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

const MOST_TAGS = 20

interface TagDialogProps {
  readonly onClose: () => void
  readonly onTag: (tags: readonly string[]) => void
}

/** Asks for tags to put on everything that is ticked; what is on a ticket already stays. */
export function TagDialog({ onClose, onTag }: TagDialogProps) {
  const { t } = useTranslation(['tickets', 'common'])
  const [tags, setTags] = useState<string[]>([])
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('bulk.tagTitle')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onTag(tags)
          onClose()
        }}
      >
        <TagsInput
          label={t('field.tags')}
          maxTags={MOST_TAGS}
          value={tags}
          onChange={setTags}
          data-autofocus
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={tags.length === 0}>
            {t('bulk.tag')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
