import { Combobox, ScrollArea, useCombobox } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { plain } from '#shared/kernel/plain-text.ts'
import { useReachable } from './reach.ts'
import classes from './picker.module.css'

/** One choice; a disabled one says why in `hint`. */
export interface Choice {
  readonly value: string
  readonly label: string
  readonly icon?: ReactNode
  readonly hint?: string
  readonly disabled?: boolean
}

interface PickerProps {
  readonly label: string
  readonly value: string
  readonly choices: readonly Choice[]
  readonly onChange: (value: string) => void
  /** What stands on the button; the chosen label by default. */
  readonly children?: ReactNode
  readonly searchable?: boolean
  readonly disabled?: boolean
  /** The name under which a shortcut opens it; see reach.ts. */
  readonly control?: string
  readonly variant?: 'field' | 'button'
  readonly width?: number
  /** Takes the focus when its dialog opens. */
  readonly autoFocus?: boolean
  /** Offered below the list when nothing fits, with what was typed. */
  readonly footer?: (typed: string, close: () => void) => ReactNode
}

const MOST_SHOWN = 60

/** A value on a button that opens a list to choose another; the list filters as one types. */
export function Picker(props: PickerProps) {
  const { label, value, choices, children, searchable = choices.length > 8, variant = 'field' } = props
  const { t } = useTranslation('common')
  const [typed, setTyped] = useState('')
  const button = useRef<HTMLButtonElement>(null)
  const combobox = useOpeningCombobox(searchable, () => setTyped(''))
  useReachable(props.control ?? '', () => {
    button.current?.focus()
    button.current?.click()
  })
  const shown = matching(choices, typed)
  const chosen = choices.find((choice) => choice.value === value)
  return (
    <Combobox
      store={combobox}
      width={props.width ?? 260}
      position="bottom-start"
      shadow="md"
      withinPortal
      transitionProps={{ duration: 0 }}
      onOptionSubmit={(next) => {
        combobox.closeDropdown()
        if (next !== value) props.onChange(next)
      }}
    >
      <Combobox.Target targetType="button">
        <button
          ref={button}
          type="button"
          className={classes[variant]}
          aria-label={`${label}: ${chosen?.label ?? t('none')}`}
          disabled={props.disabled}
          data-autofocus={props.autoFocus}
          onClick={() => combobox.toggleDropdown()}
        >
          {children ?? <ChoiceLabel choice={chosen} />}
        </button>
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
        <PickerOptions label={label} value={value} choices={combobox.dropdownOpened ? shown : []} />
        {props.footer?.(typed, () => combobox.closeDropdown())}
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

function ChoiceLabel({ choice }: { readonly choice: Choice | undefined }) {
  const { t } = useTranslation('common')
  if (choice === undefined || choice.value === '')
    return <span className={classes['empty']}>{choice?.label ?? t('none')}</span>
  return (
    <>
      {choice.icon}
      <span className={classes['label']}>{choice.label}</span>
    </>
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
