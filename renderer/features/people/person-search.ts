import type { Person } from '#shared/people/schema.ts'
import { plain } from '#shared/kernel/plain-text.ts'
import { wordsIn } from '#shared/tickets/filter.ts'

/** What the list of people is narrowed to. */
export type PeopleScope = 'everybody' | 'requesters' | 'desk' | 'vip'
export const PEOPLE_SCOPES: readonly PeopleScope[] = ['everybody', 'requesters', 'desk', 'vip']

/** The people in a scope whose name, address, telephone or title holds every word; in the order they came. */
export function findPeople(people: readonly Person[], scope: PeopleScope, typed: string): readonly Person[] {
  const words = wordsIn(typed)
  return people.filter((person) => isIn(person, scope) && words.every((word) => holds(person, word)))
}

function isIn(person: Person, scope: PeopleScope): boolean {
  const isStaff = person.roles.some(({ role }) => role !== 'requester')
  switch (scope) {
    case 'everybody':
      return true
    case 'requesters':
      return !isStaff
    case 'desk':
      return isStaff
    case 'vip':
      return person.vip
  }
}

/** A telephone number is found however it is spaced. */
function holds({ name, emails, phone, jobTitle }: Person, word: string): boolean {
  const digits = word.replaceAll(/\D/gu, '')
  const isPhone = digits.length >= 3 && phone.replaceAll(/\D/gu, '').includes(digits)
  return isPhone || plain(`${name} ${emails.join(' ')} ${jobTitle}`).includes(word)
}
