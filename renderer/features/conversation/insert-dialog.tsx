import { Button, Group, Modal, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useId, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { plain } from '#shared/kernel/plain-text.ts'
import type { Language } from '#shared/people/schema.ts'
import classes from './insert-dialog.module.css'

/** Words that may be put into a message, in one or more forms; the first is the usual one. */
export interface Piece {
  readonly id: string
  readonly name: string
  readonly hint: string
  /** Of the words. */
  readonly language: Language
  readonly forms: readonly { readonly label: string; readonly words: string }[]
}

interface InsertDialogProps {
  readonly title: string
  /** What stands in place of the list when there is nothing to choose from. */
  readonly empty: string
  readonly pieces: readonly Piece[]
  readonly onInsert: (words: string) => void
  readonly onClose: () => void
}

const MOST_SHOWN = 50

/** Finds words by their name or content, shows them whole, and inserts them: arrows move, Enter inserts. */
export function InsertDialog({ title, empty, pieces, onInsert, onClose }: InsertDialogProps) {
  const { t } = useTranslation(['messages', 'common'])
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const shown = fitting(pieces, typed).slice(0, MOST_SHOWN)
  const chosen = shown[Math.min(at, shown.length - 1)]
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setAt(Math.min(shown.length - 1, at + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
    else if (event.key === 'Enter') onInsert(chosen?.forms[0]?.words ?? '')
    else return
    event.preventDefault()
  }
  return (
    <Modal
      opened
      size={860}
      title={title}
      returnFocus={false}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={title}
        aria-expanded={shown.length > 0}
        aria-controls={listId}
        aria-activedescendant={chosen === undefined ? undefined : `${listId}-${chosen.id}`}
        placeholder={t('insert.find')}
        leftSection={<IconSearch size={15} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={press}
      />
      <div className={classes['parts']}>
        <PieceList
          label={title}
          listId={listId}
          pieces={shown}
          chosen={chosen}
          onMove={setAt}
          onInsert={onInsert}
        />
        {chosen === undefined ? (
          <p className={classes['none']}>{pieces.length === 0 ? empty : t('common:nothingFits')}</p>
        ) : (
          <Preview piece={chosen} onInsert={onInsert} />
        )}
      </div>
    </Modal>
  )
}

interface PieceListProps {
  readonly label: string
  readonly listId: string
  readonly pieces: readonly Piece[]
  readonly chosen: Piece | undefined
  readonly onMove: (at: number) => void
  readonly onInsert: (words: string) => void
}

function PieceList({ label, listId, pieces, chosen, onMove, onInsert }: PieceListProps) {
  return (
    <div id={listId} role="listbox" aria-label={label} className={classes['list']}>
      {pieces.map((piece, index) => (
        <div
          key={piece.id}
          id={`${listId}-${piece.id}`}
          ref={piece === chosen ? intoSight : null}
          role="option"
          aria-selected={piece === chosen}
          className={classes['option']}
          onClick={() => onMove(index)}
          onDoubleClick={() => onInsert(piece.forms[0]?.words ?? '')}
        >
          <span>{piece.name}</span>
          <span className={classes['hint']}>{piece.hint}</span>
        </div>
      ))}
    </div>
  )
}

function intoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}

interface PreviewProps {
  readonly piece: Piece
  readonly onInsert: (words: string) => void
}

function Preview({ piece, onInsert }: PreviewProps) {
  const { t } = useTranslation('messages')
  return (
    <div className={classes['preview']}>
      <div
        className={classes['words']}
        lang={piece.language}
        role="region"
        aria-label={t('insert.preview', { name: piece.name })}
        tabIndex={0}
      >
        {piece.forms[0]?.words}
      </div>
      <Group gap="xs" justify="flex-end" mt="sm">
        {piece.forms.toReversed().map(({ label, words }) => (
          <Button
            key={label}
            variant={words === piece.forms[0]?.words ? 'filled' : 'default'}
            onClick={() => onInsert(words)}
          >
            {label}
          </Button>
        ))}
      </Group>
    </div>
  )
}

/** Those whose name holds the words first, then those whose text does. */
function fitting(pieces: readonly Piece[], typed: string): readonly Piece[] {
  const words = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== '')
  const holds = (text: string) => {
    const known = plain(text)
    return words.every((word) => known.includes(word))
  }
  const byName = pieces.filter(({ name }) => holds(name))
  const byText = pieces.filter(
    ({ name, forms }) => !holds(name) && holds(`${name} ${forms.map((form) => form.words).join(' ')}`),
  )
  return [...byName, ...byText]
}
