import type {
  CannedReplyData,
  CustomFieldData,
  Setting,
  TemplateData,
  ViewData,
} from '#shared/settings/schema.ts'

/** A setting of the demo: kind, id, name in English and French, and its data. */
type Row = readonly [
  kind: Setting['kind'],
  id: string,
  name: string,
  fr: string,
  data: Setting['data'],
  parentId?: string,
]

const reply = (id: string, name: string, fr: string, data: CannedReplyData): Row => [
  'canned-reply',
  `reply-${id}`,
  name,
  fr,
  { ...data },
]
const field = (id: string, name: string, fr: string, data: CustomFieldData): Row => [
  'custom-field',
  `field-${id}`,
  name,
  fr,
  { ...data },
]
const template = (id: string, name: string, fr: string, data: TemplateData): Row => [
  'template',
  `template-${id}`,
  name,
  fr,
  { ...data },
]
const view = (id: string, name: string, fr: string, data: ViewData): Row => [
  'view',
  `view-${id}`,
  name,
  fr,
  { ...data },
]

const REPLIES: readonly Row[] = [
  reply('restart', 'Restart and try again', 'Redémarrer et réessayer', {
    texts: {
      en: 'Hello {{requester.firstName}},\n\nCould you restart the computer once (Start > Power > Restart, not "Shut down") and try again? Please tell us the exact message if it comes back.\n\nRegards,\n{{agent.name}}',
      fr: 'Bonjour {{requester.firstName}},\n\nPouvez-vous redémarrer le poste une fois (Démarrer > Marche/Arrêt > Redémarrer, et non « Arrêter ») puis réessayer ? Si le message revient, indiquez-nous son texte exact.\n\nCordialement,\n{{agent.name}}',
    },
    categoryIds: ['category-workstation', 'category-applications'],
  }),
  reply('visit', 'A technician comes by', 'Passage d’un technicien', {
    texts: {
      en: 'Hello {{requester.firstName}},\n\nA technician will come to your desk in {{site.name}}. Please keep the equipment plugged in and tell us if you are not there.\n\nRegards,\n{{agent.name}}',
      fr: 'Bonjour {{requester.firstName}},\n\nUn technicien passera à votre bureau à {{site.name}}. Merci de laisser le matériel branché et de nous prévenir en cas d’absence.\n\nCordialement,\n{{agent.name}}',
    },
  }),
  reply('more', 'What we need to know', 'Informations manquantes', {
    texts: {
      en: 'Hello {{requester.firstName}},\n\nTo help you we need to know:\n- since when it happens,\n- whether a colleague beside you has it too,\n- a screenshot of the message.\n\nAn answer to this e-mail is enough, it goes to {{ticket.number}}.\n\n{{agent.name}}',
      fr: 'Bonjour {{requester.firstName}},\n\nPour vous aider, nous avons besoin de savoir :\n- depuis quand cela se produit,\n- si un collègue voisin rencontre le même problème,\n- une capture d’écran du message.\n\nUne réponse à ce courriel suffit, elle rejoindra {{ticket.number}}.\n\n{{agent.name}}',
    },
  }),
  reply('solved', 'Solved, please confirm', 'Résolu, merci de confirmer', {
    texts: {
      en: 'Hello {{requester.firstName}},\n\n"{{ticket.title}}" should be solved. Please confirm on the portal or by answering; without an answer we close it in five days.\n\nRegards,\n{{agent.name}}',
      fr: 'Bonjour {{requester.firstName}},\n\n« {{ticket.title}} » devrait être résolu. Merci de confirmer sur le portail ou en répondant ; sans nouvelle de votre part, nous le clôturons dans cinq jours.\n\nCordialement,\n{{agent.name}}',
    },
  }),
  reply('phishing', 'Phishing reported', 'Hameçonnage signalé', {
    texts: {
      en: 'Hello {{requester.firstName}},\n\nThank you for reporting it: this is a phishing mail. Delete it and do not click. If you typed a password, change it now and call us.\n\n{{agent.name}}',
      fr: 'Bonjour {{requester.firstName}},\n\nMerci de l’avoir signalé : il s’agit d’un hameçonnage. Supprimez-le sans cliquer. Si vous avez saisi un mot de passe, changez-le tout de suite et appelez-nous.\n\n{{agent.name}}',
    },
    categoryIds: ['category-security'],
  }),
]

