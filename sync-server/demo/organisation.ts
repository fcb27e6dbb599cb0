import { settings } from '#shared/settings/collection.ts'
import type { Setting } from '#shared/settings/schema.ts'
import { deskWords } from './desk-words.ts'

export const ORG_ID = 'org-brevent'
export const DEMO_DOMAIN = 'brevent.example'

/** The three sites of the demo. `prefix` begins the names of their machines. */
export const SITES = [
  {
    id: 'site-lyon',
    name: 'Lyon',
    fr: 'Lyon',
    prefix: 'LYO',
    country: 'FR',
    timeZone: 'Europe/Paris',
    address: '14 quai Rambaud, 69002 Lyon',
    share: 0.5,
  },
  {
    id: 'site-nantes',
    name: 'Nantes',
    fr: 'Nantes',
    prefix: 'NTE',
    country: 'FR',
    timeZone: 'Europe/Paris',
    address: '3 boulevard des Antilles, 44200 Nantes',
    share: 0.3,
  },
  {
    id: 'site-brussels',
    name: 'Brussels',
    fr: 'Bruxelles',
    prefix: 'BRU',
    country: 'BE',
    timeZone: 'Europe/Brussels',
    address: '22 rue du Lombard, 1000 Bruxelles',
    share: 0.2,
  },
] as const

export const DEPARTMENTS = [
  ['finance', 'Finance', 'Finance'],
  ['hr', 'Human resources', 'Ressources humaines'],
  ['sales', 'Sales', 'Commerce'],
  ['logistics', 'Logistics', 'Logistique'],
  ['production', 'Production', 'Production'],
  ['engineering', 'Engineering', 'Bureau d’études'],
  ['legal', 'Legal', 'Juridique'],
  ['marketing', 'Marketing', 'Marketing'],
] as const

const TEAMS = [
  ['desk', 'Service desk', 'Centre de services', ['agent-2', 'agent-3', 'agent-4']],
  ['field', 'Field support', 'Support de proximité', ['agent-6', 'agent-7', 'agent-8']],
  ['infrastructure', 'Network & servers', 'Réseau et serveurs', ['agent-4', 'agent-8']],
  ['applications', 'Applications', 'Applications', ['agent-3', 'agent-5']],
] as const

const CATEGORIES = [
  ['workstation', 'Workstation', 'Poste de travail'],
  ['printing', 'Printing', 'Impression'],
  ['network', 'Network & Wi-Fi', 'Réseau et Wi-Fi'],
  ['email', 'E-mail & calendar', 'Messagerie et agenda'],
  ['access', 'Accounts & access', 'Comptes et accès'],
  ['applications', 'Business applications', 'Applications métier'],
  ['telephony', 'Telephony', 'Téléphonie'],
  ['mobile', 'Mobile devices', 'Appareils mobiles'],
  ['security', 'Security', 'Sécurité'],
  ['onboarding', 'Joiners & leavers', 'Arrivées et départs'],
] as const

/** Which team looks after a category. */
export function teamFor(category: string): string {
  const infrastructure = ['network', 'telephony', 'security']
  const field = ['workstation', 'printing', 'mobile', 'onboarding']
  if (infrastructure.includes(category)) return 'team-infrastructure'
  if (field.includes(category)) return 'team-field'
  return category === 'applications' ? 'team-applications' : 'team-desk'
}

/** The organisation, its sites and rooms, departments, teams, categories, words of the desk, mailbox and brand. */
export function demoSettings(mailAddress: string): Setting[] {
  const list = (
    kind: Setting['kind'],
    prefix: string,
    rows: readonly (readonly [string, string, string])[],
  ) =>
    rows.map(([id, name, fr], position) =>
      entry({ id: `${prefix}-${id}`, kind, name, names: { fr }, position }),
    )
  return [
    entry({
      id: ORG_ID,
      kind: 'organisation',
      name: 'Brévent Logistics',
      names: { fr: 'Brévent Logistique' },
      data: { domains: [DEMO_DOMAIN] },
    }),
    ...SITES.map((site, position) =>
      entry({
        id: site.id,
        kind: 'site',
        name: site.name,
        names: { fr: site.fr },
        position,
        data: { country: site.country, timeZone: site.timeZone, address: site.address },
      }),
    ),
    ...list('department', 'department', DEPARTMENTS),
    ...TEAMS.map(([id, name, fr, memberIds], position) =>
      entry({
        id: `team-${id}`,
        kind: 'team',
        name,
        names: { fr },
        position,
        data: { memberIds: [...memberIds] },
      }),
    ),
    ...list('category', 'category', CATEGORIES),
    ...deskWords(SITES.map(({ id }) => id)).map(([kind, id, name, fr, data, parentId = ''], position) =>
      entry({ id, kind, name, names: { fr }, position, data, parentId }),
    ),
    entry({
      id: 'mailbox-support',
      kind: 'mailbox',
      name: 'IT support',
      names: { fr: 'Support informatique' },
      data: { address: mailAddress, teamId: 'team-desk', categoryId: '', language: 'fr' },
    }),
    entry({
      id: 'brand-main',
      kind: 'brand',
      name: 'Brévent IT',
      names: { fr: 'DSI Brévent' },
      data: { colour: '#1f6f8b' },
    }),
  ]
}

function entry(fields: Partial<Setting> & Pick<Setting, 'id' | 'kind' | 'name'>): Setting {
  return { ...(settings.defaults as Setting), rev: 1, deletedAt: '', orgId: ORG_ID, ...fields }
}
