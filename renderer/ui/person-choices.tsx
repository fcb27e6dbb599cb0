import type { Id } from '#shared/kernel/ids.ts'
import { PersonAvatar } from './person-avatar.tsx'
import type { Choice } from './picker.tsx'

/** A person as a list shows them. */
interface ListedPerson {
  readonly id: Id
  readonly name: string
  readonly emails: readonly string[]
}

/** Where the people to choose from come from. */
interface People {
  readonly people: readonly ListedPerson[]
  readonly staff: readonly ListedPerson[]
  person(id: Id): ListedPerson | undefined
}

/** The people of the desk to choose from: oneself first, then nobody, then by name. */
export function assigneeChoices(
  { staff, person }: People,
  meId: Id,
  words: { readonly nobody: string; readonly me: string },
): readonly Choice[] {
  const me = person(meId)
  return [
    ...(me === undefined ? [] : [{ ...personChoice(me), hint: words.me }]),
    { value: '', label: words.nobody },
    ...staff.filter(({ id }) => id !== meId).map(personChoice),
  ]
}

const CHOICES = new WeakMap<readonly ListedPerson[], readonly Choice[]>()

/** Everybody to choose from, with their address; the same list as long as the people are the same, for they are many. */
export function personChoices({ people }: Pick<People, 'people'>): readonly Choice[] {
  const known = CHOICES.get(people)
  if (known !== undefined) return known
  const choices = people.map((person) => ({ ...personChoice(person), hint: person.emails[0] ?? '' }))
  CHOICES.set(people, choices)
  return choices
}

function personChoice({ id, name }: ListedPerson): Choice {
  return { value: id, label: name, icon: <PersonAvatar name={name} size={18} /> }
}
