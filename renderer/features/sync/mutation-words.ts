import { useTranslation } from 'react-i18next'
import type { Doc } from '#shared/kernel/fields.ts'
import { isSetDelta, sameValue, type Patch } from '#shared/kernel/patch.ts'
import { isCollectionName } from '#shared/kernel/collection-names.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useFieldWords } from '#renderer/ui/field-words.ts'
import { useItemWords } from './item-words.ts'

/** A change that waits or was refused, as far as words need it. */
export interface ChangeToTell {
  readonly collection: string
  readonly op: 'create' | 'change'
  readonly patch: Patch
  readonly prev: Patch
  /** What people call the ticket concerned, '' when it is not known here. */
  readonly ticketName: string
}

/** Fields that follow from others and need no sentence. */
const QUIET = [
  'updatedAt',
  'lastPublicAt',
  'firstRespondedAt',
  'prioritySource',
  'resolvedAt',
  'closedAt',
  'doneAt',
  'doneBy',
  'createdAt',
  'createdBy',
  'readAt',
]
const LONG_TEXTS = ['resolution', 'rootCause', 'workaround']
const EXCERPT = 90

/** Puts a change into words, one line for each thing it does. */
export function useMutationWords(): (change: ChangeToTell) => readonly string[] {
  const { t } = useTranslation('sync')
  const directory = useDirectory()
  const words = useFieldWords(directory)
  const work = useItemWords()
  const fieldLine = (change: ChangeToTell, field: string): readonly string[] => {
    const after = change.patch[field]
    const about = { field: words.field(field), name: change.ticketName }
    if (LONG_TEXTS.includes(field)) return [t('change.text', about)]
    if (!isSetDelta(after)) {
      return [
        t('change.field', {
          ...about,
          before: words.value(field, change.prev[field]),
          after: words.value(field, after),
        }),
      ]
    }
    const line = (key: 'added' | 'removed', values: readonly string[] = []) =>
      values.length === 0 ? [] : [t(`change.${key}`, { ...about, values: words.value(field, values) })]
    return [...line('added', after.$add), ...line('removed', after.$remove)]
  }
  const created = (change: ChangeToTell): string => {
    const { patch, ticketName: name, collection } = change
    const text = excerpt(String(patch['text'] ?? ''))
    if (collection === 'tickets') return t('change.newTicket', { name, title: String(patch['title'] ?? '') })
    if (collection === 'people') return t('change.newPerson', { name: String(patch['name'] ?? '') })
    if (collection === 'settings') return t('change.newSetting', { name: String(patch['name'] ?? '') })
    if (collection === 'documents') return t('change.newFile', { file: String(patch['name'] ?? ''), name })
    if (collection === 'items') return work.created(change)
    if (collection !== 'messages') return t('change.created', { collection: collectionWord(collection) })
    if (patch['kind'] === 'reply') return t('change.reply', { name, text })
    return t(patch['visibility'] === 'public' ? 'change.notepublic' : 'change.noteprivate', { name, text })
  }
  const collectionWord = (name: string) => (isCollectionName(name) ? t(`change.collection.${name}`) : name)
  const settingWord = (field: string) => t(`change.settingField.${field as 'name'}`, { defaultValue: field })
  return (change) => {
    if (change.op === 'create') return [created(change)]
    if (change.collection === 'messages' && Object.hasOwn(change.patch, 'resends'))
      return [t('change.sentAgain', { name: change.ticketName })]
    if (change.collection === 'notices') return [t('change.notice')]
    const fields = Object.keys(change.patch).filter(
      (field) => !QUIET.includes(field) && !sameValue(change.patch[field], change.prev[field]),
    )
    if (fields.length === 0) return [t('change.touched', { name: change.ticketName })]
    if (change.collection === 'items') return [work.changed(change, fields)]
    if (change.collection === 'tickets') return fields.flatMap((field) => fieldLine(change, field))
    const wordOf = change.collection === 'settings' ? settingWord : words.field
    return [
      t('change.changed', {
        collection: collectionWord(change.collection),
        fields: fields.map(wordOf).join(', '),
      }),
    ]
  }
}

function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ')
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line
}

/** The ticket a document belongs to: itself, or the one it names. */
export function ticketIdOf(collection: string, docId: string, doc: Patch | Doc): string {
  if (collection === 'tickets') return docId
  const ticketId = doc['ticketId']
  return typeof ticketId === 'string' ? ticketId : ''
}
