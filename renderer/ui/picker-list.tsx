import { Combobox, ScrollArea, useCombobox } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { plain } from '#shared/kernel/plain-text.ts'
import type { Choice } from './picker.tsx'
import classes from './picker.module.css'

interface PickerListProps {
  readonly label: string
  readonly value: string
  readonly choices: readonly Choice[]
  readonly searchable: boolean
  readonly width: number
  readonly onChoose: (value: string) => void
  readonly footer: ((typed: string, close: () => void) => ReactNode) | undefined
  /** The button; `toggle` opens and closes the list. */
  readonly renderButton: (toggle: () => void) => ReactNode
}

const MOST_SHOWN = 60

/** A button with its list of choices, open at first; the list filters as one types. */
export function PickerList({ label, value, choices, searchable, onChoose, ...rest }: PickerListProps) {
  const { t } = useTranslation('common')
  const [typed, setTyped] = useState('')
  const combobox = useOpeningCombobox(searchable, () => setTyped(''))
  const openAtFirst = useEffectEvent(() => {
    combobox.focusTarget()
    combobox.openDropdown()
  })
  useEffect(() => openAtFirst(), [])
  return (
    <Combobox
      store={combobox}
      width={rest.width}
      position="bottom-start"
      shadow="md"
      withinPortal
      transitionProps={{ duration: 0 }}
      onOptionSubmit={(next) => {
        combobox.closeDropdown()
        onChoose(next)
      }}
    >
      <Combobox.Target targetType="button">
        {rest.renderButton(() => combobox.toggleDropdown())}
      </Combobox.Target>
      <Combobox.Dropdown data-keeps-keys>
        {searchable && (
          <Combobox.Search
            value={typed}
            aria-label={t('filterChoices', { label })}
            placeholder={t('typeToFilter')}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
              combobox.selectFirstOption()
            }}
          />
        )}
        <PickerOptions
          label={label}
          value={value}
          choices={combobox.dropdownOpened ? matching(choices, typed) : []}
        />
        {rest.footer?.(typed, () => combobox.closeDropdown())}
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** Opens with the chosen option marked, and the cursor in the filter where there is one. */
function useOpeningCombobox(searchable: boolean, onClosed: () => void) {
  const combobox = useCombobox({
    onDropdownClose: () => {
      onClosed()
      combobox.resetSelectedOption()
      combobox.focusTarget()
    },
  })
  const { dropdownOpened, focusSearchInput, selectActiveOption } = combobox
  useEffect(() => {
    if (!dropdownOpened) return
    if (searchable) focusSearchInput()
    selectActiveOption()
  }, [dropdownOpened, searchable, focusSearchInput, selectActiveOption])
  return combobox
}

interface PickerOptionsProps {
  readonly label: string
  readonly value: string
  readonly choices: readonly Choice[]
}

function PickerOptions({ label, value, choices }: PickerOptionsProps) {
  const { t } = useTranslation('common')
  return (
    <Combobox.Options aria-label={label}>
      <ScrollArea.Autosize mah={280} type="scroll">
        {choices.slice(0, MOST_SHOWN).map((choice) => (
          <PickerOption key={choice.value} choice={choice} isChosen={choice.value === value} />
        ))}
        {choices.length === 0 && <Combobox.Empty>{t('nothingFits')}</Combobox.Empty>}
        {choices.length > MOST_SHOWN && (
          <Combobox.Empty>{t('moreChoices', { count: choices.length - MOST_SHOWN })}</Combobox.Empty>
        )}
      </ScrollArea.Autosize>
    </Combobox.Options>
  )
}

function PickerOption({ choice, isChosen }: { readonly choice: Choice; readonly isChosen: boolean }) {
  return (
    <Combobox.Option
      value={choice.value}
      disabled={choice.disabled ?? false}
      active={isChosen}
      className={classes['option'] ?? ''}
    >
      <span className={classes['optionIcon']}>{choice.icon}</span>
      <span className={classes['optionText']}>
        <span>{choice.label}</span>
        {choice.hint !== undefined && <small>{choice.hint}</small>}
      </span>
      {isChosen && <IconCheck size={14} aria-hidden />}
    </Combobox.Option>
  )
}

function matching(choices: readonly Choice[], typed: string): readonly Choice[] {
  const words = plain(typed)
    .split(' ')
    .filter((word) => word !== '')
  if (words.length === 0) return choices
  return choices.filter((choice) => {
    const text = plain(`${choice.label} ${choice.hint ?? ''}`)
    return words.every((word) => text.includes(word))
  })
}
