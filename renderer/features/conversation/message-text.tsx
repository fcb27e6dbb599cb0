import { useMemo } from 'react'
import { mentionParts } from '#shared/messages/mentions.ts'
import type { Message } from '#shared/messages/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import classes from './message-card.module.css'

/** Cuts words where they name somebody the message tells; undefined for a message that names nobody. */
export function useNamed({ mentionIds }: Message) {
  const { person } = useDirectory()
  return useMemo(() => {
    const named = mentionIds.map(person).filter((each) => each !== undefined)
    if (named.length === 0) return undefined
    return (words: string) =>
      mentionParts(words, named).map(({ text, personId }) => ({ text, isMarked: personId !== '' }))
  }, [mentionIds, person])
}

/** The words of a message; who is named in it stands out. */
export function MessageText({ message }: { readonly message: Message }) {
  const named = useNamed(message)
  if (named === undefined) return message.text
  return named(message.text).map(({ text, isMarked }, index) =>
    !isMarked ? (
      text
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- the text never changes
      <strong key={index} className={classes['mention']}>
        {text}
      </strong>
    ),
  )
}
