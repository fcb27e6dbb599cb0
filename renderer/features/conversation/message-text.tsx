import { mentionParts } from '#shared/messages/mentions.ts'
import type { Message } from '#shared/messages/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import classes from './message-card.module.css'

/** The words of a message; who is named in it stands out. */
export function MessageText({ message }: { readonly message: Message }) {
  const { person } = useDirectory()
  const named = message.mentionIds.map(person).filter((each) => each !== undefined)
  return mentionParts(message.text, named).map(({ text, personId }, index) =>
    personId === '' ? (
      text
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- the text never changes
      <strong key={index} className={classes['mention']}>
        {text}
      </strong>
    ),
  )
}
