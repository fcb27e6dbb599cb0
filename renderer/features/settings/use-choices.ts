import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Setting, SettingKind } from '#shared/settings/schema.ts'
import { readableQuery } from '#shared/tickets/query-text.ts'
import { useDirectory, type Directory } from '#renderer/replica/directory.tsx'
import { NO_VALUE } from '#renderer/ui/field-words.ts'
import type { Control, FieldSpec } from './setting-kinds.ts'
import { flatTree, settingTree } from './setting-tree.ts'

/** One line of a drop-down list. */
export interface Choice {
  readonly value: string
  readonly label: string
}

/** What there is to choose from for each control, and how values read. */
export interface Choices {
  /** Active settings of a kind in their tree; `chosen` ones stay in the list when they are retired. */
  settings(kind: SettingKind, chosen?: readonly Id[]): Choice[]
  people(who: 'everybody' | 'staff', chosen?: readonly Id[]): Choice[]
  words(control: Extract<Control, { type: 'choice' | 'choices' }>): Choice[]
  /** A value of the list's summary column in words, '' for none. */
  say(field: FieldSpec, data: Setting['data']): string
}

/** The choices in the language of the console. */
export function useChoices(): Choices {
  const { t } = useTranslation(['settings', 'tickets', 'people', 'common'])
  const directory = useDirectory()
  const settingName = (id: unknown) => directory.settingName(String(id))
  const personName = (id: unknown) => directory.personName(String(id))
  const word = (words: string, value: unknown) => t(`${words}.${String(value)}` as 'tickets:kind.incident')
  const list = (values: unknown, say: (value: unknown) => string) =>
    Array.isArray(values) ? values.map(say).filter(Boolean).join(', ') : ''
  const withChosen = (choices: Choice[], chosen: readonly Id[], nameOf: (id: Id) => string) => [
    ...choices,
    ...chosen
      .filter((id) => id !== '' && !choices.some(({ value }) => value === id))
      .map((id) => ({ value: id, label: t('retiredChoice', { name: nameOf(id) || NO_VALUE }) })),
  ]
  const choices: Choices = {
    settings(kind, chosen = []) {
      const tree = flatTree(settingTree(directory.settings(kind)))
      const active = tree.map(({ setting, depth }) => ({
        value: setting.id,
        label: '   '.repeat(depth) + directory.nameOf(setting),
      }))
      return withChosen(active, chosen, settingName)
    },
    people(who, chosen = []) {
      const people = who === 'staff' ? directory.staff : directory.people
      return withChosen(
        people.map(({ id, name, emails }) => ({
          value: id,
          label: who === 'staff' ? name : `${name} · ${emails[0] ?? ''}`,
        })),
        chosen,
        personName,
      )
    },
    words: ({ values, words }) => values.map((value) => ({ value, label: word(words, value) })),
    say({ key, control }, data) {
      const value = data[key]
      if (value === undefined || value === '') return ''
      switch (control.type) {
        case 'setting':
          return settingName(value)
        case 'settings':
          return list(value, settingName)
        case 'person':
        case 'members':
          return personName(value)
        case 'staff':
          return list(value, personName)
        case 'choice':
          return word(control.words, value)
        case 'choices':
          return list(value, (each) => word(control.words, each))
        default:
          return typeof value === 'string' ? asTyped(control, value, directory) : ''
      }
    },
  }
  return choices
}

function asTyped({ type }: Control, value: string, directory: Directory): string {
  return type === 'query' ? readableQuery(value, directory) : value
}
