import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Setting } from '#shared/settings/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import type { KindSpec } from './setting-kinds.ts'
import { flatTree, settingTree, withAllBelow } from './setting-tree.ts'

interface ParentFieldProps {
  readonly spec: KindSpec
  readonly setting: Setting | undefined
  readonly all: readonly Setting[]
  readonly value: Id
  readonly isReadOnly: boolean
  readonly onChange: (parentId: Id) => void
}

/** What it lies under: everything but itself and what lies below it. */
export function ParentField({ spec, setting, all, value, isReadOnly, onChange }: ParentFieldProps) {
  const { t } = useTranslation(['settings', 'common'])
  const directory = useDirectory()
  const below: ReadonlySet<Id> = setting === undefined ? new Set() : withAllBelow(all, setting.id)
  const choices = (spec.parents ?? []).flatMap((kind) =>
    flatTree(settingTree(directory.settings(kind)))
      .filter((each) => !below.has(each.setting.id))
      .map((each) => ({ value: each.setting.id, label: pathOf(each.setting) })),
  )
  function pathOf({ id, parentId }: Setting, depth = 0): string {
    const parent = directory.setting(parentId)
    const name = directory.settingName(id)
    return parent === undefined || depth > 5 ? name : `${pathOf(parent, depth + 1)} › ${name}`
  }
  const isRoot = spec.parents?.includes(spec.kind) === true && spec.parents.length === 1
  return (
    <Select
      searchable
      clearable={!isReadOnly}
      label={isRoot ? t('under') : t('place')}
      placeholder={isRoot ? t('atTheTop') : t('common:none')}
      nothingFoundMessage={t('common:nothingFits')}
      readOnly={isReadOnly}
      data={choices}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
    />
  )
}
