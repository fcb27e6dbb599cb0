import type { Language } from '#shared/people/schema.ts'
import type { ApprovalMode } from '#shared/items/schema.ts'

/** A thing to buy; the price in cents of a euro. */
export interface PlannedPurchase {
  readonly supplier: string
  readonly quantity: number
  readonly unitPrice: number
}

/** An approval of the organisation's managers, in its place among the others. */
export interface PlannedApproval {
  readonly step: number
  readonly mode: ApprovalMode
  /** Names of those asked. */
  readonly of: readonly string[]
}

/** The words of a plan in one language; tasks with their checklists. */
export interface PlanWords {
  readonly tasks: readonly (readonly [title: string, ...steps: string[]])[]
  readonly purchases: readonly string[]
  readonly approvals: readonly string[]
  readonly work: readonly string[]
}

/** How the work of a kind of ticket is divided. Words stand in the order of what they name. */
export interface WorkPlan {
  readonly purchases: readonly PlannedPurchase[]
  readonly approvals: readonly PlannedApproval[]
  /** Minutes of each entry of time, and whether they are billed. */
  readonly work: readonly (readonly [minutes: number, billable: boolean])[]
  readonly words: Readonly<Record<Language, PlanWords>>
}

const MANAGER = 'Marc Dubois'
const ADMINISTRATOR = 'Amélie Laurent'

