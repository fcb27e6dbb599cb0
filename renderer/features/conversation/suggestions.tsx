import { VisuallyHidden } from '@mantine/core'
import { useId, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { plain } from '#shared/kernel/plain-text.ts'
import type { RichField } from '#renderer/ui/rich-text/use-rich-field.ts'
import { triggerAt } from './trigger.ts'
import classes from './suggestions.module.css'

/** Something that may be put into the text. */
export interface Suggestion {
  readonly id: string
  readonly label: string
  readonly hint: string
  /** What is put instead of the mark and what was typed behind it. */
  readonly words: string
}

/** What is offered behind `@` and behind `/`. */
export type Suggested = Readonly<Record<'@' | '/', readonly Suggestion[]>>

const MOST_SHOWN = 8

/** Suggestions at the cursor: what is shown, and the keys and names the field needs for them. */
export function useSuggestions(field: RichField, suggested: Suggested) {
  const listId = useId()
  const { before } = field
  const trigger = before === undefined ? undefined : triggerAt(before, before.length)
  const length = trigger === undefined ? 0 : trigger.typed.length + 1
  const start = field.at - length
  const [moved, setMoved] = useState({ at: 0, typed: '' })
  const at = moved.typed === trigger?.typed ? moved.at : 0
  const setAt = (next: number) => setMoved({ at: next, typed: trigger?.typed ?? '' })
  const [dismissed, setDismissed] = useState(-1)
  // A mark that was dismissed stays so until there is none at the cursor any more.
  if (before !== undefined && trigger === undefined && dismissed !== -1) setDismissed(-1)
  const isOpen = trigger !== undefined && start !== dismissed
  const shown = isOpen ? matching(suggested[trigger.mark], trigger.typed).slice(0, MOST_SHOWN) : []
  const active = Math.min(at, shown.length - 1)
  const choose = (suggestion: Suggestion | undefined) => {
    if (trigger === undefined || suggestion === undefined) return
    field.replaceBefore(length, suggestion.words)
  }
  /** True when the key was for the suggestions. */
  const press = (event: KeyboardEvent): boolean => {
    if (shown.length === 0 || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return false
    if (event.key === 'ArrowDown') setAt((active + 1) % shown.length)
    else if (event.key === 'ArrowUp') setAt((active + shown.length - 1) % shown.length)
    else if (event.key === 'Escape') setDismissed(start)
    else if (event.key === 'Enter' || event.key === 'Tab') choose(shown[active])
    else return false
    event.preventDefault()
    return true
  }
  const chosen = shown[active]
  return {
    shown,
    active,
    listId,
    choose,
    press,
    names: {
      'aria-autocomplete': 'list',
      ...(chosen === undefined
        ? {}
        : { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${chosen.id}` }),
    },
  }
}

interface SuggestionListProps {
  readonly label: string
  readonly suggestions: ReturnType<typeof useSuggestions>
}

/** The suggestions above the field; the focus stays in the field. */
export function SuggestionList({ label, suggestions }: SuggestionListProps) {
  const { t } = useTranslation('messages')
  const { shown, active, listId, choose } = suggestions
  return (
    <>
      <VisuallyHidden role="status">
        {shown.length > 0 && t('compose.suggestions', { count: shown.length })}
      </VisuallyHidden>
      {shown.length > 0 && (
        <div id={listId} role="listbox" aria-label={label} className={classes['list']} data-keeps-keys>
          {shown.map((suggestion, index) => (
            <div
              key={suggestion.id}
              id={`${listId}-${suggestion.id}`}
              role="option"
              aria-selected={index === active}
              className={classes['option']}
              onMouseDown={(event) => {
                event.preventDefault()
                choose(suggestion)
              }}
            >
              <span className={classes['label']}>{suggestion.label}</span>
              <span className={classes['hint']}>{suggestion.hint}</span>
            </div>
          ))}
        </div>
      )}
    </>
  )
}

/** Those whose name begins with what was typed first, then those that hold its words. */
function matching(suggestions: readonly Suggestion[], typed: string): readonly Suggestion[] {
  const wanted = plain(typed)
  const words = wanted.split(/\s+/).filter((word) => word !== '')
  const begins = ({ label }: Suggestion) => plain(label).startsWith(wanted)
  const holds = ({ label }: Suggestion) => words.every((word) => plain(label).includes(word))
  return [
    ...suggestions.filter(begins),
    ...suggestions.filter((suggestion) => !begins(suggestion) && holds(suggestion)),
  ]
}
