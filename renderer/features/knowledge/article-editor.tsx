import { Button, Group, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Article } from '#shared/articles/schema.ts'
import { isSubmitKey } from '#renderer/ui/submit-key.ts'
import { useArticleDrafts } from './article-drafts.ts'
import type { ArticleActs } from './use-article-acts.ts'

interface ArticleEditorProps {
  readonly article: Article
  readonly acts: ArticleActs
  readonly onClose: () => void
}

/** Title and text to write; every letter is kept on the device at once, and goes to everybody with Save. */
export function ArticleEditor({ article, acts, onClose }: ArticleEditorProps) {
  const { t } = useTranslation(['knowledge', 'common'])
  const kept = useArticleDrafts((state) => state.drafts[article.id])
  const keep = useArticleDrafts((state) => state.keep)
  const drop = useArticleDrafts((state) => state.drop)
  const draft = kept ?? { title: article.title, body: article.body }
  const close = () => {
    drop(article.id)
    onClose()
  }
  const save = async () => {
    const title = draft.title.trim()
    const isSaved = await acts.change(article, {
      ...(title === article.title ? {} : { title }),
      ...(draft.body === article.body ? {} : { body: draft.body }),
    })
    if (isSaved) close()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <TextInput
        label={t('field.title')}
        maxLength={300}
        required
        value={draft.title}
        onChange={(event) => keep(article.id, { ...draft, title: event.currentTarget.value })}
      />
      <Textarea
        mt="sm"
        autosize
        minRows={12}
        maxRows={32}
        label={t('field.body')}
        description={t('bodyHint')}
        value={draft.body}
        onChange={(event) => keep(article.id, { ...draft, body: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (isSubmitKey(event)) void save()
        }}
      />
      <Group justify="flex-end" mt="sm" gap="xs">
        <Button variant="default" onClick={close}>
          {t('common:cancel')}
        </Button>
        <Button type="submit">{t('common:save')}</Button>
      </Group>
    </form>
  )
}