/** Plans by kind and category of a ticket. */
export const WORK_PLANS: Readonly<Record<string, WorkPlan>> = {
  'request/onboarding': {
    purchases: [
      { supplier: 'Inmac Wstore', quantity: 1, unitPrice: 118_900 },
      { supplier: 'Inmac Wstore', quantity: 1, unitPrice: 18_900 },
      { supplier: 'Bureau Vallée', quantity: 2, unitPrice: 7_990 },
    ],
    approvals: [
      { step: 1, mode: 'one', of: [MANAGER] },
      { step: 2, mode: 'all', of: [MANAGER, ADMINISTRATOR] },
    ],
    work: [
      [45, false],
      [90, true],
    ],
    words: {
      en: {
        tasks: [
          ['Create the account and the groups', 'Account in the directory', 'Mailbox', 'Groups of the team'],
          ['Prepare the laptop', 'Image installed', 'BitLocker key escrowed', 'VPN profile tested'],
          ['Order the badge at the reception'],
          ['Assign a telephone number'],
          ['Welcome on Monday at nine'],
        ],
        purchases: ['Laptop 14", 16 GB', 'Docking station USB-C', 'Headset'],
        approvals: ['Equipment of the new colleague', 'Access to the payroll application'],
        work: ['Prepared the laptop', 'Introduction on the first day'],
      },
      fr: {
        tasks: [
          [
            'Créer le compte et les groupes',
            'Compte dans l’annuaire',
            'Boîte aux lettres',
            'Groupes de l’équipe',
          ],
          ['Préparer le portable', 'Image installée', 'Clé BitLocker déposée', 'Profil VPN testé'],
          ['Commander le badge à l’accueil'],
          ['Attribuer un numéro de téléphone'],
          ['Accueil lundi à neuf heures'],
        ],
        purchases: ['Portable 14", 16 Go', 'Station d’accueil USB-C', 'Casque audio'],
        approvals: ['Équipement de la nouvelle collègue', 'Accès à l’application de paie'],
        work: ['Préparation du portable', 'Prise en main du premier jour'],
      },
    },
  },
  'change/network': {
    purchases: [
      { supplier: 'Econocom', quantity: 1, unitPrice: 345_000 },
      { supplier: 'Econocom', quantity: 4, unitPrice: 12_900 },
    ],
    approvals: [
      { step: 1, mode: 'one', of: [MANAGER, ADMINISTRATOR] },
      { step: 2, mode: 'all', of: [MANAGER, ADMINISTRATOR] },
    ],
    work: [
      [120, false],
      [74, true],
    ],
    words: {
      en: {
        tasks: [
          [
            'Copy the configuration',
            'Export from the old switch',
            'Load on the spare unit',
            'Compare the VLANs',
          ],
          ['Announce the interruption'],
          ['Replace the switch on Saturday'],
          ['Test telephony and Wi-Fi'],
        ],
        purchases: ['Switch, 48 ports with 10 Gbit/s uplinks', 'SFP+ module'],
        approvals: ['Technical review', 'Change advisory board'],
        work: ['Configuration prepared and checked', 'Exchange on site'],
      },
      fr: {
        tasks: [
          [
            'Reprendre la configuration',
            'Export de l’ancien',
            'Chargement sur le nouveau',
            'Comparaison des VLAN',
          ],
          ['Annoncer l’interruption'],
          ['Remplacer le commutateur samedi'],
          ['Tester la téléphonie et le Wi-Fi'],
        ],
        purchases: ['Commutateur 48 ports, liens 10 Gbit/s', 'Module SFP+'],
        approvals: ['Revue technique', 'Comité des changements'],
        work: ['Configuration préparée et vérifiée', 'Échange sur site'],
      },
    },
  },
  'request/mobile': {
    purchases: [
      { supplier: 'Orange Business', quantity: 1, unitPrice: 42_900 },
      { supplier: 'Orange Business', quantity: 1, unitPrice: 2_490 },
    ],
    approvals: [{ step: 1, mode: 'one', of: [MANAGER] }],
    work: [[25, false]],
    words: {
      en: {
        tasks: [
          ['Order the phone and the SIM card'],
          ['Enrol it in the device management', 'Compliance policy', 'Mail and calendar'],
          ['Hand it over and have it signed for'],
        ],
        purchases: ['Rugged phone', 'Protective case'],
        approvals: ['Phone for field work'],
        work: ['Enrolment and first start'],
      },
      fr: {
        tasks: [
          ['Commander le téléphone et la carte SIM'],
          ['L’enregistrer dans la gestion des mobiles', 'Stratégie de conformité', 'Courriel et agenda'],
          ['Le remettre contre signature'],
        ],
        purchases: ['Téléphone renforcé', 'Coque de protection'],
        approvals: ['Téléphone pour le terrain'],
        work: ['Enregistrement et première mise en route'],
      },
    },
  },
  'request/applications': {
    purchases: [{ supplier: 'SoftwareONE', quantity: 1, unitPrice: 14_900 }],
    approvals: [{ step: 1, mode: 'one', of: [MANAGER, ADMINISTRATOR] }],
    work: [[15, false]],
    words: {
      en: {
        tasks: [['Check the free licences'], ['Install the editor'], ['Take it into the list of licences']],
        purchases: ['PDF editor, one year'],
        approvals: ['Licence for one year'],
        work: ['Installation by remote control'],
      },
      fr: {
        tasks: [['Vérifier les licences libres'], ['Installer l’éditeur'], ['L’inscrire dans l’inventaire']],
        purchases: ['Éditeur PDF, un an'],
        approvals: ['Licence pour un an'],
        work: ['Installation à distance'],
      },
    },
  },
  'incident/workstation': {
    purchases: [{ supplier: 'Inmac Wstore', quantity: 1, unitPrice: 18_900 }],
    approvals: [],
    work: [
      [20, false],
      [35, true],
    ],
    words: {
      en: {
        tasks: [
          ['Try another dock'],
          ['Update the firmware', 'Dock', 'BIOS of the laptop'],
          ['Ask again after two days'],
        ],
        purchases: ['Docking station USB-C'],
        approvals: [],
        work: ['Looked at it by telephone', 'Exchange at the desk'],
      },
      fr: {
        tasks: [
          ['Essayer une autre station'],
          ['Mettre à jour le micrologiciel', 'Station', 'BIOS du portable'],
          ['Reprendre contact dans deux jours'],
        ],
        purchases: ['Station d’accueil USB-C'],
        approvals: [],
        work: ['Diagnostic par téléphone', 'Échange au poste'],
      },
    },
  },
}