const FIELDS: readonly Row[] = [
  field('cost-centre', 'Cost centre', 'Centre de coût', {
    type: 'text',
    kinds: ['request', 'change', 'release'],
    hint: 'Five digits, e.g. 41020',
  }),
  field('first-day', 'First day', 'Premier jour', {
    type: 'date',
    kinds: ['request'],
    categoryIds: ['category-onboarding'],
    required: true,
  }),
  field('people-affected', 'People affected', 'Personnes touchées', {
    type: 'number',
    kinds: ['incident', 'problem'],
  }),
  field('on-site', 'Visit needed', 'Passage sur site', { type: 'yes-no', kinds: ['incident', 'request'] }),
  field('connection', 'Works from', 'Lieu de travail', {
    type: 'choice',
    categoryIds: ['category-network'],
    options: [
      { id: 'office', name: 'Office', names: { fr: 'Bureau' } },
      { id: 'home', name: 'Home', names: { fr: 'Domicile' } },
      { id: 'road', name: 'On the road', names: { fr: 'Déplacement' } },
    ],
  }),
]

const TEMPLATES: readonly Row[] = [
  template('joiner', 'New colleague', 'Arrivée d’un collègue', {
    kind: 'request',
    title: 'New colleague: ',
    categoryId: 'category-onboarding',
    teamId: 'team-field',
    tags: ['new-starter'],
    description: 'Name, first day, site, department, manager, equipment.',
    tasks: [
      { title: 'Create the account', steps: ['Directory', 'Mailbox', 'Groups of the team'] },
      { title: 'Prepare the laptop', steps: ['Image', 'Asset tag', 'VPN tested'] },
      { title: 'Hand over and explain' },
    ],
  }),
  template('switch', 'Replace an access switch', 'Remplacer un commutateur d’accès', {
    kind: 'change',
    changeType: 'standard',
    title: 'Replace the access switch in ',
    categoryId: 'category-network',
    teamId: 'team-infrastructure',
    impact: 'medium',
    urgency: 'low',
    tags: ['switch'],
    plan: '1. Load the configuration on the spare unit.\n2. Swap the unit, move the cables port by port.\n3. Check monitoring.',
    rollbackPlan: 'Put the old unit back, ten minutes.',
    testPlan: 'One call and one print from the floor.',
    tasks: [
      { title: 'Prepare the spare unit' },
      { title: 'Swap', steps: ['Photo of the cabling', 'Labels'] },
    ],
  }),
  template('outage', 'Outage of a site', 'Panne d’un site', {
    kind: 'incident',
    title: 'Outage: ',
    impact: 'high',
    urgency: 'high',
    teamId: 'team-infrastructure',
    tasks: [
      { title: 'Call the provider' },
      { title: 'Inform the site' },
      { title: 'Write down what happened' },
    ],
  }),
]

const VIEWS: readonly Row[] = [
  view('vpn', 'VPN this month', 'VPN ce mois-ci', { query: 'vpn', shared: true, ownerId: 'agent-2' }),
  view('urgent', 'Urgent, not assigned', 'Urgents non assignés', {
    query: 'priority:urgent assignee:none',
    shared: true,
    ownerId: 'agent-2',
  }),
]

const TAGS = [
  'vpn',
  'laptop',
  'printer',
  'docking',
  'erp',
  'phishing',
  'new-starter',
  'switch',
  'wifi',
  'licence',
]

const ROOMS: readonly (readonly [string, string, string])[] = [
  ['warehouse', 'Warehouse', 'Entrepôt'],
  ['floor-1', 'First floor', 'Premier étage'],
  ['technical-room', 'Technical room', 'Local technique'],
]

/** Canned replies, custom fields, templates, shared views, tags and rooms of the demo, in their order. */
export function deskWords(siteIds: readonly string[]): readonly Row[] {
  return [
    ...REPLIES,
    ...FIELDS,
    ...TEMPLATES,
    ...VIEWS,
    ...TAGS.map((tag): Row => ['tag', `tag-${tag}`, tag, tag, {}]),
    ...siteIds.flatMap((siteId) =>
      ROOMS.map(([id, name, fr]): Row => ['location', `location-${siteId}-${id}`, name, fr, {}, siteId]),
    ),
  ]
}
