import { IconChevronDown, IconChevronRight, IconGripVertical } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Setting } from '#shared/settings/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { dropSide, useSortable, type Sortable } from '#renderer/ui/use-sortable.ts'
import { bothNames } from './setting-draft.ts'
import type { KindSpec } from './setting-kinds.ts'
import { inOrder, settingBranches, type SettingNode } from './setting-tree.ts'
import { useChoices } from './use-choices.ts'
import type { SettingActs } from './use-setting-acts.ts'
import classes from './settings.module.css'

interface SettingListProps {
  readonly spec: KindSpec
  /** All of the kind, in use and retired. */
  readonly settings: readonly Setting[]
  readonly openId: Id
  readonly acts: SettingActs
  readonly hrefOf: (id: Id) => string
}

type PartProps = Omit<SettingListProps, 'settings'>

/** The settings of a kind in their order and tree; what is retired lies folded below. */
export function SettingList({ settings, ...part }: SettingListProps) {
  const { t } = useTranslation('settings')
  const directory = useDirectory()
  const headingKind = part.spec.parents?.find((kind) => kind !== part.spec.kind)
  const headings = headingKind === undefined ? [] : directory.settings(headingKind)
  const active = settings.filter((setting) => setting.active)
  return (
    <>
      {settingBranches(active, headings).map(({ heading, nodes }) => {
        const label =
          heading === undefined ? t(`kinds.${part.spec.kind as 'site'}.title`) : directory.nameOf(heading)
        return (
          <section key={heading?.id ?? ''}>
            {heading !== undefined && <h3 className={classes['heading']}>{label}</h3>}
            <Level {...part} label={label} nodes={nodes} />
          </section>
        )
      })}
      <Retired {...part} settings={inOrder(settings.filter((setting) => !setting.active))} />
    </>
  )
}

interface LevelProps extends PartProps {
  readonly label: string
  readonly nodes: readonly SettingNode[]
}

function Level({ label, nodes, ...part }: LevelProps) {
  const { t } = useTranslation('settings')
  const directory = useDirectory()
  const [said, setSaid] = useState('')
  const siblings = nodes.map(({ setting }) => setting)
  const ids = siblings.map(({ id }) => id)
  const [list, sortable] = useSortable(ids, (id, to) => {
    if (part.acts.move(siblings, id, to))
      setSaid(t('placed', { name: directory.settingName(id), place: to + 1, of: ids.length }))
  })
  return (
    <>
      <ul ref={list} className={classes['settings']} aria-label={label}>
        {nodes.map(({ setting, below }) => (
          <li
            key={setting.id}
            data-drop={dropSide(ids, sortable.dragging, setting.id)}
            data-dragging={sortable.dragging?.id === setting.id || undefined}
          >
            <Row {...part} setting={setting} sortable={sortable} />
            {below.length > 0 && <Level {...part} label={directory.nameOf(setting)} nodes={below} />}
          </li>
        ))}
      </ul>
      <span role="status" className={classes['spoken']}>
        {said}
      </span>
    </>
  )
}

interface RowProps extends PartProps {
  readonly setting: Setting
  /** Absent where there is no order. */
  readonly sortable?: Sortable
}

function Row({ spec, setting, openId, acts, hrefOf, sortable }: RowProps) {
  const { i18n } = useTranslation('settings')
  const directory = useDirectory()
  const choices = useChoices()
  const names = bothNames(setting)
  const other = i18n.language === 'fr' ? names.en : names.fr
  const name = directory.nameOf(setting)
  const summary = spec.fields.find(({ key }) => key === spec.summary)
  const colour = setting.data['colour']
  return (
    <div className={classes['row']}>
      {sortable !== undefined && acts.mayChange(setting) ? (
        <Grip id={setting.id} name={name} sortable={sortable} />
      ) : (
        <span className={classes['noGrip']} />
      )}
      <a
        className={classes['setting']}
        href={hrefOf(setting.id)}
        aria-current={setting.id === openId ? 'true' : undefined}
        onKeyDown={(event) => sortable?.moveByKey(setting.id, event)}
      >
        <span className={classes['name']}>
          {typeof colour === 'string' && colour !== '' && (
            <span className={classes['swatch']} style={{ background: colour }} aria-hidden />
          )}
          {name}
        </span>
        <span lang={i18n.language === 'fr' ? 'en' : 'fr'}>{other === name ? '' : other}</span>
        <span>{summary === undefined ? '' : choices.say(summary, setting.data)}</span>
      </a>
    </div>
  )
}

interface GripProps {
  readonly id: Id
  readonly name: string
  readonly sortable: Sortable
}

/** What one drags a row by; with the focus on it Alt and the arrows move it too. */
function Grip({ id, name, sortable }: GripProps) {
  const { t } = useTranslation('settings')
  return (
    <button
      data-hint={t('dragHint')}
      type="button"
      className={classes['grip']}
      aria-label={t('move', { name })}
      onKeyDown={(event) => sortable.moveByKey(id, event)}
      {...sortable.handle(id)}
    >
      <IconGripVertical size={14} aria-hidden />
    </button>
  )
}

function Retired({ settings, ...part }: SettingListProps) {
  const { t } = useTranslation('settings')
  const [isOpen, setOpen] = useState(false)
  if (settings.length === 0) return null
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <section className={classes['retired']}>
      <button
        type="button"
        className={classes['fold']}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Chevron size={14} aria-hidden /> {t('retiredCount', { count: settings.length })}
      </button>
      {isOpen && (
        <ul className={classes['settings']} aria-label={t('retired')}>
          {settings.map((setting) => (
            <li key={setting.id}>
              <Row {...part} setting={setting} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
