import { ActionIcon } from '@mantine/core'
import {
  IconBlockquote,
  IconBold,
  IconCode,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconSourceCode,
  IconStrikethrough,
  type Icon,
} from '@tabler/icons-react'
import type { EditorState } from 'prosemirror-state'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { FORMAT_RULES, FORMATS, type Format } from './formats.ts'
import { linkAt } from './link.ts'
import type { RichField } from './use-rich-field.ts'
import classes from './rich-text.module.css'

const ICONS: Readonly<Record<Format, Icon>> = {
  bold: IconBold,
  italic: IconItalic,
  strike: IconStrikethrough,
  code: IconCode,
  bullets: IconList,
  numbers: IconListNumbers,
  quotation: IconBlockquote,
  codeBlock: IconSourceCode,
}

const MOD = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl'

interface FormatBarProps {
  readonly field: RichField
  readonly onLink: () => void
}

/** The formats as buttons: one stop for Tab, arrows move between them, and what is on is pressed. */
export function FormatBar({ field, onLink }: FormatBarProps) {
  const { t } = useTranslation('messages')
  const { state } = field
  const [at, setAt] = useState(0)
  if (state === undefined) return null
  const buttons = [
    ...FORMATS.map((format) => ({
      ...formatButton(format, state),
      act: () => field.run(FORMAT_RULES[format].toggle),
    })),
    { name: 'link' as const, icon: IconLink, isOn: linkAt(state) !== undefined, keys: 'Mod-k', act: onLink },
  ]
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = (at + step + buttons.length) % buttons.length
    setAt(next)
    event.currentTarget.querySelectorAll('button')[next]?.focus()
  }
  return (
    <div role="toolbar" aria-label={t('format.bar')} className={classes['bar']} onKeyDown={press}>
      {buttons.map(({ name, icon: Shape, isOn, keys, act }, index) => (
        <ActionIcon
          key={name}
          data-hint={`${t(`format.${name}`)} (${keyName(keys)})`}
          size={26}
          variant={isOn ? 'light' : 'subtle'}
          {...(isOn ? {} : { color: 'gray' })}
          aria-label={t(`format.${name}`)}
          aria-pressed={isOn}
          tabIndex={index === at ? 0 : -1}
          onFocus={() => setAt(index)}
          // The selection stays where it is.
          onMouseDown={(event) => event.preventDefault()}
          onClick={act}
        >
          <Shape size={16} aria-hidden />
        </ActionIcon>
      ))}
    </div>
  )
}

function formatButton(name: Format, state: EditorState) {
  const { isOn, key } = FORMAT_RULES[name]
  return { name, icon: ICONS[name], isOn: isOn(state), keys: key }
}

function keyName(key: string): string {
  return key
    .split('-')
    .map((part) => (part === 'Mod' ? MOD : part.length === 1 ? part.toUpperCase() : part))
    .join('+')
}
