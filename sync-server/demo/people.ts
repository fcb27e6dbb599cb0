import type { RoleGrant } from '#shared/kernel/actor.ts'
import { people } from '#shared/people/collection.ts'
import type { Language, Person } from '#shared/people/schema.ts'
import type { Chance } from './random.ts'
import { DEMO_DOMAIN, DEPARTMENTS, ORG_ID, SITES } from './organisation.ts'

const FIRST_FR = [
  'Camille',
  'Julien',
  'Élodie',
  'Mathieu',
  'Sophie',
  'Nicolas',
  'Chloé',
  'Antoine',
  'Manon',
  'Thomas',
  'Inès',
  'Hugo',
  'Léa',
  'Guillaume',
  'Clara',
  'Sébastien',
  'Margaux',
  'Romain',
  'Pauline',
  'Vincent',
  'Aurélie',
  'Karim',
  'Nadia',
  'Olivier',
]
const LAST_FR = [
  'Martin',
  'Bernard',
  'Petit',
  'Durand',
  'Leroy',
  'Moreau',
  'Girard',
  'Fontaine',
  'Chevalier',
  'Lambert',
  'Bonnet',
  'Rousseau',
  'Garnier',
  'Faure',
  'Mercier',
  'Blanc',
  'Perrin',
  'Morel',
  'Gauthier',
  'Renaud',
  'Benali',
  'Lemaire',
]
const FIRST_EN = [
  'Emma',
  'Oliver',
  'Hannah',
  'Lucas',
  'Charlotte',
  'Daniel',
  'Sarah',
  'Thomas',
  'Anna',
  'Peter',
  'Laura',
  'Kevin',
  'Sofie',
  'Jan',
  'Lotte',
  'Michael',
]
const LAST_EN = [
  'Janssens',
  'Peeters',
  'Maes',
  'Wouters',
  'Claes',
  'Taylor',
  'Walker',
  'Hughes',
  'De Smet',
  'Vermeulen',
  'Turner',
  'Bennett',
  'Van Damme',
  'Mertens',
]
const JOBS: Readonly<Record<string, readonly [string, string]>> = {
  finance: ['Accountant', 'Comptable'],
  hr: ['HR officer', 'Chargé des ressources humaines'],
  sales: ['Account manager', 'Responsable de comptes'],
  logistics: ['Shift supervisor', 'Chef d’équipe logistique'],
  production: ['Line manager', 'Responsable de ligne'],
  engineering: ['Design engineer', 'Ingénieur d’études'],
  legal: ['Legal counsel', 'Juriste'],
  marketing: ['Communication officer', 'Chargé de communication'],
}

/** The desk: who signs in to the console. All share the demo password. */
const DESK: readonly (readonly [string, RoleGrant['role'], string, string, Language])[] = [
  ['Amélie Laurent', 'administrator', 'site-lyon', 'Head of IT services', 'fr'],
  ['Marc Dubois', 'manager', 'site-lyon', 'Service desk manager', 'fr'],
  ['Sarah Collins', 'agent', 'site-brussels', 'Service desk agent', 'en'],
  ['Yanis Haddad', 'agent', 'site-lyon', 'Service desk agent', 'fr'],
  ['Claire Roussel', 'agent', 'site-nantes', 'Application specialist', 'fr'],
  ['Tom Verbeke', 'technician', 'site-brussels', 'Field technician', 'en'],
  ['Lucie Marchand', 'technician', 'site-nantes', 'Field technician', 'fr'],
  ['Bastien Roche', 'technician', 'site-lyon', 'Field technician', 'fr'],
]

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')

/** The mail address a name gets: `Élodie De Smet` → `elodie.de-smet@…`. */
export function addressOf(name: string): string {
  const [first = '', ...rest] = name.split(' ')
  return `${plain(first)}.${plain(rest.join(' '))}@${DEMO_DOMAIN}`
}

/** The eight people of the desk; technicians hold their role at one site. */
export function demoAgents(): Person[] {
  return DESK.map(([name, role, siteId, jobTitle, language], index) =>
    person({
      id: `agent-${index + 1}`,
      name,
      emails: [addressOf(name)],
      siteId,
      jobTitle,
      language,
      roles: [{ role, at: role === 'technician' ? `site:${siteId}` : `org:${ORG_ID}` }],
    }),
  )
}

/** Requesters of the three sites; English speakers work in Brussels. */
export function demoRequesters(chance: Chance, count: number): Person[] {
  const names = new Set<string>(DESK.map(([name]) => name))
  return Array.from({ length: count }, (_, index) => requester(chance, index, names))
}

function requester(chance: Chance, index: number, names: Set<string>): Person {
  const at = chance.next()
  const site = at < SITES[0].share ? SITES[0] : at < SITES[0].share + SITES[1].share ? SITES[1] : SITES[2]
  const language: Language = site.id === 'site-brussels' && chance.happens(0.75) ? 'en' : 'fr'
  const [department] = chance.pick(DEPARTMENTS)
  const name = freshName(chance, language, names)
  const job = JOBS[department] ?? ['Employee', 'Employé']
  return person({
    id: `person-${String(index + 1).padStart(3, '0')}`,
    name,
    emails: [addressOf(name)],
    siteId: site.id,
    language,
    departmentId: `department-${department}`,
    jobTitle: job[language === 'en' ? 0 : 1],
    vip: chance.happens(0.04),
    phone: `+${site.country === 'FR' ? '33 4 72' : '32 2 55'} ${10 + chance.below(89)} ${10 + chance.below(89)} ${10 + chance.below(89)}`,
    roles: [{ role: 'requester', at: `org:${ORG_ID}` }],
  })
}

function freshName(chance: Chance, language: Language, names: Set<string>): string {
  const [first, last] = language === 'fr' ? [FIRST_FR, LAST_FR] : [FIRST_EN, LAST_EN]
  for (;;) {
    const name = `${chance.pick(first)} ${chance.pick(last)}`
    if (names.has(name)) continue
    names.add(name)
    return name
  }
}

function person(fields: Partial<Person> & Pick<Person, 'id' | 'name'>): Person {
  return { ...(people.defaults as Person), rev: 1, deletedAt: '', orgId: ORG_ID, ...fields }
}
